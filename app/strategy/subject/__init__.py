"""Initiatives and dispositions as things one may decide on and look back at."""
