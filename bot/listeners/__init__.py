"""One file per conversation. A listener translates and never decides."""
