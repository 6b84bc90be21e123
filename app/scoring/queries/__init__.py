"""Reading scores, and what they are computed from."""
