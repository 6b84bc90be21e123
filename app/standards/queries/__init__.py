"""Reading packs, subjects and answers."""
