"""Whether money may move, and what it costs in later years."""
