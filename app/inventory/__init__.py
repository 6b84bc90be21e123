"""The imaging estate: sources, applications, viewers, storage, and the interfaces between them."""
