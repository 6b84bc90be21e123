"""What a score means for the life of a thing: two axes, and what to do about it."""
