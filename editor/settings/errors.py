"""The one error family of settings."""

from __future__ import annotations


class SettingsError(Exception):
    """A setting is wrong, or the file cannot be written; the message is one sentence."""
