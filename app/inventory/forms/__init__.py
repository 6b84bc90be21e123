"""What can be typed about assets, connections and sheets."""
