"""What a transcript's web page says beside the transcript: titles, buttons, dates, counters.

Only whole lines go, never part of one, and words that people say ("Share", "Home") go only at the
top and at the bottom of the page, where no speech is yet or any more.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from editor.formats.labels import is_time


class Page(NamedTuple):
    """A page's lines without its furniture; `dropped` are the lines that went."""

    lines: list[str]
    title: str
    dropped: list[str]


_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DATE = (
    rf"(?:{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|\d{{1,2}} {_MONTH} \d{{4}}"
    r"|\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{2,4})"
)
_PLACES = (
    r"(?:apple podcasts?|spotify|youtube(?: music)?|overcast|pocket ?casts|amazon music|castbox"
    r"|google podcasts|stitcher|podcast addict|rss(?: feed)?|twitter|facebook|linkedin|instagram"
    r"|tiktok|reddit|email)"
)


def _any_of(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns), re.IGNORECASE)


_MARKER = _any_of(
    r"(?:(?:full|episode|podcast|audio|show|machine|interactive|auto-?generated)[ -])?"
    r"transcript(?:ion)?:?",
    r"transkript:?",
    r"transcription :?",
    r"transcripción:?",
)
"""The heading right above the text: all before it is the page's."""

_ANYWHERE = _any_of(
    r"episode date:.*",
    r"discussion \(\d+\)",
    rf"(?:published|posted|updated|aired|released|recorded)(?: on)?:? {_DATE}",
    _DATE,
    r"\d+ (?:comments?|likes?|views?|shares?|replies)",
    r"comments? \(\d+\)",
    rf"(?:listen|subscribe|follow|watch|available|find us)(?: (?:now|free|here|us))?"
    rf" (?:on|via|in|with) {_PLACES}",
    r"(?:click|tap) (?:on )?(?:any|a) (?:sentence|word|line|timestamp) .*",
    r"there aren['’]?t comments yet .*",
    r"this transcript (?:was|is|has been) (?:auto|machine|computer|ai)\b.*",
    r"(?:auto|machine|ai)-?generated transcript.*",
    r"(?:copyright |©|\(c\) ).*\d{4}.*",
    r"all rights reserved\.?",
    r"https?://\S+",
)
"""Lines that nobody says."""

_EDGE = _any_of(
    rf"share(?: (?:(?:this )?(?:episode|page)|link|on {_PLACES}))?",
    r"subscribe|follow|unfollow|save|print|embed|copied!?|copy(?: link)?|play(?: episode)?",
    r"download(?: (?:mp3|audio|episode|transcript|pdf))?|pause|listen(?: now)?",
    r"menu|home|search|about(?: us)?|contact(?: us)?|log ?in|sign ?(?:in|up)|register",
    r"(?:all )?episodes?|podcasts?|blog|shop|donate|support(?: us)?|reviews?",
    r"show ?notes|description|summary|chapters|transcripts?|comments?|discussion",
    r"(?:tags?|categor(?:y|ies)):.*",
    r"read (?:more|less)|show (?:more|less|all)|load more|(?:view|see) (?:all|more)",
    r"expand|collapse|previous(?: episode)?|next(?: episode)?",
    r"back(?: to (?:top|episodes|all episodes))?|skip to (?:main )?content",
    r"related(?: episodes| posts)?|more episodes|you (?:may|might) also like",
    r"privacy(?: policy)?|terms(?: of (?:use|service))?|cookie(?:s| policy| settings)",
    r"accept(?: all)?(?: cookies)?|leave a (?:comment|reply|review)|add a comment|post comment",
    r"powered by .{1,30}",
    _PLACES,
    r"\d+ ?(?:min(?:ute)?s?|hrs?|hours?)(?: \d+ ?min(?:ute)?s?)?(?: read| listen)?",
    r"(?:season|series) \d+(?:,? ?(?:episode|ep\.?) \d+)?",
    r"(?:episode|ep\.?) ?#?\d+|s\d+ ?[·:,|]? ?e\d+",
    r"[·•|\-–—*=_#>]+",
)
"""Buttons and headings: furniture only before the first and after the last spoken line."""

_MARKER_WITHIN = 80  # lines
_TITLE_SENTENCE = re.compile(r"[.?!…]$")


def strip_furniture(lines: list[str]) -> Page:
    """The spoken lines of a page, its title if it has one, and what was dropped."""
    top = _top(lines)
    bottom = _bottom(lines, top)
    head = [line.strip() for line in lines[:top] if line.strip()]
    tail = [line.strip() for line in lines[bottom:] if line.strip()]
    body: list[str] = []
    times: list[str] = []
    for line in lines[top:bottom]:
        (times if line.strip() and is_time(line) else body).append(line)
    return Page(body, _title(head), [*head, *(line.strip() for line in times), *tail])


def is_furniture(line: str) -> bool:
    """Whether a whole line is one that nobody says at the edge of a page."""
    text = line.strip()
    if not text or len(text) > 2000:
        return False
    # Buttons are capitalised; a recogniser's broken-off line, such as "about", is not.
    button = not text[0].islower() and _EDGE.fullmatch(text)
    return bool(button or _ANYWHERE.fullmatch(text) or _MARKER.fullmatch(text) or is_time(text))


def _top(lines: list[str]) -> int:
    """Index of the first spoken line."""
    marker = next(
        (n for n, line in enumerate(lines[:_MARKER_WITHIN]) if _MARKER.fullmatch(line.strip())), -1
    )
    top = _skip(lines, marker + 1)
    return top if marker >= 0 else _after_title(lines, top)


def _after_title(lines: list[str], top: int) -> int:
    """Skip a title: a line without a full stop that has furniture below it, and then speech.

    A time below does not make a title: spoken lines have times between them too.
    """
    if top >= len(lines) or _TITLE_SENTENCE.search(lines[top].strip()):
        return top
    below = _skip(lines, top + 1)
    evidence = any(line.strip() and not is_time(line) for line in lines[top + 1 : below])
    return below if evidence and below < len(lines) else top


def _skip(lines: list[str], at: int) -> int:
    while at < len(lines) and (not lines[at].strip() or is_furniture(lines[at])):
        at += 1
    return at


def _bottom(lines: list[str], top: int) -> int:
    """Index after the last spoken line."""
    bottom = len(lines)
    while bottom > top and (not lines[bottom - 1].strip() or is_furniture(lines[bottom - 1])):
        bottom -= 1
    return bottom


def _title(head: list[str]) -> str:
    """The page's title: its first line, unless that is a button itself."""
    named = [line for line in head if not is_furniture(line)]
    title = " ".join(named[0].split()) if named else ""
    return title if len(title) <= 200 else ""
