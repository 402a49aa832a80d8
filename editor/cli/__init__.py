"""The same core without Qt, for the command line."""

from editor.cli.program import main

__all__ = ["main"]
