"""Keep the catalogues of the interface: `python packaging/translations.py [check]`.

Without `check`, every text in `tr(...)` and `ntr(...)` is collected from the code, the `.po` files
in `resources/languages` are brought up to date (what they say is kept), and the `.mo` files that
the program reads are made from them. With `check`, nothing is written: what is missing or out of
date is printed, and the exit code is 1.

A new language: an empty file `resources/languages/CODE.po`, then this program, then any editor of
PO files.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ROOT / "resources" / "languages"
KEYWORDS = {"tr": None, "ntr": (1, 2)}
PYTHON = [("**.py", "python")]


def collect() -> Catalog:
    """Every text of the interface, without line numbers: those would change with every edit."""
    template = Catalog(project="Proofcast", charset="utf-8")
    found = extract_from_dir(ROOT / "editor", PYTHON, keywords=KEYWORDS, comment_tags=("L10N:",))
    for filename, _, message, comments, context in found:
        template.add(
            message, None, [(f"editor/{filename}", 0)], auto_comments=comments, context=context
        )
    return template


def read(path: Path) -> Catalog:
    """A catalogue from its file."""
    with path.open("rb") as file:
        return read_po(file, locale=path.stem)


def updated(path: Path, template: Catalog) -> Catalog:
    """The catalogue with every text of the template; those that are gone from the code leave."""
    catalogue = read(path)
    created = catalogue.creation_date
    # Guessing that a new text means the same as an old one like it is worse than saying it is new.
    catalogue.update(template, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    catalogue.creation_date = created  # the same texts make the same file
    return catalogue


def po_bytes(catalogue: Catalog) -> bytes:
    """The catalogue as a PO file, sorted, so that two people's changes do not meet."""
    buffer = BytesIO()
    write_po(buffer, catalogue, sort_output=True, no_location=True, omit_header=False, width=100)
    return buffer.getvalue()


def mo_bytes(catalogue: Catalog) -> bytes:
    """The catalogue as the MO file that the program reads."""
    buffer = BytesIO()
    write_mo(buffer, catalogue)
    return buffer.getvalue()


def texts(catalogue: Catalog) -> set[object]:
    """What a catalogue holds, its header left out."""
    return {message.id for message in catalogue if message.id}


def untranslated(catalogue: Catalog) -> list[str]:
    """The texts that a catalogue does not translate."""
    return [
        str(message.id)
        for message in catalogue
        if message.id
        and not (all(message.string) if isinstance(message.string, tuple) else message.string)
    ]


def problems(path: Path, template: Catalog) -> Iterator[str]:
    """What is wrong with the files of one language, a line each."""
    catalogue = read(path)
    known, wanted = texts(catalogue), texts(template)
    yield from (f"{path.name} lacks {text!r}" for text in sorted(map(str, wanted - known)))
    yield from (f"{path.name} has {text!r}, which no code says" for text in known - wanted)
    yield from (f"{path.name} does not translate {text!r}" for text in untranslated(catalogue))
    for message in catalogue:
        for error in message.check():
            yield f"{path.name}, {message.id!r}: {error}"
    made = path.with_suffix(".mo")
    if not made.exists() or made.read_bytes() != mo_bytes(catalogue):
        yield f"{made.name} was not made from {path.name} as it is"


def main() -> None:
    """Bring up to date, or check."""
    template = collect()
    paths = sorted(LANGUAGES.glob("*.po"))
    if sys.argv[1:] == ["check"]:
        found = [problem for path in paths for problem in problems(path, template)]
        print("\n".join(found) or f"{len(texts(template))} texts, all of them translated")
        raise SystemExit(bool(found))
    for path in paths:
        catalogue = updated(path, template)
        path.write_bytes(po_bytes(catalogue))
        path.with_suffix(".mo").write_bytes(mo_bytes(catalogue))
        print(f"{path.name}: {len(texts(catalogue))} texts, {len(untranslated(catalogue))} to do")


if __name__ == "__main__":
    main()
