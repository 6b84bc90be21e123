"""What every endpoint of the JSON API stands on: tokens, problems, pages."""
