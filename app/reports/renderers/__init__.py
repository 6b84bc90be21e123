"""One renderer a format; each turns a Document into its form and knows one library."""
