"""What we ask of the estate: packs of criteria, and the answers given."""
