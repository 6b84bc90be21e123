"""Requests and authority to spend as things one may decide on and look back at."""
