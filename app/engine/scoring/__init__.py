"""Answers to scores: exact, absolute, and honest about what is not known."""
