"""Money as pages, reports and the gate read it."""
