"""What a planner does with a sheet: bring it, say what it holds, apply it, undo it."""
