"""Spreadsheets in and out: files that other people made, read into plain values, and workbooks for people to keep."""
