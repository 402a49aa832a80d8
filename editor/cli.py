"""The same core without Qt, for the command line."""
