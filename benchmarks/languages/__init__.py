"""How exact word times are in other languages, by a multilingual model."""
