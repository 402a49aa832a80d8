"""How alike two spoken words are, by spelling and by sound."""

from __future__ import annotations

import re
from functools import lru_cache

SIMILAR = 0.55
"""From here on two words are taken for one word that was heard or written badly."""

_FILLERS = frozenset(
    {
        "mm",
        "mmm",
        "hm",
        "hmm",
        "mhm",
        "mhmm",
        "uh",
        "um",
        "uhm",
        "umm",
        "er",
        "erm",
        "ah",
        "aha",
        "huh",
        "uhuh",
        "eh",
        "oh",
        "ooh",
        "ach",
    }
)
_SAME = {
    "ok": "okay", "yep": "yeah", "yup": "yeah", "ya": "yeah", "gonna": "going",
    "wanna": "want", "gotta": "got", "til": "until", "cos": "because", "cuz": "because",
    "em": "them", "alright": "right", "oh": "zero", "an": "a", "mister": "mr",
}  # fmt: skip
# Letters that sound alike, longest first: enough to see that "Zwetsloot" and "Svetsloot" agree.
_SOUNDS = (
    ("tch", "C"), ("sch", "S"), ("ght", "t"), ("tion", "Sn"), ("sion", "Sn"), ("ck", "k"),
    ("ch", "C"), ("sh", "S"), ("ph", "f"), ("gh", ""), ("kn", "n"), ("wr", "r"), ("wh", "w"),
    ("qu", "kw"), ("x", "ks"), ("th", "T"), ("ce", "s"), ("ci", "s"), ("cy", "s"), ("ge", "j"),
    ("gi", "j"), ("c", "k"), ("q", "k"), ("z", "s"), ("v", "f"), ("d", "t"), ("b", "p"),
    ("g", "k"), ("y", "i"),
)  # fmt: skip
_SOUND = re.compile("|".join(letters for letters, _ in _SOUNDS))
_SOUND_OF = dict(_SOUNDS)


@lru_cache(maxsize=65536)
def sound_key(word: str) -> str:
    """A rough phonetic key: consonants by class, vowels as one sign, no doubles."""
    key = _SOUND.sub(lambda match: _SOUND_OF[match.group()], word)
    key = re.sub(r"[aeiouw']+", "a", key)
    key = re.sub(r"(?<=.)h", "", key)
    return re.sub(r"(.)\1+", r"\1", key)


@lru_cache(maxsize=262144)
def similarity(a: str, b: str) -> float:
    """From 0 (nothing in common) to 1 (equal) for two folded spoken words; symmetric."""
    if a == b:
        return 1.0
    if a in _FILLERS and b in _FILLERS:
        return 0.8
    if _SAME.get(a, a) == _SAME.get(b, b):
        return 0.9
    spelling = _ratio(a, b)
    sound = _ratio(sound_key(a), sound_key(b))
    # Sound alone must not make short words equal: "to" and "do" share a key.
    length = min(len(a), len(b))
    return min(0.95, max(spelling, (spelling + sound) / 2, sound * min(1.0, length / 6) * 0.95))


def _ratio(a: str, b: str) -> float:
    longest = max(len(a), len(b))
    return 1.0 - edit_distance(a, b) / longest if longest else 1.0


def edit_distance(a: str, b: str) -> int:
    """Insertions, deletions and substitutions that turn `a` into `b` (Levenshtein)."""
    row = list(range(len(b) + 1))
    for i, left in enumerate(a, 1):
        diagonal, row[0] = row[0], i
        for j, right in enumerate(b, 1):
            diagonal, row[j] = (
                row[j],
                min(row[j] + 1, row[j - 1] + 1, diagonal + (left != right)),
            )
    return row[-1]
