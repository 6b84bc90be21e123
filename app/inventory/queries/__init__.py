"""Reading the estate: assets by filter, one with its neighbors, what is connected to what."""
