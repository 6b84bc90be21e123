"""What is written to people: kept in the transaction of its cause, sent afterwards."""
