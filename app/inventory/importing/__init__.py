"""From a sheet to a plan of changes and back, in steps that can be tested without a database."""
