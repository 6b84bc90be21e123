"""What scoring adds to record pages, and the decisions whose effect shows in scores."""
