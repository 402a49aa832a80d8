"""What an episode teaches about its show: corrections, names, speakers, ad texts.

Corrections are what lies between the text as it came and the text as it is left, not what was
typed on the way there: so half-typed words and what was taken back are never learned. Of those,
only short ones are kept that would be wrong elsewhere too.
"""

from __future__ import annotations

import re
from collections import Counter
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from editor.review.known import KnownMistakes
from editor.review.pairing import alike
from editor.review.show_memory import AdText, Correction, Name, ShowSpeaker, cores, tidy, wrong_key
from editor.review.spelling import core, key, word_set
from editor.transcript.sentences import ends_sentence
from editor.transcript.textdiff import diff
from editor.transcript.words import words_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from editor.transcript.document import Transcript, Turn, TurnId

Texts: TypeAlias = "Mapping[TurnId, tuple[str, ...]]"
"""The words of turns, in the order of the turns."""

LONGEST = 4
"""More words than this, on either side, are a passage that was rewritten."""
LEAST_ALIKE = 0.45
LEAST_ALIKE_NAME = 0.3
"""How alike both sides must sound, 0..1, the second if a name was put in: what is not was changed
in meaning, not misheard. "Neave" and "Niamh" have 0.45, "Win" and "Nguyen" 0.33; "boat" and "ship"
0.21, "London" and "Paris" 0.26, "Smith" and "Jones" 0.16."""
SHORTEST_AD = 4
"""Words. Fewer say nothing about an ad in another episode."""

_COMMON = word_set(
    """a about after again all almost also always am an and another any anything are around as ask
    at away back be because been before being best better big both but by call called came can come
    could day did different do does doing done down each else end even ever every everything feel
    few find first for found from gave get give go goes going gone good got great had happened hard
    has have having he hear heard help her here hers high him himself his hold home how i if in into
    is it its just keep kept kind knew know known knows last least left less let life like little
    live long look looked lot made make makes man many may maybe me mean means men might mine more
    most much must my need never new next no nobody none nor not nothing now of off often oh old on
    once one only open or other our ours out over own part people place point probably put question
    quite read real really right said same saw say saying says see seem seemed seen set shall she
    should show side since so some someone something sort still stop such sure take taken talk tell
    than that the their theirs them then there these they thing things think this those though
    thought through time to today together told too took try turn two under until up us use used
    very wait want wanted was way we week well went were what when where whether which while who
    whole whose why will with without woman women wonder word words work worked world would year
    years yes yet you your yours
    monday tuesday wednesday thursday friday saturday sunday january february march april june july
    august september october november december morning afternoon evening night yesterday tomorrow
    zero three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred
    thousand million billion north south east west mother father brother sister increase decrease
    """
)
"""Words that are right in most places, so that a correction of one says nothing about others."""
_TEXT = itemgetter(0)
_POSSESSIVES = ("'s", "’s")
_NO_NAME = re.compile(r"(speaker|voice|host|guest|person|unknown|sprecher(in)?)[\s_-]*\w?\d*", re.I)
"""What programs call somebody whose name they do not know."""


class Replaced(NamedTuple):
    """Words that stood in a text, and those that stand there now."""

    wrong: tuple[str, ...]
    right: tuple[str, ...]
    begins: bool
    """Whether a sentence begins there."""


def corrections(before: Texts, after: Transcript) -> list[Correction]:
    """The corrections that are worth proposing in other episodes.

    Args:
        before: The text as it came, from recognition or from a file.
        after: The document as it is left.
    """
    counted: Counter[tuple[str, str]] = Counter()
    spelled: dict[str, str] = {}
    for made in map(_without_possessive, replacements(before, texts_of(after.turns))):
        if is_sensible(made):
            wrong, right = _as_kept(made.wrong), _as_kept(made.right)
            counted[wrong_key(wrong), right] += 1
            spelled.setdefault(wrong_key(wrong), wrong)
    best: dict[str, Correction] = {}
    for (wrong, right), times in counted.most_common():
        best.setdefault(wrong, Correction(spelled[wrong], right, times))
    left = Counter(
        slip.correction
        for turn in after.turns
        for slip in KnownMistakes(best.values()).slips(turn.words)
    )
    # Where the same words were left standing more often, they are wrong in some places only.
    return [
        row for row in best.values() if left[row] < row.times and not _follows(row, best.values())
    ]


def _follows(row: Correction, rows: Iterable[Correction]) -> bool:
    """Whether shorter corrections among these make the same of its words."""
    length = len(row.wrong.split())
    known = KnownMistakes(other for other in rows if len(other.wrong.split()) < length)
    words, texts, at = words_of(row.wrong), [], 0
    for start, stop, correction in known.slips(words):
        texts += [*(word.text for word in words[at:start]), correction.right]
        at = stop
    return " ".join([*texts, *(word.text for word in words[at:])]) == row.right


def names_in(rows: Iterable[Correction]) -> list[Name]:
    """The names among what was put in."""
    found = dict.fromkeys(row.right for row in rows if looks_like_name(row.right))
    return [Name(text) for text in found]


def looks_like_name(text: str) -> bool:
    """Whether every word of a text is written as names are."""
    bare = cores(text)
    return bool(bare) and all(
        word[:1].isupper() or any(map(str.isupper, word[1:])) for word in bare
    )


def speakers_in(document: Transcript) -> list[ShowSpeaker]:
    """Who speaks in an episode and has a name."""
    heard = {turn.speaker for turn in document.turns if turn.words}
    return [
        ShowSpeaker(tidy(row.name), row.colour)
        for row in document.speakers
        if row.id in heard and tidy(row.name) and not _NO_NAME.fullmatch(tidy(row.name))
    ]


def ads_in(document: Transcript) -> list[AdText]:
    """The ad reads that are marked in an episode, with their texts."""
    found = []
    for span in document.ad_spans:
        words = [
            word.text
            for turn in document.turns[span.first.turn : span.last.turn + 1]
            for word in turn.words
            if word.ad == span.ad.id
        ]
        if len(words) >= SHORTEST_AD:
            found.append(AdText(span.ad.sponsor, span.ad.kind, " ".join(words)))
    return found


def texts_of(turns: Iterable[Turn]) -> dict[TurnId, tuple[str, ...]]:
    """The words of turns."""
    # The quickest way there is: the window waits for it when an episode is closed.
    return {turn.id: tuple(map(_TEXT, turn.words)) for turn in turns}


def is_sensible(made: Replaced) -> bool:
    """Whether a replacement is a correction that others like it may be made by."""
    wrong, right = [*filter(core, made.wrong)], [*filter(core, made.right)]
    if not 0 < len(wrong) <= LONGEST or not 0 < len(right) <= LONGEST:
        return False
    if [core(text) for text in wrong] == [core(text) for text in right]:
        return False
    keys = [key(text) for text in wrong]
    if all(word in _COMMON or not any(map(str.isalpha, word)) for word in keys):
        return False
    if keys == [key(text) for text in right]:
        return not made.begins and looks_like_name(" ".join(right))
    least = LEAST_ALIKE_NAME if looks_like_name(" ".join(right)) else LEAST_ALIKE
    return alike(wrong, right) >= least and not _only_an_ending(wrong, right)


def replacements(before: Texts, after: Texts) -> Iterator[Replaced]:
    """What was replaced by what. Turns that are as they were are not looked at."""
    for old, new in _changed(before, after):
        for start, stop, low, high in _runs(old, new):
            begins = not low or ends_sentence(new[low - 1])
            yield Replaced(tuple(old[start:stop]), tuple(new[low:high]), begins)


def _changed(before: Texts, after: Texts) -> Iterator[tuple[list[str], list[str]]]:
    """Stretches that differ, between turns that both texts have in the same words."""
    old, new = list(before.items()), list(after.items())
    place = {turn: index for index, (turn, _) in enumerate(new)}
    i = j = 0
    for index, (turn, texts) in enumerate(old):
        there = place.get(turn, -1)
        if there >= j and new[there][1] == texts:
            yield from _stretch(old[i:index], new[j:there])
            i, j = index + 1, there + 1
    yield from _stretch(old[i:], new[j:])


_Row: TypeAlias = "tuple[TurnId, tuple[str, ...]]"


def _stretch(old: Sequence[_Row], new: Sequence[_Row]) -> Iterator[tuple[list[str], list[str]]]:
    if [turn for turn, _ in old] == [turn for turn, _ in new]:
        for (_, left), (_, right) in zip(old, new, strict=True):
            yield list(left), list(right)
    elif old and new:
        yield [text for _, row in old for text in row], [text for _, row in new for text in row]


def _runs(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Runs of words that became others: first and behind last, before and after."""
    for span in diff(old, new):
        if span.equal or span.i1 == span.i2 or span.j1 == span.j2:
            continue
        if not span.is_slotwise:
            yield span.i1, span.i2, span.j1, span.j2
            continue
        start = None
        for at in range(span.i2 - span.i1 + 1):
            inside = at < span.i2 - span.i1
            differs = inside and old[span.i1 + at] != new[span.j1 + at]
            if differs and start is None:
                start = at
            elif not differs and start is not None:
                yield span.i1 + start, span.i1 + at, span.j1 + start, span.j1 + at
                start = None


def _only_an_ending(wrong: Sequence[str], right: Sequence[str]) -> bool:
    """Whether one side is the beginning of the other: a half-typed word, a plural, a tense."""
    left, other = "".join(map(key, wrong)), "".join(map(key, right))
    shorter, longer = sorted((left, other), key=len)
    return shorter != longer and longer.startswith(shorter)


def _without_possessive(made: Replaced) -> Replaced:
    """“Zwetslu’s” that became “Vetsloo’s” teaches “Vetsloo”."""
    wrong, right = core(made.wrong[-1]), core(made.right[-1])
    if not (wrong.endswith(_POSSESSIVES) and right.endswith(_POSSESSIVES)):
        return made
    return made._replace(wrong=(*made.wrong[:-1], wrong[:-2]), right=(*made.right[:-1], right[:-2]))


def _as_kept(texts: Sequence[str]) -> str:
    """Words without the punctuation around them."""
    return " ".join(found for text in texts if (found := core(text)))
