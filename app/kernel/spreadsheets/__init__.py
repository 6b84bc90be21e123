"""Rows in, rows out (XLSX, CSV): a gate, a reader in its own process, inert cells written."""
