"""Places where text and sound disagree, and what to do about them."""
