"""Qt widgets: they show the document and never own a fact of it."""
