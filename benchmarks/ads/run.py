"""`python -m benchmarks ads`: planted ad reads found in generated talk, word by word."""

from __future__ import annotations

import random
import time
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.ads.texts import HELD, NEAR, TUNED
from benchmarks.episode_text import HOSTS, talk
from benchmarks.report import Figure, Report, this_machine
from editor.review.ad_cues import cues_for
from editor.review.ad_proposals import AdFinder
from editor.review.show_memory import AdText
from editor.review.spelling import key
from editor.transcript.document import AdKind, Place, Tables, Transcript, Turn, TurnId
from editor.transcript.words import words_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from benchmarks.ads.texts import PlantedAd
    from benchmarks.options import Options
    from editor.review.ad_proposals import AdProposal

EPISODES = 20
TURNS = 60
PLANTED = 3
NEAR_SHARE = 0.12
"""So many turns have a sentence that uses the words of ads."""
SAME = 0.5
"""Shared words over all words from which a proposal is the planted ad."""


class Episode(NamedTuple):
    """Generated talk with planted ads: which words each one is, by first and last place."""

    document: Transcript
    ads: tuple[tuple[PlantedAd, Place, Place], ...]


class Count(NamedTuple):
    """What was found in one episode."""

    planted: int
    found: int
    proposed: int
    good: int
    words_planted: int
    words_found: int
    words_proposed: int
    exact: int
    sponsors: int
    kinds: int


def episode(seed: int, ads: Sequence[PlantedAd]) -> Episode:
    """One episode: ads in turns of their own, or inside of a host's turn."""
    rng = random.Random(seed)
    texts = [line.text for line in islice(talk(rng, HOSTS), TURNS)]
    texts = [f"{text} {rng.choice(NEAR)}" if rng.random() < NEAR_SHARE else text for text in texts]
    chosen = rng.sample(list(ads), min(PLANTED, len(ads)))
    slots = sorted(rng.sample(range(1, TURNS - 1), len(chosen)))
    slots[0] = 0 if rng.random() < 0.5 else slots[0]
    turns: list[Turn] = []
    marks = []
    planted = dict(zip(slots, chosen, strict=True))
    for index, text in enumerate(texts):
        ad = planted.get(index)
        if ad is not None:
            before = text if rng.random() < 0.5 and index else ""
            start = len(before.split())
            stop = start + len(ad.text.split())
            marks.append((ad, Place(len(turns), start), Place(len(turns), stop - 1)))
            after = text if not before and rng.random() < 0.5 else ""
            text = f"{before} {ad.text} {after}"
        turns.append(Turn(TurnId(len(turns) + 1), None, words_of(text)))
    return Episode(Transcript(tuple(turns), Tables()), tuple(marks))


def judge(made: Episode, proposals: Sequence[AdProposal]) -> Count:
    """Compare what is proposed with what was planted."""
    order = {place: n for n, (place, _) in enumerate(made.document.places())}
    planted = [(ad, set(range(order[a], order[b] + 1))) for ad, a, b in made.ads]
    proposed = [(p, set(range(order[p.first], order[p.last] + 1))) for p in proposals]
    pairs = [
        (ad, words, p, there)
        for ad, words in planted
        for p, there in proposed
        if len(words & there) >= SAME * len(words | there)
    ]
    all_planted = set().union(*(words for _, words in planted))
    all_proposed = set().union(*(words for _, words in proposed))
    return Count(
        len(planted),
        len({id(words) for _, words, *_ in pairs}),
        len(proposed),
        len({id(there) for *_, there in pairs}),
        len(all_planted),
        len(all_planted & all_proposed),
        len(all_proposed),
        sum(words == there for _, words, _, there in pairs),
        sum(key(ad.sponsor) == key(p.sponsor) for ad, _, p, _ in pairs),
        sum((p.kind is AdKind.HOUSE) == (not ad.sponsor) for ad, _, p, _ in pairs),
    )


def counted(
    ads: Sequence[PlantedAd], known: Sequence[PlantedAd] = (), first_seed: int = 0
) -> list[Count]:
    """All episodes with these ads, where those are known from earlier episodes."""
    memory = [AdText(ad.sponsor, AdKind.MID_ROLL if ad.sponsor else AdKind.HOUSE, ad.text)
              for ad in known]  # fmt: skip
    counts = []
    for seed in range(first_seed, first_seed + EPISODES):
        made = episode(seed, ads)
        counts.append(judge(made, AdFinder(cues_for("en"), memory).proposals(made.document)))
    return counts


def run(options: Options) -> Report:
    """Precision and recall on texts that were looked at, and on those that were not."""
    figures: list[Figure] = []
    sets = (("tuned", TUNED, ()), ("held out", HELD, ()), ("held out, known", HELD, HELD))
    for name, ads, known in sets:
        figures += _figures(name, counted(ads, known, 100))
    figures += _speed(options)
    summary = {figure.name: figure.median for figure in figures if figure.name.startswith("held")}
    return Report("ads", tuple(figures), {}, this_machine(), summary)


def _figures(name: str, counts: Sequence[Count]) -> list[Figure]:
    total = Count(*map(sum, zip(*counts, strict=True)))
    shares = {
        "ads found": (total.found, total.planted),
        "proposals right": (total.good, total.proposed),
        "words found": (total.words_found, total.words_planted),
        "words right": (total.words_found, total.words_proposed),
        "edges exact, of found": (total.exact, total.found),
        "sponsor right, of found": (total.sponsors, total.found),
        "promo or ad right, of found": (total.kinds, total.found),
    }
    return [
        Figure(f"{name}: {what}", "%", (round(100 * part / max(1, whole), 1),), more_is_better=True)
        for what, (part, whole) in shares.items()
    ]


def _speed(options: Options) -> list[Figure]:
    turns: list[Turn] = []
    seed = 0
    while sum(len(turn.words) for turn in turns) < options.words:
        turns += [Turn(TurnId(len(turns) + n), turn.speaker, turn.words)
                  for n, turn in enumerate(episode(seed, TUNED).document.turns)]  # fmt: skip
        seed += 1
    document = Transcript(tuple(turns), Tables())
    first, again = [], []
    for _ in range(options.runs):
        finder = AdFinder(cues_for("en"))
        began = time.perf_counter()
        finder.proposals(document)
        middle = time.perf_counter()
        finder.proposals(document)
        first.append(1000 * (middle - began))
        again.append(1000 * (time.perf_counter() - middle))
    note = f"{document.word_count:,} words"
    return [
        Figure("first look at a long episode", "ms", tuple(first), note=note),
        Figure("another look after an edit", "ms", tuple(again), goal=50, note=note),
    ]
