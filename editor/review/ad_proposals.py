"""Proposals of ad reads: stretches of whole sentences that sound like one.

Two things are weighed for every sentence: how much it sounds like an ad (its phrases, the
sponsor's name, words known from ads of earlier episodes) and how much it costs to begin, to go on
with and to end an ad. The cheapest reading of the whole episode as talk and ads (Viterbi's
algorithm with two states) gives the stretches, so that a sentence without any phrase between two
that have them belongs to the ad as well. Nothing is marked before the user says so.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from editor.review.ad_reading import (
    BEGIN,
    PART_OF_NAME,
    PAUSE_MS,
    Sentence,
    folded,
    runs_of,
    sentence_spans,
    spans_of,
    stretches,
)
from editor.review.spelling import key
from editor.transcript.ads import likely_kind
from editor.transcript.document import AdKind, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from editor.alignment.aligner import HeardWord
    from editor.review.ad_cues import AdCues, Sound
    from editor.review.doubts import Doubt
    from editor.review.show_memory import AdText
    from editor.transcript.document import Transcript, Turn
    from editor.transcript.words import Word

SENTENCE, PER_WORD = -0.45, -0.035
"""Log odds of an ad of a sentence without any phrase, and for each of its words."""
ENOUGH = 0.5
"""Log odds from which a stretch is proposed."""
SHORTEST = 8
"""Words: a shorter stretch is no ad read."""
TALK = -3.0
"""What a sentence that talk goes on with takes away: "Welcome to the show"."""
NAMED, REACH = 3.2, 14
"""What the sponsor's name adds to a sentence, up to so many sentences away."""
NAMED_ADDRESS = 1.5
"""What it adds to a sentence with an address that its owner is named nearby."""
TALKED_ABOUT = 3
"""A name that stands in so many other sentences is no sponsor's, but what the talk is about."""
KNOWN, KNOWN_FROM = 6.0, 0.34
"""What a sentence adds all of whose runs of words are known from earlier ads, and from which
share on it counts."""
INSERTED_MS, INSERTED_WORDS = 12_000, 20
"""Speech without text of this length may be an ad put in after the transcript was made."""


class AdProposal(NamedTuple):
    """A stretch that may be an ad read.

    Attributes:
        first: Its first word. For an ad that the text does not have, the word that it is heard
            before, which may be one behind the turn's last.
        last: Its last word; the same as `first` for an ad that the text does not have.
        kind: Of what kind it probably is.
        sponsor: Whose it probably is, or "".
        text: What is said.
        heard: The words with their times where the text does not have them; else empty.
        score: Log odds that it is one.
    """

    first: Place
    last: Place
    kind: AdKind
    sponsor: str
    text: str
    heard: tuple[HeardWord, ...] = ()
    score: float = 0.0


class AdFinder:
    """Finds proposals; remembers each turn's sentences, so that a second look is quick."""

    def __init__(self, cues: AdCues, known: Iterable[AdText] = ()) -> None:
        """Args:
        cues: The phrases of the episode's language.
        known: Ad reads of earlier episodes.
        """
        self._cues = cues
        self._known = [(ad, runs_of(ad.text.split())) for ad in known]
        self._turns: dict[int, tuple[Sequence[Word], tuple[Sentence, ...]]] = {}

    def proposals(self, document: Transcript, gaps: Iterable[Doubt] = ()) -> tuple[AdProposal, ...]:
        """What may be ad reads and is not marked as such, in text order.

        Args:
            document: The document.
            gaps: Places where something is said that the text does not have.
        """
        sentences = self._sentences(document)
        found = [
            proposal
            for first, stop, score in stretches(sentences, self._scores(sentences))
            if (proposal := self._proposal(document, sentences[first:stop], score))
        ]
        found += filter(None, (self._inserted(document, doubt) for doubt in gaps))
        return tuple(sorted(found, key=lambda proposal: proposal[:2]))

    def look_at(self, document: Transcript, words: int) -> bool:
        """Take in about so many new words. Returns whether all have been; then it is quick."""
        for index, turn in enumerate(document.turns):
            if self._turns.get(turn.id, (None, ()))[0] is not turn.words:
                if words <= 0:
                    return False
                words -= len(turn.words)
                self._turns[turn.id] = (turn.words, tuple(self._cut(turn, index)))
        return True

    # -- sentences -----------------------------------------------------------------------------

    def _sentences(self, document: Transcript) -> list[Sentence]:
        found: list[Sentence] = []
        kept: dict[int, tuple[Sequence[Word], tuple[Sentence, ...]]] = {}
        for index, turn in enumerate(document.turns):
            words, known = self._turns.get(turn.id, (None, ()))
            if words is not turn.words:
                known = tuple(self._cut(turn, index))
            elif known and known[0].turn != index:
                known = tuple(replace(sentence, turn=index) for sentence in known)
            kept[turn.id] = (turn.words, known)
            found += known
        self._turns = kept
        return found

    def _cut(self, turn: Turn, index: int) -> Iterator[Sentence]:
        for start, stop in sentence_spans(turn.words):
            words = turn.words[start:stop]
            texts = [word.text for word in words]
            text = " ".join(texts)
            before = turn.words[start - 1] if start else None
            pause = before is None or (
                words[0].timed and before.timed and words[0].start - before.end >= PAUSE_MS
            )
            marked = any(word.ad is not None for word in words)
            runs = runs_of(texts) if self._known else frozenset()
            sound = self._cues.sound_of(text)
            yield Sentence(index, start, stop, text, sound, runs, marked, pause, *folded(texts))

    # -- scores --------------------------------------------------------------------------------

    def _scores(self, sentences: Sequence[Sentence]) -> list[float]:
        """Log odds of an ad, sentence by sentence."""
        scores = [
            SENTENCE
            + PER_WORD * sentence.length
            + sentence.sound.score
            + self._familiar(sentence)
            + (TALK if sentence.sound.closes else 0.0)
            for sentence in sentences
        ]
        talk = _names_in_talk(sentences)
        for at, sentence in enumerate(sentences):
            names = {key(sentence.sound.sponsor), sentence.sound.host} - {""}
            strong = sentence.sound.opens or sentence.sound.host
            if not names or not strong:
                continue
            near = [n for n in _around(sentences, at) if _names(sentences[n], names)]
            # A guest's name stands in the guest's address too, and everywhere else in the talk.
            if near and _is_talked_about(talk, at, names):
                continue
            for other in near:
                scores[other] += NAMED
            if near and sentence.sound.host:
                scores[at] += NAMED_ADDRESS
        return scores

    def _familiar(self, sentence: Sentence) -> float:
        if not sentence.runs or not self._known:
            return 0.0
        share = max(len(sentence.runs & runs) / len(sentence.runs) for _, runs in self._known)
        return KNOWN * share if share >= KNOWN_FROM else 0.0

    # -- proposals -----------------------------------------------------------------------------

    def _proposal(
        self, document: Transcript, sentences: Sequence[Sentence], score: float
    ) -> AdProposal | None:
        if score < ENOUGH or sum(sentence.length for sentence in sentences) < SHORTEST:
            return None
        first = Place(sentences[0].turn, sentences[0].start)
        last = Place(sentences[-1].turn, sentences[-1].stop - 1)
        text = " ".join(sentence.text for sentence in sentences)
        sounds = [sentence.sound for sentence in sentences]
        kind, sponsor = self._whose(sounds, text, likely_kind(document, first, last))
        return AdProposal(first, last, kind, sponsor, text, (), score)

    def _inserted(self, document: Transcript, doubt: Doubt) -> AdProposal | None:
        """What is said without being in the text, if it is long or sounds like an ad."""
        index = document.index_of.get(doubt.anchor.turn)
        if index is None or not doubt.heard or doubt.given:
            return None
        texts = [word.text for word in doubt.heard]
        spans = spans_of(texts, lambda _: False)
        sounds = [self._cues.sound_of(" ".join(texts[start:stop])) for start, stop in spans]
        long = (
            doubt.heard[-1].end - doubt.heard[0].start >= INSERTED_MS
            and len(texts) >= INSERTED_WORDS
        )
        score = sum(sound.score for sound in sounds) + BEGIN
        if len(texts) < SHORTEST or not (long or score > 0):
            return None
        place = Place(index, doubt.anchor.start)
        text = " ".join(texts)
        kind, sponsor = self._whose(sounds, text, likely_kind(document, place, place))
        return AdProposal(place, place, kind, sponsor, text, doubt.heard, max(score, ENOUGH))

    def _whose(self, sounds: Sequence[Sound], text: str, by_place: AdKind) -> tuple[AdKind, str]:
        """The kind of an ad read, and the sponsor."""
        runs = runs_of(text.split())
        known = max(self._known, key=lambda row: len(row[1] & runs), default=None)
        if known and runs and len(known[1] & runs) >= KNOWN_FROM * len(runs):
            ad = known[0]
            kind = AdKind.HOUSE if ad.kind is AdKind.HOUSE else by_place
            return kind, ad.sponsor
        house = sum(sound.house for sound in sounds)
        sponsor = _sponsor(sounds, text)
        if house and (2 * house > sum(sound.score for sound in sounds) or not sponsor):
            return AdKind.HOUSE, ""
        return by_place, sponsor


def _names_in_talk(sentences: Sequence[Sentence]) -> dict[str, list[int]]:
    """Longer words with a capital letter in sentences that do not sound like an ad: where."""
    found: dict[str, list[int]] = {}
    for at, sentence in enumerate(sentences):
        if not sentence.sound.score and not sentence.marked:
            for word in sentence.capitals:
                found.setdefault(word, []).append(at)
    return found


def _is_talked_about(talk: dict[str, list[int]], at: int, names: set[str]) -> bool:
    """Whether a name stands in sentences far away as well."""
    places = {
        place
        for name in names
        for part in {name, *name.split()}
        for place in talk.get(part, ())
        if abs(place - at) > REACH
    }
    return len(places) >= TALKED_ABOUT


def _around(sentences: Sequence[Sentence], at: int) -> Iterator[int]:
    """The sentences near one, as far as talk does not go on between."""
    for step in (-1, 1):
        for other in range(at + step, at + step * (REACH + 1), step):
            if not 0 <= other < len(sentences) or sentences[other].sound.closes:
                break
            yield other


def _names(sentence: Sentence, names: set[str]) -> bool:
    """Whether a sentence says one of these names, or what an address begins with."""
    joined = sentence.folded.replace(" ", "")
    return any(
        name in sentence.folded
        or (len(name) >= PART_OF_NAME and name in joined)
        or any(name.startswith(part) for part in sentence.capitals)
        for name in names
    )


def _sponsor(sounds: Sequence[Sound], text: str) -> str:
    named = next((sound.sponsor for sound in sounds if sound.sponsor), "")
    if named:
        return named
    hosts = Counter(sound.host for sound in sounds if sound.host)
    return _written(hosts.most_common(1)[0][0], text) if hosts else ""


def _written(host: str, text: str) -> str:
    """The name of an address as the text writes it: "Slow Post" for slowpost."""
    words = [word.strip("\"'“”.,;:!?()…") for word in text.split()]
    for size in (4, 3, 2, 1):
        for at in range(len(words) - size + 1):
            run = words[at : at + size]
            if run[0][:1].isupper() and "".join(map(key, run)) == host:
                return " ".join(run)
    return host.replace("-", " ").title()
