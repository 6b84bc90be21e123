"""What is said, and how it looks: documents, their renderings, the overview."""
