"""Finding the doubts of one turn: what was heard, what was not, what stands there twice."""

from __future__ import annotations

from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from editor.review.anchors import Anchor
from editor.review.doubts import Doubt, Kind
from editor.review.pairing import alike
from editor.review.scoring import observe, score_of
from editor.review.spelling import core, is_filler, key, only_spelling, word_set
from editor.review.wording import written
from editor.transcript.sentences import ends_sentence
from editor.transcript.words import Match, Timing

if TYPE_CHECKING:
    from collections.abc import Container, Iterator, Sequence

    from editor.review.evidence import Hearing
    from editor.review.scoring import Vocabulary
    from editor.transcript.document import Turn
    from editor.transcript.words import Word

SURE, BESIDE_SURE = 60, 40
"""Neighbouring doubts with at least these scores are one, so that one key settles both: where a
word is wrong, the one beside it mostly was not heard for itself."""
LONGEST_MERGED = 6
"""More words than this in question stay apart from their neighbours."""
UNHEARD = {1: 78, 2: 85}
"""Score of one or two words that are not spoken; more are `UNHEARD_RUN`."""
UNHEARD_RUN = 92
UNHEARD_FILLER = 45
DOUBLED_WORDS = 3
"""So many words in a row that are not spoken and stand beside it again are a doubled line."""
SAME_SOUND = 0.4
"""An unheard word and what was heard beside it are one question from this likeness on, 0..1."""
SMALL, SAME_SMALL_SOUND = 3, 0.2
"""The same of a doubtful word of so many letters: "a" and "the" have 0.25, "and" and "he" 0."""
UNLIKELY_NAME = 60
"""Percent: a name less likely than this may be misspelt, if it stands there otherwise too."""
UNCLEAR_BELOW = 50
"""Percent: words less likely than this are wrong more often than right."""
LOOSE_BELOW = 50
"""Percent: the times of words less trusted than this are wrong more often than right."""
LOOSE_RUN = 3
SECOND_VOICE = 65
_ANSWERS = word_set(
    """yes yeah yep yup no nope nah right exactly absolutely definitely sure true indeed correct
    totally precisely ja nein doch genau oui non si sí
    """
)


class Surroundings(NamedTuple):
    """The words beside a turn, for what reaches over its edge."""

    before: Sequence[Word] = ()
    after: Sequence[Word] = ()


def doubts_of(
    turn: Turn, hearings: Sequence[Hearing], vocabulary: Vocabulary, around: Surroundings
) -> tuple[Doubt, ...]:
    """All doubts of a turn, sure or not, in the order of the text."""
    words = turn.words
    asked = {at for hearing in hearings for at in range(hearing.anchor.start, hearing.anchor.stop)}
    found = [
        doubt
        for hearing in hearings
        if _is_open(hearing, words)
        for doubt in _differences(turn, _of_unheard(hearing, words, asked), vocabulary, around)
    ]
    taken = {at for doubt in found for at in _words_of(doubt)}
    found += _unheard(turn, taken, around)
    found += _misspelt(turn, taken, vocabulary)
    found += _unclear(turn, taken | {at for doubt in found for at in _words_of(doubt)})
    found.sort(key=lambda doubt: doubt.anchor)
    found = [*_merged(found), *_second_voice(turn)]
    return tuple(sorted(found, key=lambda doubt: doubt.anchor))


def _words_of(doubt: Doubt) -> range:
    return range(doubt.anchor.start, doubt.anchor.stop)


def _is_open(hearing: Hearing, words: Sequence[Word]) -> bool:
    anchor = hearing.anchor
    there = words[anchor.start : anchor.stop]
    if not hearing.given and anchor.start < len(words):
        # What is typed before a word grows out of that word: until alignment has heard both, the
        # gap counts as filled.
        after = words[anchor.start]
        if after.match is Match.UNKNOWN and after.timing is not Timing.HAND:
            return False
    return (
        anchor.stop <= len(words)
        and len(there) == len(hearing.given)
        and all(word.text == text for word, text in zip(there, hearing.given, strict=True))
    )


def _of_unheard(hearing: Hearing, words: Sequence[Word], taken: Container[int]) -> Hearing:
    """What was heard in a gap beside a word that was not: if both sound alike, it is that word.

    Names and rare words are heard as strings of common ones, with a time that is a little off, and
    small words beside the one that stands for them.
    """
    at, texts = hearing.anchor.start, [word.text for word in hearing.words]
    if hearing.given or len(texts) > LONGEST_MERGED:
        return hearing
    likeness = {
        k: _likeness(words[k], texts)
        for k in (at - 1, at)
        if 0 <= k < len(words) and k not in taken
    }
    best = max(likeness, key=likeness.__getitem__, default=None)
    if best is None or not likeness[best]:
        return hearing
    anchor = hearing.anchor._replace(start=best, stop=best + 1)
    return replace(hearing, anchor=anchor, given=(words[best].text,))


def _likeness(word: Word, heard: Sequence[str]) -> float:
    """How like a doubtful word sounds what was heard beside it, 0..1; 0 if they are two things."""
    if word.match is Match.NO_SOUND:
        likeness = alike([word.text], heard)
        return likeness if likeness >= SAME_SOUND else 0.0
    small = len(heard) == 1 and max(len(core(word.text)), len(core(heard[0]))) <= SMALL
    if word.match is not Match.UNCERTAIN or not small:
        return 0.0
    likeness = alike([word.text], heard)
    return likeness if likeness >= SAME_SMALL_SOUND else 0.0


def _differences(
    turn: Turn, hearing: Hearing, vocabulary: Vocabulary, around: Surroundings
) -> Iterator[Doubt]:
    words, (_, start, stop) = turn.words, hearing.anchor
    texts = [word.text for word in hearing.words]
    unheard = all(word.match is Match.NO_SOUND for word in words[start:stop])
    if hearing.given and unheard and alike(hearing.given, texts) < SAME_SOUND:
        return
    usual = vocabulary.usual_spelling(hearing.given[0]) if stop - start == 1 else ""
    if _same_words(words, start, stop, texts) and not usual:
        return
    before = words[start - 1] if start else next(reversed(around.before), None)
    after = words[stop] if stop < len(words) else next(iter(around.after), None)
    edges = (before.text if before else "", after.text if after else "")
    score = score_of(observe(hearing, words, vocabulary))
    if unheard and hearing.given and vocabulary.count(hearing.given[0]) == 1:
        score = max(score, UNHEARD[1])
    if usual and key(usual) != key(hearing.given[0]):
        texts, score = [usual], max(score, SURE)
    texts = [vocabulary.as_written_here(text) for text in texts]
    proposal = written(texts, hearing.given, *edges)
    if proposal == hearing.given or (not hearing.given and not proposal):
        return
    kind = Kind.HEARD_DIFFERENTLY if hearing.given else Kind.SOUND_WITHOUT_TEXT
    if hearing.given and not proposal:
        kind = Kind.TEXT_WITHOUT_SOUND
    yield Doubt(kind, hearing.anchor, hearing.given, proposal, hearing.words, score)


def _same_words(words: Sequence[Word], start: int, stop: int, texts: Sequence[str]) -> bool:
    """Whether what was heard is what is written, perhaps with a neighbour ("every one")."""
    given = [word.text for word in words[start:stop]]
    wider = [given, [*given, *(w.text for w in words[stop : stop + 1])]]
    if start:
        wider.append([words[start - 1].text, *given])
    return any(only_spelling(side, texts) for side in wider[: 3 if given else 1])


def _unheard(turn: Turn, taken: set[int], around: Surroundings) -> Iterator[Doubt]:
    words = turn.words
    silent = [word.match is Match.NO_SOUND and at not in taken for at, word in enumerate(words)]
    for start, stop in _runs(silent):
        given = tuple(word.text for word in words[start:stop])
        doubled = _stands_twice(words, start, stop, around)
        kind = Kind.DOUBLED_LINE if doubled else Kind.TEXT_WITHOUT_SOUND
        score = UNHEARD.get(stop - start, UNHEARD_RUN)
        if all(map(is_filler, given)):
            score = UNHEARD_FILLER
        yield Doubt(kind, Anchor(turn.id, start, stop), given, (), (), score)


def _stands_twice(words: Sequence[Word], start: int, stop: int, around: Surroundings) -> bool:
    length = stop - start
    if length < DOUBLED_WORDS:
        return False
    line = [key(word.text) for word in words[start:stop]]
    before = [*around.before[-length:], *words[:start]][-length:]
    after = [*words[stop:], *around.after[:length]][:length]
    return line in ([key(w.text) for w in before], [key(w.text) for w in after])


def _misspelt(turn: Turn, taken: set[int], vocabulary: Vocabulary) -> Iterator[Doubt]:
    """Names that were hardly heard like this, and that are spelled otherwise elsewhere."""
    for at, word in enumerate(turn.words):
        hardly = word.match is not Match.UNKNOWN and word.likelihood < UNLIKELY_NAME
        if at in taken or not hardly or word.match is Match.NO_SOUND:
            continue
        usual = vocabulary.usual_spelling(word.text)
        if usual and key(usual) != key(word.text):
            proposal = written([usual], [word.text], "", "")
            anchor = Anchor(turn.id, at, at + 1)
            yield Doubt(Kind.HEARD_DIFFERENTLY, anchor, (word.text,), proposal, (), SURE)


def _unclear(turn: Turn, taken: set[int]) -> Iterator[Doubt]:
    """Words that were hardly found, or hardly found where their times are."""
    words = turn.words
    spoken = [word.match in (Match.MATCHED, Match.UNCERTAIN) for word in words]
    unlikely = [
        spoken[at] and at not in taken and word.likelihood < UNCLEAR_BELOW
        for at, word in enumerate(words)
    ]
    loose = [
        word.timed and word.timing is not Timing.HAND and word.confidence < LOOSE_BELOW
        and spoken[at] and not unlikely[at] and at not in taken
        for at, word in enumerate(words)
    ]  # fmt: skip
    texts = [word.likelihood for word in words]
    times = [word.confidence for word in words]
    # Both are probabilities (editor.alignment.confidence), so what is left of them is the score.
    for flags, shortest, sure in ((unlikely, 1, texts), (loose, LOOSE_RUN, times)):
        for start, stop in _runs(flags):
            if stop - start >= shortest:
                given = tuple(word.text for word in words[start:stop])
                anchor = Anchor(turn.id, start, stop)
                score = 100 - min(sure[start:stop])
                yield Doubt(Kind.LOW_CONFIDENCE, anchor, given, None, (), score)


def _second_voice(turn: Turn) -> Iterator[Doubt]:
    """A question that is answered inside a turn: somebody else answers, mostly."""
    words = turn.words
    for at in range(1, len(words)):
        if not words[at - 1].text.rstrip("\"'”’)").endswith("?"):
            continue
        if key(words[at].text) in _ANSWERS and core(words[at].text)[:1].isupper():
            yield Doubt(Kind.TWO_VOICES, Anchor(turn.id, at, at), (), None, (), SECOND_VOICE)


def _merged(doubts: Sequence[Doubt]) -> Iterator[Doubt]:
    last: Doubt | None = None
    for doubt in doubts:
        joined = last and _joined(last, doubt)
        if last and not joined:
            yield last
        last = joined or doubt
    if last:
        yield last


def _joined(left: Doubt, right: Doubt) -> Doubt | None:
    """A sure doubt and one as likely as not that touch, as one."""
    less, more = sorted((left.score, right.score))
    if left.anchor.stop != right.anchor.start or more < SURE or less < BESIDE_SURE:
        return None
    if left.proposal is None or right.proposal is None:
        return None
    if only_spelling(left.given + right.given, left.proposal + right.proposal):
        return replace(left, anchor=left.anchor._replace(stop=right.anchor.stop), score=0)
    longest = max(len(side) for doubt in (left, right) for side in (doubt.given, doubt.heard))
    if longest > LONGEST_MERGED or Kind.DOUBLED_LINE in (left.kind, right.kind):
        return None
    kind = left.kind if left.kind is right.kind else Kind.HEARD_DIFFERENTLY
    return replace(
        left,
        kind=kind,
        anchor=left.anchor._replace(stop=right.anchor.stop),
        given=left.given + right.given,
        proposal=left.proposal + right.proposal,
        heard=left.heard + right.heard,
        score=max(left.score, right.score),
    )


def begins_sentence(words: Sequence[Word], index: int) -> bool:
    """Whether a sentence begins with the word at `index`."""
    return index == 0 or ends_sentence(words[index - 1].text)


def _runs(flags: Sequence[bool]) -> Iterator[tuple[int, int]]:
    at = 0
    for flag, group in groupby(flags):
        length = len(list(group))
        if flag:
            yield at, at + length
        at += length
