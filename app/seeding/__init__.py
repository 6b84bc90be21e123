"""The sample health system and the walk over real files, both made with the app's own services."""
