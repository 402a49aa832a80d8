from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from caption_documents import dialogue, document, documents, spoken, texts
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.formats.cue_edits import (
    CueEditError,
    break_here,
    cue_at,
    join_next,
    line_break,
    remove_changes,
    reset_cue,
    shift_end,
    shift_start,
)
from editor.formats.cue_options import AdPolicy, CueOptions, LabelStyle
from editor.formats.cues import build_cues
from editor.formats.exceptions import FIRST, GONE, HIDDEN, SPEAKERS, TOO_LONG
from editor.formats.export import export
from editor.formats.profile import Profile
from editor.transcript.ads import mark_ad
from editor.transcript.cue_exceptions import change_cues
from editor.transcript.document import CueChange, Place, check
from editor.transcript.session import Session
from editor.transcript.text_edits import join_turns, retext, split_turn

if TYPE_CHECKING:
    from collections.abc import Callable

    from editor.formats.cues import Captions
    from editor.transcript.document import Transcript

PODCAST = Profile("podcast", "Podcast")
LINE = (
    "the old mill stood empty for years and nobody in the village had a key until one morning "
    "the goose came back and everything was different from then on"
)


class Lab:
    """A session and its captions, always up to date."""

    def __init__(self, made: Transcript, profile: Profile = PODCAST) -> None:
        self.session = Session(made)
        self.profile = profile

    @property
    def captions(self) -> Captions:
        return build_cues(self.session.document, self.profile)

    @property
    def shown(self) -> list[str]:
        return [cue.text for cue in self.captions.cues]

    def do(self, edit: Callable[..., object], *arguments: object) -> None:
        patch = edit(self.session.document, self.captions, *arguments)
        assert self.session.apply(patch)  # type: ignore[arg-type]

    def place(self, word: str, nth: int = 0) -> Place:
        found = [place for place, w in self.session.document.places() if w.text == word]
        return found[nth]

    def cue_of(self, word: str) -> int:
        index = cue_at(self.captions.cues, self.place(word))
        assert index is not None
        return index


@pytest.fixture
def lab() -> Lab:
    return Lab(document(("Ann", spoken(LINE)), ("Bo", spoken("Did it really?", 12_000))))


def test_a_caption_begins_where_the_user_wants_it_and_back(lab: Lab) -> None:
    before = lab.shown
    lab.do(break_here, lab.place("nobody"))
    assert any(text.startswith("nobody") for text in lab.shown)
    lab.do(break_here, lab.place("nobody"))
    assert lab.shown == before
    assert not lab.session.document.breaks


def test_a_break_survives_corrections_around_it(lab: Lab) -> None:
    lab.do(break_here, lab.place("nobody"))
    text = LINE.replace("stood empty", "was standing quite empty").replace("in the", "of the")
    lab.session.apply(retext(lab.session.document, 0, 1, [text]))
    assert any(cue.startswith("nobody") for cue in lab.shown)


def test_where_a_caption_begins_anyhow_no_break_is_made(lab: Lab) -> None:
    with pytest.raises(CueEditError, match="begins with this word already"):
        break_here(lab.session.document, lab.captions, Place(1, 0))


def test_two_captions_become_one_and_the_others_stay() -> None:
    lab = Lab(document(("Ann", spoken("I saw it. You did. We went away. They all stayed here."))))
    for word in ("You", "We", "They"):
        if not any(text.startswith(word) for text in lab.shown):
            lab.do(break_here, lab.place(word))
    assert lab.shown == ["I saw it.", "You did.", "We went away.", "They all stayed here."]
    lab.do(join_next, 1, PODCAST)
    assert lab.shown == ["I saw it.", "You did. We went away.", "They all stayed here."]
    lab.session.undo()
    assert len(lab.shown) == 4


def test_captions_of_one_speaker_join_across_a_silence_and_a_turn() -> None:
    lab = Lab(document(("Ann", spoken("Well then.")), ("Ann", spoken("Off we go!", 4000))))
    assert lab.shown == ["Well then.", "Off we go!"]
    lab.do(join_next, 0, PODCAST)
    assert lab.shown == ["Well then. Off we go!"]
    first, last = lab.captions.cues[0].first, lab.captions.cues[0].last
    assert (first, last) == (Place(0, 0), Place(1, 2))


@pytest.mark.parametrize(
    ("index", "why"), [(-1, "no caption after"), (-2, SPEAKERS), (0, "do not fit into 2 lines")]
)
def test_what_cannot_be_joined_is_told(lab: Lab, index: int, why: str) -> None:
    cues = lab.captions.cues
    with pytest.raises(CueEditError, match=why):
        join_next(lab.session.document, lab.captions, index % len(cues), PODCAST)


def test_a_joint_that_grew_too_long_is_told_and_takes_effect_again() -> None:
    lab = Lab(document(("Ann", spoken("I saw it. You did."))))
    lab.do(break_here, lab.place("You"))
    lab.do(join_next, 0, PODCAST)
    assert lab.shown == ["I saw it. You did."]
    lab.session.apply(retext(lab.session.document, 0, 1, [f"I saw it. You did. {LINE}"]))
    assert "it. You" in " ".join(lab.shown)
    lab.session.apply(change_cues(lab.session.document, "x", add=[
        (CueChange.JOIN, Place(0, n), 0) for n in range(1, 24)
    ]))  # fmt: skip
    notes = {change.note for change in lab.captions.by_hand}
    assert TOO_LONG in notes
    assert {p.kind for p in lab.captions.problems} >= {"no-effect"}


def test_a_line_breaks_where_the_user_wants_it_and_back(lab: Lab) -> None:
    index = next(i for i, cue in enumerate(lab.captions.cues) if len(cue.lines) == 2)
    cue = lab.captions.cues[index]
    word = Place(cue.first.turn, cue.first.word + 2)
    lab.do(line_break, word)
    now = lab.captions.cues[index]
    assert now.lines[0] == " ".join(cue.text.split()[:2])
    assert (now.text, now.start, now.end) == (cue.text, cue.start, cue.end)
    lab.do(line_break, Place(word.turn, word.word + 1))
    assert lab.captions.cues[index].lines[0] == " ".join(cue.text.split()[:3])
    assert len(lab.session.document.breaks) == 1
    lab.do(line_break, Place(word.turn, word.word + 1))
    assert lab.captions.cues[index] == cue


def test_a_line_made_too_long_by_hand_is_flagged(lab: Lab) -> None:
    index = next(i for i, cue in enumerate(lab.captions.cues) if cue.characters > 60)
    cue = lab.captions.cues[index]
    lab.do(line_break, Place(cue.first.turn, cue.first.word + 1))
    assert (index, "long-line") in {(p.cue, p.kind) for p in lab.captions.problems}


def test_times_move_by_key_and_stay_tied_to_the_word(lab: Lab) -> None:
    before = lab.captions.cues[1]
    lab.do(shift_start, 1, 50)
    lab.do(shift_start, 1, 50)
    lab.do(shift_end, 1, -50)
    now = lab.captions.cues[1]
    assert (now.start, now.end) == (before.start + 100, before.end - 50)
    assert now.text == before.text
    later = replace(
        lab.session.document.turns[0],
        words=tuple(
            word._replace(start=word.start + 1000, end=word.end + 1000)
            for word in lab.session.document.turns[0].words
        ),
    )
    moved = replace(lab.session.document, turns=(later, lab.session.document.turns[1]))
    assert build_cues(moved, PODCAST).cues[1].start == now.start + 1000


def test_an_earlier_start_makes_the_caption_before_end_earlier(lab: Lab) -> None:
    before = lab.captions.cues
    lab.do(shift_start, 1, -200)
    now = lab.captions.cues
    assert now[1].start == before[1].start - 200
    assert now[0].end <= now[1].start


def test_times_never_cross_those_of_neighbours(lab: Lab) -> None:
    for edit, index, by in (
        (shift_start, 1, -(10**6)),
        (shift_end, 1, 10**6),
        (shift_start, 2, 10**6),
    ):
        lab.do(edit, index, by)
        assert_in_order(lab.captions)
        with pytest.raises(CueEditError, match="no room"):
            edit(lab.session.document, lab.captions, index, by)


def test_what_was_changed_is_taken_back_for_one_caption(lab: Lab) -> None:
    before = lab.captions.cues
    lab.do(shift_start, 1, 80)
    lab.do(shift_end, 1, -80)
    lab.do(reset_cue, 1)
    assert lab.captions.cues == before
    with pytest.raises(CueEditError, match="Nothing about this caption"):
        reset_cue(lab.session.document, lab.captions, 1)


def test_a_stale_change_is_shown_exported_as_a_problem_and_can_be_removed(lab: Lab) -> None:
    lab.do(break_here, lab.place("nobody"))
    lab.session.apply(retext(lab.session.document, 0, 1, ["Something else altogether."]))
    (change,) = lab.captions.by_hand
    assert (change.place, change.note) == (None, GONE)
    problems = export(lab.session.document, "vtt", PODCAST).problems
    assert [p.message for p in problems if p.kind == "no-effect"] == [
        f"Break before “nobody” by hand: {GONE}."
    ]
    lab.session.apply(remove_changes(lab.session.document, [change.exception]))
    assert not lab.captions.by_hand


def test_a_change_in_an_ad_that_is_left_out_waits(lab: Lab) -> None:
    lab.do(break_here, lab.place("nobody"))
    there = lab.place("nobody")
    lab.session.apply(
        mark_ad(lab.session.document, Place(0, there.word - 1), Place(0, there.word + 1))
    )
    left_out = build_cues(lab.session.document, PODCAST, CueOptions(AdPolicy.OMIT))
    assert [change.note for change in left_out.by_hand] == [HIDDEN]


def test_labels_go_with_the_caption_that_they_stand_before() -> None:
    made = document(("Ann", spoken(LINE)), ("Bo", spoken("Did it really happen?", 12_000)))
    patch = change_cues(made, "x", add=[(CueChange.START, Place(1, 0), 120)])
    made = patch.apply_to(made)
    captions = build_cues(made, PODCAST, CueOptions(labels=LabelStyle.NAME))
    cue = captions.cues[-1]
    assert cue.text.startswith("Bo: Did")
    assert cue.start == 12_120


def assert_in_order(captions: Captions) -> None:
    last = 0
    for cue in captions.cues:
        assert last <= cue.start < cue.end
        last = cue.end


KINDS = st.sampled_from(CueChange)
CHANGE = st.tuples(KINDS, st.integers(0, 200), st.integers(-3000, 3000))


@settings(max_examples=120, deadline=None)
@given(documents(), st.lists(CHANGE, max_size=8))
def test_any_changes_keep_words_order_speakers_and_times(
    made: Transcript, rows: list[tuple[CueChange, int, int]]
) -> None:
    places = [place for place, _ in made.places()]
    if places:
        added = [(kind, places[n % len(places)], ms) for kind, n, ms in rows]
        made = change_cues(made, "Any", add=added).apply_to(made)
    captions = build_cues(made, PODCAST)
    assert " ".join(cue.text for cue in captions.cues).split(" ") == (texts(made) or [""])
    assert_in_order(captions)
    assert len(captions.by_hand) == len(made.breaks)
    firsts = {cue.first for cue in captions.cues}
    for change in captions.by_hand:
        if not change.note and change.exception.kind in (CueChange.BREAK, CueChange.START):
            assert change.place in firsts
        if not change.note and change.exception.kind is CueChange.JOIN:
            assert change.place not in firsts
    for cue in captions.cues:
        between = range(cue.first.turn, cue.last.turn + 1)
        assert len({made.turns[t].speaker for t in between if made.turns[t].words}) == 1


STEP = st.tuples(st.sampled_from(["split", "join", "retype", "undo", "break", "line", "shift"]),
                 st.integers(0, 10_000))  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(STEP, max_size=14))
def test_in_random_sessions_every_change_is_in_effect_or_told(
    steps: list[tuple[str, int]],
) -> None:
    lab = Lab(dialogue(1))
    for kind, number in steps:
        document_ = lab.session.document
        turn = number % len(document_.turns)
        text = document_.turns[turn].text
        if kind == "undo":
            lab.session.undo()
        elif kind == "split":
            lab.session.apply(split_turn(document_, turn, number % (len(text) + 1)))
        elif kind == "join":
            if turn + 1 < len(document_.turns):
                lab.session.apply(join_turns(document_, turn))
        elif kind == "retype":
            tokens = text.split()
            at = number % (len(tokens) + 1)
            tokens[at : at + number % 3] = ["other"] * (number % 2)
            lab.session.apply(retext(document_, turn, 1, [" ".join(tokens)]))
        else:
            _try(lab, kind, number)
        check(lab.session.document)
        captions = lab.captions
        assert len(captions.by_hand) == len(lab.session.document.breaks)
        told = [p for p in captions.problems if p.kind == "no-effect"]
        assert len(told) == sum(bool(change.note) for change in captions.by_hand)
        assert_in_order(captions)


def _try(lab: Lab, kind: str, number: int) -> None:
    captions = lab.captions
    if not captions.cues:
        return
    index = number % len(captions.cues)
    places = [place for place, _ in lab.session.document.places()]
    place = places[number % len(places)]
    document_ = lab.session.document
    with suppress(CueEditError):
        patch = {
            "break": lambda: break_here(document_, captions, place),
            "line": lambda: line_break(document_, captions, place),
            "shift": lambda: shift_start(document_, captions, index, number % 400 - 200),
        }[kind]()
        lab.session.apply(patch)


def test_a_word_that_no_caption_shows_cannot_begin_one(lab: Lab) -> None:
    made = mark_ad(lab.session.document, Place(0, 3), Place(0, 5)).apply_to(lab.session.document)
    captions = build_cues(made, PODCAST, CueOptions(AdPolicy.OMIT))
    with pytest.raises(CueEditError, match="not shown in the captions"):
        break_here(made, captions, Place(0, 4))


def test_the_very_last_caption_can_end_later(lab: Lab) -> None:
    last = lab.captions.cues[-1]
    lab.do(shift_end, len(lab.captions.cues) - 1, 300)
    assert lab.captions.cues[-1].end == last.end + 300


def test_the_first_word_has_nothing_to_be_joined_to() -> None:
    made = document(("Ann", spoken("I saw it.")))
    made = change_cues(made, "x", add=[(CueChange.JOIN, Place(0, 0), 0)]).apply_to(made)
    captions = build_cues(made, PODCAST)
    assert [change.note for change in captions.by_hand] == [FIRST]
    assert [cue.text for cue in captions.cues] == ["I saw it."]
