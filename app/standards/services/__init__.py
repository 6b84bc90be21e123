"""Publishing packs and answering criteria."""
