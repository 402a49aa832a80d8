"""English letters to sounds, for words that no dictionary has: names, brands, typing errors.

The sounds are those of the CMU dictionary. The rules are rough, and need not be better: an HMM
that aligns a known text forgives a wrong vowel.
"""

from __future__ import annotations

import re
from functools import lru_cache

_LETTERS = {
    "a": "EY", "b": "B IY", "c": "S IY", "d": "D IY", "e": "IY", "f": "EH F", "g": "JH IY",
    "h": "EY CH", "i": "AY", "j": "JH EY", "k": "K EY", "l": "EH L", "m": "EH M", "n": "EH N",
    "o": "OW", "p": "P IY", "q": "K Y UW", "r": "AA R", "s": "EH S", "t": "T IY", "u": "Y UW",
    "v": "V IY", "w": "D AH B AH L Y UW", "x": "EH K S", "y": "W AY", "z": "Z IY",
}  # fmt: skip

# Each rule: what stands before, the letters, what follows (regular expressions), the sounds.
# The first rule that fits at a place wins, so the longer and rarer ones come first.
_RULES_TEXT = """
- tch - CH
- sch - SH
- schw - SH W
- tion - SH AH N
- sion - ZH AH N
- cious - SH AH S
- tious - SH AH S
- ture $ CH ER
- eigh - EY
- igh - AY
- augh - AO
- ough t AO
- ough - OW
^ kn - N
^ wr - R
^ ps - S
^ pn - N
^ gn - N
^ x - Z
^ mc [^aeiou] M AH K
^ zw - Z W
^ sz - S
^ cz - CH
^ ng - N
- ngs - NG Z
- ng $ NG
- ng [aou] NG G
- nk - NG K
- ng - NG
- ck - K
- cc [eiy] K S
- cc - K
- ch [lr] K
- ch - CH
- cqu - K W
- sh - SH
- sci - S AY
- sc [eiy] S
- ss - S
- tz - T S
- th - TH
- tt - T
- ph - F
- qu - K W
- gh $ -
- gh - G
- gg - G
- dg e JH
- dj - JH
- dd - D
- bb - B
- ff - F
- kk - K
- ll - L
- mm - M
- nn - N
- pp - P
- rr - R
- zz - Z
- mb $ M
- wh - W
- eau - OW
- eer - IH R
- ear - IH R
- air - EH R
- are $ EH R
- oor - AO R
- our - AO R
- oar - AO R
- ore - AO R
- aw - AO
- au - AO
- ai - EY
- ay - EY
- aa - AA
- ae - EY
- ee - IY
- ea - IY
- ei - AY
- ey $ IY
- ey - EY
- eu - UW
- ew - UW
- ie $ IY
- ies $ IY Z
- ie - IY
- ia $ IY AH
- io - IY OW
- oa - OW
- oe - OW
- oi - OY
- oy - OY
- oo - UW
- ou - AW
- ow $ OW
- ow - AW
- ue $ UW
- ui - UW
- uy - AY
- ar - AA R
- er - ER
- ir - ER
- or - AO R
- ur - ER
- yr - IH R
[aeiouy].*[^aeiou] es $ IH Z
[td] ed $ IH D
[aeiouy].*[pkfsxc] ed $ T
[aeiouy].* ed $ D
[aeiouy].*[^l] le $ AH L
^ e - EH
^[^aeiouy]* e $ IY
- e $ -
- es $ Z
- a [^aeiouywx]e$ EY
- i [^aeiouywx]e$ AY
- o [^aeiouywx]e$ OW
- u [^aeiouywx]e$ UW
- a $ AH
- i $ IY
- o $ OW
- u $ UW
^[^aeiouy]* y $ AY
- y $ IY
^ y [aeiou] Y
[aeiou] y [aeiou] Y
- y - IH
^[^aeiou]* a - AE
- a - AH
- e - EH
- i - IH
- o [^aeiou]*$ AA
- o - OW
- u [^aeiou]{2} AH
- u [^aeiou]*$ AH
- u - UW
- c [eiy] S
- c - K
- g [eiy] JH
- g - G
- b - B
- d - D
- f - F
[aeiou] h [^aeiou]|$ -
- h - HH
- j - JH
- k - K
- l - L
- m - M
- n - N
- p - P
- q - K
- r - R
[aeiou] s [aeiou] Z
- s - S
- t - T
- v - V
- w [^aeiouy]|$ -
- w - W
- x - K S
- z - Z
"""


def _compiled() -> list[tuple[re.Pattern[str], str, re.Pattern[str], str]]:
    rules = []
    for line in _RULES_TEXT.strip().splitlines():
        before, letters, after, sounds = line.split(" ", 3)
        behind = re.compile("" if before == "-" else f"(?:{before})$")
        ahead = re.compile("" if after == "-" else after)
        rules.append((behind, letters, ahead, "" if sounds == "-" else sounds))
    return rules


_RULES = _compiled()
_VOWELS = re.compile("[aeiouy]")
_BASIC = str.maketrans({"ß": "ss", "ø": "o", "æ": "e", "œ": "e", "đ": "d", "ł": "l", "þ": "th",
                        "ð": "th", "ı": "i"})  # fmt: skip


@lru_cache(maxsize=16384)
def sounds(word: str) -> str:
    """The sounds of a folded word, parted by spaces; empty when it has no Latin letter.

    What cannot be said as a word is spelled: "nknews" keeps its "news", "npr" is three letters.
    """
    letters = re.sub("[^a-z]", "", word.translate(_BASIC))
    if not letters:
        return ""
    if set(letters) <= {"m", "h"} and len(letters) > 1:
        return "HH AH M" if letters.startswith("h") else "M HH AH M" if "h" in letters else "AH M"
    if not _VOWELS.search(letters):
        return " ".join(_LETTERS[c] for c in letters)
    head = re.match("[^aeiouy]*", letters)
    cluster = head.group() if head else ""
    # No English word begins with four consonants, or with a pair like "nk": spell those.
    spelled = cluster if len(cluster) > 3 else cluster[:2] if cluster[:2] in _NO_START else ""
    rest = letters[len(spelled) :]
    return " ".join([*(_LETTERS[c] for c in spelled), *_by_rule(rest)])


_NO_START = {
    first + second for first in "bdfjklmnprtvz" for second in "bcdfgkmnpqstvxz"
} - {"kn", "ps", "pn", "pt", "ts", "tz", "mn", "ng", "mb", "nd", "dz", "pf", "mc"}  # fmt: skip


def _by_rule(letters: str) -> list[str]:
    out: list[str] = []
    at = 0
    while at < len(letters):
        found = _rule(letters, at)
        out += found[1].split()
        at += len(found[0])
    return out or ["AH"]


def _rule(letters: str, at: int) -> tuple[str, str]:
    for behind, text, ahead, said in _RULES:
        if (
            letters.startswith(text, at)
            and behind.search(letters[:at])
            and ahead.match(letters[at + len(text) :])
        ):
            return text, said
    return letters[at], ""


def spelled(letter: str) -> str:
    """The sounds of a single letter's name."""
    return _LETTERS.get(letter, "")
