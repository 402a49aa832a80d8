"""Background work, reported on the GUI thread."""
