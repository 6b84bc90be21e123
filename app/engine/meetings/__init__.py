"""How a body meets: calling, moving, deciding, and what the minutes say of it."""
