"""A command is a row in a table; menus, palette, tooltips and the sheet of keys come from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from editor.commands.desk import Desk


def always(_: Desk) -> bool:
    """For commands that can run at any time."""
    return True


def has_episode(desk: Desk) -> bool:
    """For commands that need a document."""
    return desk.has_episode


def has_audio(desk: Desk) -> bool:
    """For commands that need sound."""
    return desk.has_audio


@dataclass(frozen=True)
class Command:
    """Something the user can do.

    Attributes:
        id: Name in the key map, such as "turn.split".
        title: What menus and the palette show.
        run: Does it.
        when: Whether it can be done now; menus show it disabled otherwise.
        menu: The menu it stands in; commands of one menu keep the order of their table.
        separated: Whether the menu draws a line above it.
        checked: For commands that switch something: whether it is on.
        help: A sentence for the sheet of keys and the tooltip, where the title is not enough.
        named: For commands whose title says what they would do now: that title.
        ready: Looks for a moment for what the command has to know, and says whether it is known.
            Until then the command waits; the window does not.
        in_text: The key is handled by the text itself (Enter, Backspace), so it is shown but
            cannot be bound to something else.
    """

    id: str
    title: str
    run: Callable[[Desk], None]
    when: Callable[[Desk], bool] = always
    menu: str = ""
    separated: bool = False
    checked: Callable[[Desk], bool] | None = None
    help: str = ""
    in_text: bool = False
    named: Callable[[Desk], str] | None = None
    ready: Callable[[Desk], bool] = always


class Registry:
    """All commands by id, in the order of their tables."""

    def __init__(self, *tables: Iterable[Command]) -> None:
        self._commands: dict[str, Command] = {}
        for table in tables:
            for command in table:
                if command.id in self._commands:
                    raise ValueError(f"two commands are called {command.id}")
                self._commands[command.id] = command

    def __getitem__(self, command: str) -> Command:
        return self._commands[command]

    def __contains__(self, command: str) -> bool:
        return command in self._commands

    def __iter__(self) -> Iterator[Command]:
        return iter(self._commands.values())

    def menus(self) -> dict[str, list[Command]]:
        """The commands by menu, both in table order; those without a menu are left out."""
        menus: dict[str, list[Command]] = {}
        for command in self:
            if command.menu:
                menus.setdefault(command.menu, []).append(command)
        return menus
