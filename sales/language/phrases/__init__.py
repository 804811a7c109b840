"""The sentences we know, one line each, by what they are about. Adding one is one line here and one in the golden
set."""
