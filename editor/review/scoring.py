"""How sure one can be that a place is an error: what a person would call one comes first.

Every observation adds to the odds (logistic regression). The weights were fitted on half an hour
of made speech in seven voices with known errors, recognised by tiny.en, drawn towards those of
before (ridge), rounded, and judged on other episodes (`python -m benchmarks session`). That of
negations is ours: the recogniser takes "ever" and "never" for one another, but a listener minds.
"""

from __future__ import annotations

from collections import Counter
from math import exp, log
from typing import TYPE_CHECKING, NamedTuple

from editor.alignment.similarity import similarity
from editor.review.spelling import core, digits, is_negation, key, plain
from editor.transcript.sentences import ends_sentence
from editor.transcript.words import Match

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from editor.review.evidence import Hearing
    from editor.transcript.words import Word

SAME_NAME = 0.8
"""From here on two spellings may be of one name."""


class Vocabulary:
    """How often each word stands in the text. Follows changes turn by turn."""

    def __init__(self) -> None:
        self._words: Counter[str] = Counter()
        self._names: Counter[str] = Counter()
        self._variants: dict[str, Counter[str]] = {}

    def add(self, words: Iterable[Word], sign: int = 1) -> None:
        """Count words; with `sign` -1, forget them."""
        for word in words:
            folded, bare = key(word.text), core(word.text)
            self._words[folded] += sign
            american = plain(word.text)
            if american != folded:
                self._variants.setdefault(american, Counter())[bare] += sign
            if bare[:1].isupper():
                self._names[bare] += sign
                if not self._names[bare]:
                    del self._names[bare]

    def count(self, text: str) -> int:
        """How often a word is there, whatever its case and punctuation."""
        return self._words[key(text)]

    def as_written_here(self, text: str) -> str:
        """A heard word in the spelling of this text: "Harbour" for "Harbor"."""
        found = self._variants.get(plain(text))
        if not found or self.count(text):
            return text
        best, count = max(found.items(), key=lambda row: row[1])
        bare = core(text)
        return text.replace(bare, best) if count > 0 and bare else text

    def usual_spelling(self, text: str) -> str:
        """How a name that is spelled like this once is spelled elsewhere; "" if it is not."""
        bare = core(text)
        if not bare[:1].isupper() or len(bare) < 4 or self.count(text) != 1:
            return ""
        others = [name for name, count in self._names.items() if count > 1 and len(name) > 3]
        likeness = {name: similarity(key(name), key(bare)) for name in others}
        best = max(likeness, key=likeness.__getitem__, default="")
        return best if best and likeness[best] >= SAME_NAME else ""


class Observations(NamedTuple):
    """What speaks for or against an error; each field has its weight in `WEIGHTS`.

    Attributes:
        always: 1.
        heard: Log odds of the heard words by the model's own probability.
        words: 1 unless it is a gap between words.
        decided: The sound was asked and chose what was heard.
        name: The written words look like a name: recognisers do not know names.
        known_name: They are written like this elsewhere too, and what was heard is not.
        known: What was heard is a word of this text; what is written stands there once only.
        number: Both sides are numbers.
        negation: One side turns the meaning round.
        length: How many words were heard, up to six, as a share of six.
        uneven: Both sides have different numbers of words.
        written: Log odds of the written words by what the sound says of them, the least likely
            counting; 0 for a gap, and while alignment has not been asked.
        sides: The same of the words on both sides of a gap: in the middle of what was hardly
            found, the recogniser is wrong as well.
    """

    always: float
    heard: float
    words: float
    decided: float
    name: float
    known_name: float
    known: float
    number: float
    negation: float
    length: float
    uneven: float
    written: float
    sides: float


WEIGHTS = Observations(-0.3, 0.7, -0.3, 1.6, -0.5, -1.5, 1.6, 0.8, 0.3, -0.9, -0.7, -0.4, 0.4)


def observe(hearing: Hearing, words: Sequence[Word], vocabulary: Vocabulary) -> Observations:
    """What can be said about a hearing in its turn."""
    start, stop = hearing.anchor.start, hearing.anchor.stop
    texts = [word.text for word in hearing.words]
    sure = sum(word.likelihood for word in hearing.words) / (100 * len(texts)) if texts else 0.0
    given = hearing.given
    name = any(is_name(words, index) for index in range(start, stop))
    heard_known = all(vocabulary.count(text) for text in texts)
    once = len(given) == 1 and vocabulary.count(given[0]) == 1
    return Observations(
        always=1.0,
        heard=_log_odds(sure),
        words=float(bool(given)),
        decided=float(any(word.match is Match.UNCERTAIN for word in words[start:stop])),
        name=float(name),
        known_name=float(name and not heard_known and not once),
        known=float(once and bool(texts) and heard_known),
        number=float(bool(digits(given) and digits(texts))),
        negation=float(any(map(is_negation, given)) != any(map(is_negation, texts))),
        length=min(len(texts), 6) / 6,
        uneven=float(bool(given) and len(given) != len(texts)),
        written=_least_likely(words[start:stop]),
        sides=0.0
        if given
        else _least_likely([*words[max(0, start - 1) : start], *words[stop : stop + 1]]),
    )


def _least_likely(words: Sequence[Word]) -> float:
    """Log odds of the word that is least likely what is said; 0 if nobody has asked the sound."""
    known = [word.likelihood for word in words if word.match is not Match.UNKNOWN]
    return _log_odds(min(known, default=50) / 100)


def _log_odds(share: float) -> float:
    return log((share + 0.02) / (1.02 - share))


def score_of(seen: Observations) -> int:
    """Percent."""
    odds = sum(weight * value for weight, value in zip(WEIGHTS, seen, strict=True))
    return round(100 / (1 + exp(-odds)))


def is_name(words: Sequence[Word], index: int) -> bool:
    """Whether a word is written with a capital letter that no sentence explains."""
    text = core(words[index].text)
    if not text[:1].isupper() or text in {"I", "I'm", "I'd", "I've", "I'll"}:
        return False
    return index > 0 and not ends_sentence(words[index - 1].text)
