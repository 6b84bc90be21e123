"""What people do with the organization."""
