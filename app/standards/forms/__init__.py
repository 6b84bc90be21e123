"""What can be typed about packs, answers, assignments and evidence."""
