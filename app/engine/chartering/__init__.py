"""What a charter settles: its points, its numbered clauses, and who may decide what under it."""
