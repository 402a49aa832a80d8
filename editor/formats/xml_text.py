"""Text in XML and HTML files: escaped, and without the characters that XML forbids."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """Text as element content; what XML 1.0 cannot hold becomes U+FFFD."""
    return escape(_FORBIDDEN.sub("\ufffd", text))


def xml_attribute(text: str) -> str:
    """Text as the value of an attribute, quotes included."""
    return quoteattr(_FORBIDDEN.sub("\ufffd", text))
