"""Reading the organization: places, departments, service lines, and codes that name them."""
