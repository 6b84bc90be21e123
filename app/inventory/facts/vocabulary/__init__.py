"""The closed sets of words of the inventory, by kind of asset."""
