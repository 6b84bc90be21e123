"""What the overview says, and which files were made."""
