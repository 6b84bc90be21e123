"""Rows to engine values: sheets, facts for a suggestion, links of a path."""
