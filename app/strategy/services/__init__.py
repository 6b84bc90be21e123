"""What a person can do to the roadmap."""
