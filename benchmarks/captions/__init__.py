"""How captions read: ours beside those of other programs, cut from the same words."""
