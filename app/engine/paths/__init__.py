"""The way of an image from its capture into the record, link by link."""
