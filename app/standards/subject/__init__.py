"""What standards can be decided on, and what they add to the pages of other areas."""
