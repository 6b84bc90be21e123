"""What a person can do with money; each act passes the gate."""
