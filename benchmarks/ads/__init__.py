"""How well ad reads are found in text, on generated episodes with planted ones."""
