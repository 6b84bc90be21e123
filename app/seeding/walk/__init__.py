"""The whole chain walked on real public files, through the same importer and services."""
