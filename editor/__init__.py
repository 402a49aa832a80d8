"""Proofcast: a desktop transcript editor with audio sync."""

__version__ = "0.1.0"
