"""What a developer's words do: set up, build, run, test, look."""
