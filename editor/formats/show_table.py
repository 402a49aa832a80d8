"""The memory of a show as a table: CSV or TSV, for a spreadsheet, a colleague or a backup.

One row for each thing remembered; the first column says what it is. Lists that others made are
read as well: one column of names, or two of wrong and right words.
"""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from editor.formats.cue_lists import csv_table, csv_text
from editor.formats.encoding import decode
from editor.formats.errors import FormatError
from editor.review.show_memory import AdText, Correction, Name, Row, ShowSpeaker, tidied
from editor.transcript.document import AdKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

HEAD = ("type", "text", "right", "note", "colour", "times", "kept", "kind", "sponsor")
"""`text` is the name, the wrong words or the ad; `times` and `kept` say how often a correction was
wanted and not wanted."""
DELIMITERS = {".csv": ",", ".tsv": "\t"}
"""What stands between the cells, by the suffix of the file."""
MOST_ROWS = 100_000
_ESCAPE = "'"


def write_show_table(rows: Iterable[Row], suffix: str = ".csv") -> str:
    """The rows of a memory as a table; a spreadsheet takes no cell for a formula.

    Args:
        rows: What is remembered.
        suffix: Of the file: `.tsv` for tabs, else commas.
    """
    table = [[_cell(_CELLS[type(row)](row).get(column, "")) for column in HEAD] for row in rows]
    return csv_table(HEAD, table, DELIMITERS.get(suffix.lower(), ","))


def read_show_table(data: bytes, name: str) -> tuple[Row, ...]:
    """The rows of such a table, or of a plain list of names or corrections.

    Args:
        data: The file.
        name: Its name, for messages.

    Raises:
        FormatError: It is no such table; the message says in which line.
    """
    text = decode(data, name).text
    reader = csv.reader(io.StringIO(text), delimiter=_delimiter(text))
    try:
        cells = [[*map(_text, row)] for row in reader if any(cell.strip() for cell in row)]
    except csv.Error as error:
        raise FormatError(f"{name} is no table that can be read ({error}).") from None
    if len(cells) > MOST_ROWS:
        raise FormatError(f"{name} has more than {MOST_ROWS:,} rows; import it in parts.")
    head = [cell.strip().lower() for cell in cells[0]]
    if "type" in head:
        made = [_made(dict(zip(head, row, strict=False)), n, name) for n, row in _numbered(cells)]
    elif max(map(len, cells)) <= 2:
        made = [_listed(row) for row in cells]
    else:
        raise FormatError(
            f"{name} has no column named “type”: export a memory to see which columns there are, "
            "or give a list of names, or of wrong and right words in two columns."
        )
    return tuple(kept for row in made if (kept := tidied(row)) is not None)


def _numbered(cells: Sequence[Sequence[str]]) -> Iterable[tuple[int, Sequence[str]]]:
    return enumerate(cells[1:], start=2)


def _listed(cells: Sequence[str]) -> Row:
    return Correction(cells[0], cells[1]) if len(cells) == 2 else Name(cells[0])


def _cell(text: str) -> str:
    # An apostrophe of the text itself gets another, so that reading takes the right one away.
    return f"{_ESCAPE}{text}" if text.startswith(_ESCAPE) else csv_text(text)


def _text(cell: str) -> str:
    bare = cell.removeprefix(_ESCAPE)
    guarded = bare != cell and (bare.startswith(_ESCAPE) or csv_text(bare) != bare)
    return bare if guarded else cell


def _delimiter(text: str) -> str:
    """What the first line has most of: tabs, commas or, as many spreadsheets write, semicolons."""
    first = next(filter(str.strip, text.splitlines()), "")
    return max(",\t;", key=first.count)


_CELLS: dict[type[Row], Callable[..., Mapping[str, str]]] = {
    Name: lambda row: {"type": "name", "text": row.text, "note": row.note},
    Correction: lambda row: {
        "type": "correction", "text": row.wrong, "right": row.right,
        "times": str(row.times), "kept": str(row.refused),
    },
    ShowSpeaker: lambda row: {"type": "speaker", "text": row.name, "colour": str(row.colour)},
    AdText: lambda row: {
        "type": "ad", "text": row.text, "kind": row.kind.value, "sponsor": row.sponsor
    },
}  # fmt: skip


def _made(cells: Mapping[str, str], line: int, name: str) -> Row:
    kind = cells["type"].strip().lower()
    make = _READERS.get(kind)
    if make is None:
        raise FormatError(
            f"Row {line} of {name} has the type “{kind}”: it must be name, correction, speaker "
            "or ad."
        )
    try:
        return make(cells)
    except ValueError as error:
        raise FormatError(f"Row {line} of {name} cannot be used: {error}.") from None


def _number(cells: Mapping[str, str], column: str, usual: int) -> int:
    cell = cells.get(column, "").strip()
    if not cell:
        return usual
    if not cell.isascii() or not cell.isdigit() or len(cell) > 9:
        raise ValueError(f"its {column} is “{cell}”, not a whole number")
    return int(cell)


def _ad(cells: Mapping[str, str]) -> AdText:
    kind = cells.get("kind", "").strip().lower() or AdKind.MID_ROLL.value
    kinds = [known.value for known in AdKind]
    if kind not in kinds:
        raise ValueError(f"its kind is “{kind}”, not one of {', '.join(kinds)}")
    return AdText(cells.get("sponsor", ""), AdKind(kind), cells.get("text", ""))


_READERS: dict[str, Callable[[Mapping[str, str]], Row]] = {
    "name": lambda cells: Name(cells.get("text", ""), cells.get("note", "")),
    "correction": lambda cells: Correction(
        cells.get("text", ""),
        cells.get("right", ""),
        _number(cells, "times", 1),
        _number(cells, "kept", 0),
    ),
    "speaker": lambda cells: ShowSpeaker(cells.get("text", ""), _number(cells, "colour", 0)),
    "ad": _ad,
}
