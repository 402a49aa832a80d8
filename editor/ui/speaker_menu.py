"""Menus that ask for a speaker: whose turns these are, or from which turn on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtGui import QAction, QActionGroup

from editor.transcript.scopes import Scope, turns_in, turns_of
from editor.transcript.speakers import MOST_KEYS, relabel

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from PySide6.QtWidgets import QMenu

    from editor.transcript.document import SpeakerId, Transcript
    from editor.transcript.session import Session
    from editor.ui.errors import Say

    Choose = Callable[[SpeakerId | None], object]

NOBODY = "No speaker"
_KEYS = "Alt+{}"


def fill_with_speakers(
    menu: QMenu,
    document: Transcript,
    choose: Choose,
    current: SpeakerId | None,
    *,
    checked: bool = True,
    digits: bool = False,
) -> None:
    """Add a row for each speaker, and one for nobody.

    Args:
        menu: The menu.
        document: Whose speakers.
        choose: Called with the one that was chosen.
        current: Who speaks now: checked, or left out.
        checked: Whether the present speaker is shown checked; else the row is left out.
        digits: Whether a digit chooses while the menu is open; else the rows show the keys that
            do the same to one turn.
    """
    group = QActionGroup(menu)
    rows = [(row.id, row.name, number) for number, row in enumerate(document.speakers, 1)]
    for speaker, name, number in [*rows, (None, NOBODY, 0)]:
        if speaker == current and not checked:
            continue
        action = QAction(_title(name, number, digits=digits), menu)
        action.setCheckable(checked)
        action.setChecked(checked and speaker == current)
        action.triggered.connect(lambda _=False, speaker=speaker: choose(speaker))
        group.addAction(action)
        menu.addAction(action)


def fill_with_scopes(menu: QMenu, session: Session, turn: int, say: Say) -> None:
    """Add a submenu for each scope that is wider than one turn, seen from the turn at an index."""
    document = session.document
    current = document.turns[turn].speaker
    for scope in (Scope.ALL, Scope.ONWARDS):
        inner = menu.addMenu(scope_title(document, turn, scope))
        give = giving(session, turns_in(document, turn, scope), say)
        fill_with_speakers(inner, document, give, current, checked=False)


def scope_title(document: Transcript, turn: int, scope: Scope) -> str:
    """What a scope means from here: "All 12 turns of Ann are"."""
    count = len(turns_in(document, turn, scope))
    name = name_of(document, document.turns[turn].speaker)
    turns = "1 turn" if count == 1 else f"{count:,} turns"
    if scope is Scope.ALL:
        title = f"All {turns} of {name} are" if count != 1 else f"The only turn of {name} is"
    else:
        title = f"From here on, {turns} of {name} are" if count != 1 else f"This turn of {name} is"
    return title.replace("&", "&&")


def giving(session: Session, turns: Collection[int], say: Say) -> Choose:
    """What gives turns to the speaker that is chosen, as one step, and says how many they are."""

    def give(speaker: SpeakerId | None) -> None:
        name = name_of(session.document, speaker)
        if session.apply(relabel(session.document, turns, speaker)):
            count = "1 turn is" if len(turns) == 1 else f"{len(turns):,} turns are"
            say(f"{count} now said by {name}." if speaker else f"{count} now without a speaker.")

    return give


def give_titles(document: Transcript, speaker: SpeakerId, turn: int) -> dict[Scope, str]:
    """The headings of the menu that gives a speaker's turns away, by scope."""
    return {
        Scope.ALL: f"All turns of {name_of(document, speaker)}",
        Scope.ONWARDS: f"Only from turn {turn + 1:,} (the caret) on",
    }


def fill_to_give(menu: QMenu, session: Session, speaker: SpeakerId, turn: int, say: Say) -> None:
    """Add the ways to give a speaker's turns to another: all, or those from the caret's turn on."""
    document = session.document
    firsts = {Scope.ALL: 0, Scope.ONWARDS: turn}
    for scope, title in give_titles(document, speaker, turn).items():
        turns = turns_of(document, speaker, firsts[scope])
        inner = menu.addMenu(title.replace("&", "&&"))
        inner.setEnabled(bool(turns))
        fill_with_speakers(inner, document, giving(session, turns, say), speaker, checked=False)


def name_of(document: Transcript, speaker: SpeakerId | None) -> str:
    """The speaker's name, or what stands for nobody."""
    row = document.speaker(speaker)
    return row.name if row else NOBODY.lower()


def _title(name: str, number: int, *, digits: bool) -> str:
    name = name.replace("&", "&&")
    if number > MOST_KEYS:
        return name
    return f"&{number}  {name}" if digits else f"{name}\t{_KEYS.format(number)}"
