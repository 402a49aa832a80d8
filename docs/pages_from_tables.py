"""Pages that say what the program's tables say: keys, the command line, formats, profiles."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import click

os.environ["PROOFCAST_LANGUAGE"] = "en"
KEY_NAMES = {"Return": "Enter", "PgUp": "Page Up", "PgDown": "Page Down"}


def write(folder: Path) -> None:
    """Write them all as Markdown into `folder`; what is as it should be stays untouched."""
    folder.mkdir(exist_ok=True)
    pages = {
        "keys": keys_page,
        "command-line": command_line_page,
        "export-formats": formats_page,
        "profiles": profiles_page,
        "settings": settings_page,
    }
    for name, make in pages.items():
        target, text = folder / f"{name}.md", "\n".join(make()) + "\n"
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.write_text(text, encoding="utf-8")


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """A Markdown table."""
    names = list(head)
    yield f"| {' | '.join(names)} |"
    yield f"|{' --- |' * len(names)}"
    for row in rows:
        yield f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |"


def keys_page() -> Iterator[str]:
    """Every command with its keys, in every preset, by menu."""
    from editor.commands.all import registry
    from editor.commands.keymap import load_presets
    from editor.settings.data_files import data_file

    presets = load_presets(data_file("resources/keymap.json"))
    yield "# Keys\n"
    yield (
        "Every command is in a menu, in the list of all commands (Ctrl+Shift+P) and on the sheet "
        "of keys (F1). Help, Change keys binds any key to any command. On a Mac, Ctrl is ⌘.\n"
    )
    yield (
        "The presets are for fingers that know another program: they differ from the default "
        "where a second key is named.\n"
    )
    for menu, commands in registry().menus().items():
        yield f"## {menu}\n"
        rows = []
        for command in commands:
            default = shown(presets["default"].get(command.id, ()))
            others = [
                f"{name}: {shown(keys.get(command.id, ())) or 'none'}"
                for name, keys in presets.items()
                if shown(keys.get(command.id, ())) != default
            ]
            rows.append((command.title.removesuffix("…"), default, "; ".join(others)))
        yield from table(("command", "keys", "other presets"), rows)
        yield ""


def shown(keys: Iterable[str]) -> str:
    """Keys as people call them."""
    return ", ".join(f"`{_named(key)}`" for key in keys)


def _named(key: str) -> str:
    *held, last = key.split("+") if not key.endswith("+") else [*key[:-2].split("+"), "+"]
    return "+".join([*held, KEY_NAMES.get(last, last)])


def command_line_page() -> Iterator[str]:
    """What every command of the command line says about itself."""
    import click

    from editor.cli.program import program

    yield "# Command line\n"
    yield (
        "The same program without a window, for scripts and servers. In a checkout the command "
        "is `.venv/bin/proofcast`.\n"
    )
    context = click.Context(program, info_name="proofcast")
    yield from _help(program, context)
    for name in program.list_commands(context):
        command = program.get_command(context, name)
        if command is None:
            continue
        yield f"## {name}\n"
        inner = click.Context(command, info_name=name, parent=context)
        yield from _help(command, inner)
        for part, sub in getattr(command, "commands", {}).items():
            yield f"### {name} {part}\n"
            yield from _help(sub, click.Context(sub, info_name=part, parent=inner))


def _help(command: click.Command, context: click.Context) -> Iterator[str]:
    yield "```text"
    yield command.get_help(context)
    yield "```\n"


def formats_page() -> Iterator[str]:
    """Every kind of file that is written."""
    from editor.formats.export import WRITERS

    rows = [
        (f"**{writer.label}**", f"`{writer.suffix}`", writer.kind.value, f"`--{writer.id}`")
        for writer in WRITERS.values()
    ]
    yield from table(("file", "ending", "for", "at the command line"), rows)


def profiles_page() -> Iterator[str]:
    """The limits of every caption profile."""
    from editor.formats.profile import load_profile
    from editor.settings.data_files import data_file

    folder = data_file("resources/profiles")
    rows = []
    for path in sorted(folder.glob("*.toml")):
        profile = load_profile(path)
        rows.append(
            (
                f"`{path.stem}`", profile.about, f"{profile.lines} × {profile.line_length}",
                f"{profile.max_cps:g}", f"{profile.min_ms / 1000:g}–{profile.max_ms / 1000:g} s",
                f"{profile.gap_ms} ms",
            )
        )  # fmt: skip
    head = ("profile", "what it is", "lines × characters", "characters a second", "length", "gap")
    yield from table(head, rows)


def settings_page() -> Iterator[str]:
    """Every option of the settings file."""
    from editor.settings.options import OPTIONS

    rows = [
        (f"`{option.name}`", option.help, f"`{option.default!r}` {option.unit}".rstrip())
        for option in OPTIONS.values()
    ]
    yield from table(("option", "what it does", "at first"), rows)
