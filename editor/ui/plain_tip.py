"""Tooltips that show a text as it is."""

from __future__ import annotations

from html import escape


def plain_tip(text: str) -> str:
    """What a tooltip must be given to show `text` itself.

    Qt takes for HTML what looks like it, and HTML may name an image. The names and words of a
    project come from anybody, and looking for an image on a network path tells its owner who looks.
    """
    return f"<p style='white-space:pre-wrap'>{escape(text)}</p>" if text else ""
