"""The document: turns of timed words, and the only ways to change it."""
