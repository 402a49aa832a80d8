"""Time expressions of TTML: clock times, offsets, frames and ticks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from editor.formats.xml_events import attribute

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_CLOCK = re.compile(r"(\d{1,4}):(\d\d):(\d\d)(?:\.(\d{1,9})|:(\d{1,3})(?:\.\d{1,9})?)?", re.ASCII)
_OFFSET = re.compile(r"(\d{1,12}(?:\.\d{1,12})?)(h|ms|m|s|f|t)", re.ASCII)
_MS = {"h": 3_600_000.0, "m": 60_000.0, "s": 1000.0, "ms": 1.0}
_LONGEST = 400_000_000  # ms, more than four days


class Rates(NamedTuple):
    """How many frames and ticks a second has."""

    frame: float = 30.0
    tick: float = 1.0


def rates_of(root: Element) -> Rates:
    """The rates that a document's root element declares."""
    frame = _number(attribute(root, "frameRate"), 30.0)
    factors = (attribute(root, "frameRateMultiplier") or "1 1").replace(":", " ").split()
    if len(factors) == 2:
        frame *= _number(factors[0], 1.0) / _number(factors[1], 1.0)
    declared = attribute(root, "frameRate") is not None
    return Rates(frame, _number(attribute(root, "tickRate"), frame if declared else 1.0))


def milliseconds(text: str | None, rates: Rates) -> int | None:
    """A time expression in ms, or None where there is none that can be understood."""
    if text is None:
        return None
    clock, offset = _CLOCK.fullmatch(text.strip()), _OFFSET.fullmatch(text.strip())
    if clock:
        hours, minutes, seconds, fraction, frames = clock.groups()
        whole = (int(hours) * 60 + int(minutes)) * 60 + int(seconds)
        value = 1000.0 * (whole + float(f"0.{fraction or 0}") + int(frames or 0) / rates.frame)
    elif offset:
        unit = {**_MS, "f": 1000 / rates.frame, "t": 1000 / rates.tick}[offset[2]]
        value = float(offset[1]) * unit
    else:
        return None
    return round(min(value, _LONGEST))


def _number(text: str | None, default: float) -> float:
    try:
        value = float(text) if text else default
    except ValueError:
        return default
    return value if 0.001 <= value <= 1e12 else default
