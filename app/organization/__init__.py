"""Departments and facilities: where things stand and whom they serve."""
