"""Reading XML from strangers: no entities, no document types, no endless nesting."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from editor.formats.errors import FormatError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

DEEPEST = 200
"""No transcript nests deeper than this."""


def xml_events(data: bytes, name: str) -> Iterator[tuple[str, Element]]:
    """("start", element) and ("end", element) in document order.

    The text of an element is complete at its end, the tail of a child when the next event comes.

    Raises:
        FormatError: The XML is damaged, declares entities, or nests too deeply.
    """
    depth = 0
    try:
        for event, element in iterparse(io.BytesIO(data), ("start", "end"), forbid_dtd=True):
            depth += 1 if event == "start" else -1
            if depth > DEEPEST:
                raise FormatError(f"{name} is nested too deeply to be a transcript.")
            yield event, element
    except DefusedXmlException:
        raise FormatError(
            f"{name} declares entities, which can be used to attack readers, so it was not read; "
            "export it again from the program that made it."
        ) from None
    except (ParseError, ValueError, LookupError, UnicodeError):
        raise FormatError(
            f"{name} is damaged XML; export it again from the program that made it."
        ) from None


def local(tag: object) -> str:
    """The name of an element or attribute without its namespace; "" for comments."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str | None:
    """The value of an attribute by its local name, whatever its namespace."""
    return next((value for key, value in element.attrib.items() if local(key) == name), None)
