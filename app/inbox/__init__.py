"""What waits for a person: the page, the count beside the menu, and the digest by mail."""
