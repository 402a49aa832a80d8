"""One table of commands and the keys bound to them."""
