"""How far enterprise imaging has come, self-assessed along published stages."""
