"""Computing scores, keeping them fresh, explaining them."""
