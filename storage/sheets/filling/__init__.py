"""Spreadsheets that other people made, read for filling in and written back with nothing changed but what was filled
in: in a workbook every part that holds none of it stays byte for byte as it was."""
