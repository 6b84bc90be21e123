"""What the engine computed, kept beside the rules it was computed by."""
