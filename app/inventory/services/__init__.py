"""What people do with the inventory."""
