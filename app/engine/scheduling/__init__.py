"""When work can start, and what decides the end."""
