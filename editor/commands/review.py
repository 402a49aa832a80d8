"""Commands for going through the places where text and sound disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.commands.command import Command, has_episode
from editor.commands.looking import doubts_known
from editor.transcript.document import Place
from editor.transcript.patch import Caret
from editor.transcript.timeline import offset_of, time_near

if TYPE_CHECKING:
    from collections.abc import Callable

    from editor.commands.desk import Desk
    from editor.review.doubts import Doubt

Spot = tuple[int, int, int]
"""Index of a turn, of a word in it, and of the word behind the last one."""
LONGEST_SHOWN = 60
"""Characters of a passage that a message quotes."""


def next_doubt(desk: Desk) -> None:
    """Go to the next doubt and play it; from the top again after the last."""
    _step(desk, desk.review.next)


def previous_doubt(desk: Desk) -> None:
    """Go to the doubt before and play it; from the end again before the first."""
    _step(desk, desk.review.previous)


def accept(desk: Desk) -> None:
    """Do what is proposed at the doubt."""
    from editor.review.changes import accept as patch_for  # not before somebody reviews

    doubt = _doubt_here(desk)
    if doubt is None:
        return
    patch = patch_for(desk.session.document, doubt)
    if patch is None:
        desk.say("Nothing is proposed here: type what is said, or keep it as it is.")
        return
    desk.session.apply(patch)
    _go_on(desk)


def accept_everywhere(desk: Desk) -> None:
    """Do what is proposed here, and the same wherever it is proposed in this episode."""
    from editor.review.changes import accept_everywhere as patch_for

    doubt = _doubt_here(desk)
    if doubt is None:
        return
    found = patch_for(desk.session.document, doubt, desk.review.shown)
    if found is None:
        desk.say("There are no words here that could be changed everywhere.")
        return
    patch, count = found
    desk.session.apply(patch)
    places = "1 place" if count == 1 else f"{count} places"
    _go_on(desk, f"Changed in {places}. ")


def keep(desk: Desk) -> None:
    """It is right as it is: never ask about this place again."""
    doubt = _doubt_here(desk)
    if doubt is None:
        return
    desk.review.keep(doubt)
    _go_on(desk)


def hear(desk: Desk) -> None:
    """Play the doubt at the caret again."""
    doubt = _doubt_here(desk)
    if doubt:
        _play(desk, doubt)


def edit(desk: Desk) -> None:
    """Select the words of the doubt at the caret, or of the next one, to type over them."""
    current = desk.review.current
    here = current if current in desk.review.shown else None
    doubt = here or desk.review.next(_here(desk))
    if doubt is None:
        desk.say("No doubts are left.")
        return
    show_doubt(desk, doubt)
    desk.panels.focus_text()


def go_to(desk: Desk, doubt: Doubt, before: str = "") -> None:
    """Select what a doubt is about, play it, and say what is doubtful."""
    spot = desk.review.place_of(doubt)
    if spot is None:
        return
    desk.review.look_at(doubt)
    desk.view.set_caret(caret_on(desk, spot))
    _play(desk, doubt)
    desk.say(f"{before}{sentence(doubt, desk.review.places(doubt))} {_left(desk)}")


def show_doubt(desk: Desk, doubt: Doubt) -> None:
    """Select what a doubt is about and say what is doubtful, without a sound."""
    spot = desk.review.place_of(doubt)
    if spot is not None:
        desk.review.look_at(doubt)
        desk.view.set_caret(caret_on(desk, spot))
        desk.say(f"{sentence(doubt)} {_left(desk)}")


def caret_on(desk: Desk, spot: Spot) -> Caret:
    """The words of a doubt selected, so that typing replaces them; or the gap between two words."""
    index, start, stop = spot
    turn = desk.session.document.turns[index]
    if start == stop:
        return Caret(index, min(offset_of(turn, start), len(turn.text)))
    end = offset_of(turn, stop - 1) + len(turn.words[stop - 1].text)
    return Caret(index, end, (index, offset_of(turn, start)))


def sentence(doubt: Doubt, places: int = 1) -> str:
    """What is doubtful, in a sentence; `places` with the same known mistake."""
    old, new = _short(doubt.old), _short(doubt.new)
    if doubt.kind.value == "known_mistake":
        where = f" (in {places:,} places)" if places > 1 else ""
        return f"“{old}” was corrected to “{new}” before{where}."
    if doubt.kind.value == "two_voices":
        return "Somebody else may be speaking from here on: accept to begin a new turn."
    if doubt.kind.value == "doubled_line":
        return f"This line stands here twice: “{old}”."
    if doubt.marks:
        return f"“{old}” can be left out of clean text."
    if doubt.proposal is None:
        return f"Hardly found in the sound: “{old}”."
    if not doubt.given:
        return f"Heard, but not in the text: “{new}”."
    if not doubt.proposal:
        return f"In the text, but not heard: “{old}”."
    return f"“{old}” was heard as “{new}”."


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_SHOWN else f"{text[: LONGEST_SHOWN - 1]}…"


def _left(desk: Desk) -> str:
    left = desk.review.left
    return "The last one." if left == 1 else f"{left:,} left."


def _step(desk: Desk, find: Callable[[Spot], Doubt | None]) -> None:
    doubt = find(_here(desk))
    if doubt is None:
        desk.review.look_at(None)
        desk.say("No doubts are left.")
        return
    go_to(desk, doubt)


def _go_on(desk: Desk, before: str = "") -> None:
    if not desk.settings.review_advance:
        desk.review.look_at(None)
        desk.say(f"{before}{_left(desk)}" if desk.review.left else f"{before}No doubts are left.")
        return
    doubt = desk.review.next(_here(desk))
    if doubt is None:
        desk.review.look_at(None)
        desk.say(f"{before}No doubts are left.")
    else:
        go_to(desk, doubt, before)


def _here(desk: Desk) -> Spot:
    """Where the user is: at the doubt last gone to, or else at the word after the caret."""
    current = desk.review.current
    spot = desk.review.place_of(current) if current else None
    if spot and _is_at(desk, spot):
        return spot
    caret = desk.view.caret()
    index, offset = min(caret[:2], caret.anchor or caret[:2])
    turn = desk.session.document.turns[index]
    word, end = 0, -1
    for one in turn.words:
        end += len(one.text) + 1
        if end > offset:
            break
        word += 1
    return (index, word, -1)


def _is_at(desk: Desk, spot: Spot) -> bool:
    index, start, stop = spot
    words = desk.session.document.turns[index].words
    if not 0 <= start <= stop <= len(words):
        return False
    return desk.view.caret() == caret_on(desk, spot)


def _doubt_here(desk: Desk) -> Doubt | None:
    current = desk.review.current
    if current is not None and current in desk.review.shown:
        spot = desk.review.place_of(current)
        if spot and _is_at(desk, spot):
            return current
    index, word, _ = _here(desk)
    place = desk.view.caret_place()
    doubt = desk.review.at(index, word)
    if doubt is None and place is not None:
        doubt = desk.review.at(*place)
    if doubt is None:
        desk.say("There is no doubt at the caret: go to the next one first.")
    return doubt


def _play(desk: Desk, doubt: Doubt) -> None:
    span = _sound_of(desk, doubt)
    if span and desk.has_audio:
        around = desk.settings.review_context_ms
        desk.player.clear_loop()
        desk.player.play_snippet(max(0, span[0] - around), span[1] + around)


def _sound_of(desk: Desk, doubt: Doubt) -> tuple[int, int] | None:
    """From where to where a doubt is heard, in ms."""
    if doubt.heard:
        return doubt.heard[0].start, doubt.heard[-1].end
    spot = desk.review.place_of(doubt)
    if spot is None:
        return None
    document = desk.session.document
    index, start, stop = spot
    timed = [word for word in document.turns[index].words[start:stop] if word.timed]
    if timed:
        return timed[0].start, timed[-1].end
    moment = time_near(document, Place(index, start))
    return None if moment is None else (moment, moment)


def marks_shown(desk: Desk) -> bool:
    """Whether doubts are marked in the text."""
    return desk.settings.mark_doubts


def advances(desk: Desk) -> bool:
    """Whether settling one doubt goes on to the next."""
    return desk.settings.review_advance


REVIEW = (
    Command("review.next", "Next doubt", next_doubt, has_episode, "Review", ready=doubts_known,
            help="Selects what is doubtful and plays it; typing replaces it."),
    Command("review.previous", "Previous doubt", previous_doubt, has_episode, "Review",
            ready=doubts_known),
    Command("review.hear", "Hear the doubt again", hear, has_episode, "Review"),
    Command("review.edit", "Edit the doubt", edit, has_episode, "Review",
            help="Selects its words in the text, silently: typing replaces them."),
    Command("review.accept", "Accept proposal", accept, has_episode, "Review", separated=True,
            help="Puts what was heard into the text, with its times, and goes on."),
    Command("review.keep", "Keep mine", keep, has_episode, "Review",
            help="The text is right: this place is never asked about again."),
    Command("review.accept_everywhere", "Accept everywhere in this episode", accept_everywhere,
            has_episode, "Review", help="As one step; a name is changed wherever it stands."),
    Command("review.list", "List of doubts", lambda desk: desk.panels.show_review(), has_episode,
            "Review", separated=True),
    Command("review.marks", "Mark doubts in the text",
            lambda desk: desk.panels.toggle_setting("mark_doubts"), has_episode, "Review",
            checked=marks_shown),
    Command("review.advance", "Go on by itself",
            lambda desk: desk.panels.toggle_setting("review_advance"), has_episode, "Review",
            checked=advances, help="After accepting or keeping, go to the next doubt."),
)  # fmt: skip
"""The commands for reviewing."""
