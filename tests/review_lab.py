"""Documents with known doubts, for the tests of reviewing."""

from __future__ import annotations

from editor.alignment.aligner import HEARD_DIFFERENTLY, SPEECH_WITHOUT_TEXT, Heard, HeardWord
from editor.alignment.pieces import pieces_of
from editor.review.evidence import gather
from editor.review.queue import ReviewQueue
from editor.transcript.document import Transcript, Turn, TurnId
from editor.transcript.session import Session
from editor.transcript.words import Match, Timing, Word

SLOT = 300


def document(*turns: str) -> Transcript:
    """Aligned turns, 300 ms a word. "~word" is not spoken; "?word" is spoken otherwise."""
    rows, at = [], 0
    for number, text in enumerate(turns, 1):
        words = []
        for token in text.split():
            at += SLOT
            match = {"~": Match.NO_SOUND, "^": Match.UNCERTAIN}.get(token[0], Match.MATCHED)
            bare = token.lstrip("~^")
            if match is Match.NO_SOUND:
                words.append(Word(bare, match=match))
                continue
            likely = 95 if match is Match.MATCHED else 10
            words.append(Word(bare, at, at + 250, Timing.MEASURED, 95, None, match, likely))
        rows.append(Turn(TurnId(number), None, tuple(words)))
    return Transcript(tuple(rows))


def heard(first: int, last: int, *texts: str, likelihood: int = 95) -> Heard:
    """What was heard for words `first` to `last` of the document; before `first` if `last` is
    less."""
    kind = HEARD_DIFFERENTLY if last >= first else SPEECH_WITHOUT_TEXT
    start = (first + 1) * SLOT
    words = tuple(
        HeardWord(text, start + 50 * n, start + 50 * n + 45, likelihood)
        for n, text in enumerate(texts)
    )
    return Heard(1, kind, words[0].start, words[-1].end, words, first, last)


def queue_of(made: Transcript, *events: Heard) -> tuple[Session, ReviewQueue]:
    """A session on a document, and its doubts once alignment has heard this."""
    session = Session(made)
    queue = ReviewQueue(session)
    pieces = pieces_of(made, range(len(made.turns)))
    queue.take(gather(pieces, events))
    return session, queue


def changes(queue: ReviewQueue) -> list[tuple[str, str, str]]:
    """Kind, old and new of every doubt that is shown."""
    return [(doubt.kind.value, doubt.old, doubt.new) for doubt in queue.shown]


def texts(session: Session) -> list[str]:
    return [turn.text for turn in session.document.turns]
