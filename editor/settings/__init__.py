"""Typed options and the user's settings file."""
