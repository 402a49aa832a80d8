"""How well speakers are told by their voices."""
