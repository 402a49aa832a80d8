"""The phrases of ad reads: which sentence sounds like one, and whose it is."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from editor.settings.data_files import data_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

WEIGHTS = {"opens": 4.0, "strong": 3.0, "plain": 1.8, "address": 2.2, "house": 2.4, "faint": 0.6}
"""What a phrase of each table adds to the log odds that its sentence is in an ad read. Chosen by
hand on `benchmarks.ads.texts.TUNED` and judged on texts that were not looked at
(`python -m benchmarks ads`)."""
MOST = 7.0
"""More than this no sentence adds, however many phrases it has."""
_TABLES = (*WEIGHTS, "closes", "pauses", "sponsor")
_NAME_WORDS = 4
_SMALL = frozenset(("and", "of", "the", "&", "de", "la", "le", "von", "for"))
_SPACES = re.compile(r"\s+")
_QUOTES = str.maketrans("’‘", "''")
_HOST = re.compile(r"(?:https?://)?(?:www\.)?((?:[a-z0-9-]+\.)+[a-z]{2,})", re.IGNORECASE)
_SPOKEN_HOST = re.compile(r"((?:\w+ ){0,2}\w+) dot (?:com|org|net|co|fm|io|tv|app)", re.IGNORECASE)


class Sound(NamedTuple):
    """What the phrases of one sentence say.

    Attributes:
        score: What they add to the log odds of being in an ad read; at least 0.
        house: How much of it speaks for a promo of the show itself.
        opens: Whether an ad read typically begins with such a sentence.
        closes: Whether the talk typically goes on with such a sentence.
        pauses: Whether an ad read typically begins after such a sentence.
        sponsor: Who pays, if the sentence says so; "" if not.
        host: The name in an address that is given; "" if there is none.
    """

    score: float = 0.0
    house: float = 0.0
    opens: bool = False
    closes: bool = False
    pauses: bool = False
    sponsor: str = ""
    host: str = ""


@dataclass(frozen=True)
class AdCues:
    """The phrases of one language."""

    phrases: Mapping[str, Sequence[str]]

    @cached_property
    def tables(self) -> dict[str, re.Pattern[str]]:
        """One expression for each table, as soon as it was needed."""
        return {}

    def prepare(self) -> bool:
        """Make one more expression, which takes some 10 ms. Returns whether all are there."""
        missing = next((name for name in self.phrases if name not in self.tables), None)
        if missing is not None:
            self._table(missing)
        return len(self.tables) == len(self.phrases)

    def _table(self, name: str) -> re.Pattern[str] | None:
        if name not in self.tables and name in self.phrases:
            self.tables[name] = _expression(self.phrases[name])
        return self.tables.get(name)

    def sound_of(self, sentence: str) -> Sound:
        """What a sentence sounds like."""
        text = _SPACES.sub(" ", sentence).translate(_QUOTES)
        small = text.lower()
        scores = {name: len(self._found(name, small)) * weight for name, weight in WEIGHTS.items()}
        return Sound(
            min(MOST, sum(scores.values())),
            scores["house"],
            scores["opens"] > 0,
            bool(self._found("closes", small)),
            bool(self._found("pauses", small)),
            self._sponsor(text, small) if len(small) == len(text) else "",
            _host(text) if scores["address"] else "",
        )

    def _found(self, table: str, text: str) -> set[str]:
        pattern = self._table(table)
        return {found.group() for found in pattern.finditer(text)} if pattern else set()

    def _sponsor(self, text: str, small: str) -> str:
        pattern = self._table("sponsor")
        ends = [found.end() for found in pattern.finditer(small)] if pattern else []
        return next(filter(None, (_name_after(text[end:]) for end in ends)), "")


@lru_cache(maxsize=8)
def cues_for(language: str) -> AdCues:
    """The phrases for a language such as "en" or "pt-BR".

    Raises:
        DataFileMissingError: The file of phrases is not there.
    """
    text = data_file("resources/ad_cues.toml").read_text(encoding="utf-8")
    return parse_cues(tomllib.loads(text), language)


def parse_cues(rows: Mapping[str, Mapping[str, Sequence[str]]], language: str) -> AdCues:
    """The phrases of a language from the rows of the file, with those of every language."""
    shared, own = rows.get("any", {}), rows.get(language.lower().partition("-")[0], {})
    found = {name: (*shared.get(name, ()), *own.get(name, ())) for name in _TABLES}
    return AdCues({name: phrases for name, phrases in found.items() if phrases})


def _expression(phrases: Iterable[str]) -> re.Pattern[str]:
    # Matched on small letters: ignoring case would make the alternatives slow.
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)")


def _name_after(text: str) -> str:
    """The name that a text begins with: capitalised words up to a mark."""
    name: list[str] = []
    for word in text.split()[: _NAME_WORDS + 2]:
        bare = word.strip("\"'“”()")
        core = bare.rstrip(".,;:!?…")
        known = core[:1].isupper() or core[:1].isdigit() or (name and core.lower() in _SMALL)
        if not known or len(name) == _NAME_WORDS:
            break
        name.append(core)
        if core != bare:
            break
    while name and name[-1].lower() in _SMALL:
        name.pop()
    return " ".join(name).removesuffix("'s")


def _host(text: str) -> str:
    """The name in an address: "acme" of www.acme.com/show or of acme dot com."""
    found = _HOST.search(text)
    if found:
        parts = [part for part in found[1].lower().split(".") if part != "www"]
        return max(parts[:-1], key=len, default="")
    spoken = _SPOKEN_HOST.search(text)
    return spoken[1].lower().split()[-1] if spoken else ""
