"""What governance lets others decide on, and what it adds to their pages."""
