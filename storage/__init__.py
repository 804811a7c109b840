"""The only Session: tables, migrations, transactions, and spreadsheets in and out."""
