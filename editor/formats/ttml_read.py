"""Read TTML and its relatives (IMSC, DFXP, EBU-TT): paragraphs with times, and their agents."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from editor.formats.errors import FormatError
from editor.formats.imported import Imported
from editor.formats.labelled_cues import RawCue, turns_of_cues
from editor.formats.ttml_times import Rates, milliseconds, rates_of
from editor.formats.xml_events import attribute, local, xml_events

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

ID = "ttml"

_SPACE = re.compile(r"\s+")
_HIDDEN = {"metadata", "title", "desc", "copyright", "agent", "name", "set", "head"}


def sniff(head: str) -> float:
    """How surely the beginning of a file is TTML, 0-1."""
    start = head.lstrip()
    if not start.startswith("<"):
        return 0.0
    named = any(mark in head for mark in ("/ns/ttml", "ttaf1", "<tt ", "<tt>", ":tt "))
    return 0.98 if named and "<!doctype html" not in start[:200].lower() else 0.0


def read(text: str, name: str) -> Imported:
    """Read a whole file.

    Raises:
        FormatError: It is damaged, declares entities, or holds no timed text.
    """
    file = parse(text, name)
    if not file.cues:
        raise FormatError(f"{name} has no captions that can be read; it may be no TTML file.")
    turns, notes = turns_of_cues(sorted(file.cues, key=lambda cue: cue.start))
    if file.untimed:
        notes = (f"{file.untimed} paragraphs without times were skipped.", *notes)
    return Imported(turns, title=file.title, language=file.language, notes=notes, format=ID)


class TtmlFile(NamedTuple):
    """What stands in a document: cues in file order, speakers by name.

    `untimed` counts paragraphs without times, `bad_times` expressions that mean no time.
    """

    cues: list[RawCue]
    title: str
    language: str | None
    untimed: int
    bad_times: int


def parse(text: str, name: str) -> TtmlFile:
    """Everything that TTML may hold, as far as captions need it.

    Raises:
        FormatError: The XML is damaged or declares entities.
    """
    reader = _Reader()
    for event, element in xml_events(_without_encoding(text).encode("utf-8", "replace"), name):
        (reader.start if event == "start" else reader.end)(element)
    cues = [cue._replace(speaker=reader.speaker(cue)) for cue in reader.cues]
    return TtmlFile(cues, reader.title, reader.language, reader.skipped, reader.bad_times)


def _without_encoding(text: str) -> str:
    """The text without its XML declaration: it is decoded already, whatever that says."""
    start = text.lstrip()
    return start.partition("?>")[2].lstrip() if start.startswith("<?xml") else start


@dataclass
class _Open:
    """An element that is not closed yet; times in ms on the document's timeline."""

    name: str
    start: int
    end: int | None
    begins: bool
    timed: bool
    agent: str | None
    hidden: bool
    preserve: bool
    parts: list[str] = field(default_factory=list)


_ROOT = _Open("", 0, None, begins=False, timed=False, agent=None, hidden=False, preserve=False)


@dataclass
class _Reader:
    cues: list[RawCue] = field(default_factory=list)
    skipped: int = 0
    bad_times: int = 0
    title: str = ""
    language: str | None = None
    rates: Rates = field(default_factory=Rates)
    _names: dict[str, str] = field(default_factory=dict)
    _open: list[_Open] = field(default_factory=list)
    _agent: str = ""

    def start(self, element: Element) -> None:
        """An element begins: times count from those of its parent."""
        name = local(element.tag)
        if not self._open:
            self.rates = rates_of(element)
            code = attribute(element, "lang") or ""
            self.language = code[:2].lower() if code[:2].isalpha() and len(code) > 1 else None
        parent = self._open[-1] if self._open else _ROOT
        begin = self._time(element, "begin")
        start = parent.start + (begin or 0)
        space = attribute(element, "space")
        self._open.append(
            _Open(
                name,
                start,
                self._end(element, parent, start),
                begin is not None,
                parent.timed or begin is not None,
                attribute(element, "agent") or parent.agent,
                parent.hidden or name in _HIDDEN,
                parent.preserve if space is None else space == "preserve",
            )
        )
        if name == "agent":
            self._agent = attribute(element, "id") or ""

    def _end(self, element: Element, parent: _Open, start: int) -> int | None:
        ends = [parent.end]
        given, length = self._time(element, "end"), self._time(element, "dur")
        ends.append(None if given is None else parent.start + given)
        ends.append(None if length is None else start + length)
        return min((end for end in ends if end is not None), default=None)

    def _time(self, element: Element, name: str) -> int | None:
        text = attribute(element, name)
        time = milliseconds(text, self.rates)
        self.bad_times += text is not None and time is None
        return time

    def end(self, element: Element) -> None:
        """An element ends: its own text and that of its children are complete."""
        here = self._open.pop()
        text = _text(element, here)
        name = " ".join((element.text or "").split())
        if here.name == "name" and self._agent:
            self._names.setdefault(self._agent, name)
        elif here.name == "title" and not self.title:
            self.title = name[:200]
        elif here.name == "p" and not here.hidden:
            self._add(here, text)
        elif here.name == "span" and here.begins and not self._inside_timed_paragraph():
            self._add(here, text)
            text = ""
        if self._open:
            inline = here.name not in ("p", "div", "body") and not here.hidden
            self._open[-1].parts.append(text if inline else "")
        # Its tail stays: the parent's text needs it.
        element.text = None
        del element[:]

    def _inside_timed_paragraph(self) -> bool:
        return any(row.name == "p" and row.begins for row in self._open)

    def _add(self, here: _Open, text: str) -> None:
        if not here.timed:
            self.skipped += bool(text.strip())
        elif text.strip() or here.begins:
            end = here.start if here.end is None else here.end
            self.cues.append(RawCue(here.start, end, text, here.agent))

    def speaker(self, cue: RawCue) -> str | None:
        """The name behind a cue's reference to an agent."""
        ids = (cue.speaker or "").split()
        return next((self._names[id] for id in ids if self._names.get(id)), None)


def _text(element: Element, here: _Open) -> str:
    """The element's text; that of its children was collected as they ended."""
    if here.name == "br":
        return "\n"
    texts = [_shown(element.text, here)]
    for part, child in zip(here.parts, element, strict=True):
        texts += [part, _shown(child.tail, here)]
    return "".join(texts)


def _shown(text: str | None, here: _Open) -> str:
    return (text or "") if here.preserve else _SPACE.sub(" ", text or "")
