from __future__ import annotations

from notation import document, picture

from editor.transcript.ads import (
    ad_of_selection,
    describe_ad,
    likely_kind,
    mark_ad,
    resize_ad,
    unmark_ad,
)
from editor.transcript.document import AdKind, AdRead, Place, check
from editor.transcript.text_edits import join_turns, retext
from editor.transcript.words import AdId

ONE = AdId(1)


def test_marking_reaches_over_turns(edits):
    after = edits(
        "A: a b | B: c d | A: e f", mark_ad, Place(0, 1), Place(2, 0),
        gives="A: a [1 b 1] | B: [1 c d 1] | A: [1 e 1] f",
    )  # fmt: skip
    (span,) = after.ad_spans
    assert (span.first, span.last) == (Place(0, 1), Place(2, 0))


def test_marking_over_another_ad_takes_its_words(edits):
    after = edits(
        "A: a [1 b c 1] d", mark_ad, Place(0, 2), Place(0, 3), gives="A: a [1 b 1] [2 c d 2]"
    )
    assert [row.id for row in after.ads] == [1, 2]


def test_an_ad_without_words_is_dropped(edits):
    after = edits("A: a [1 b 1] c", mark_ad, Place(0, 0), Place(0, 2), gives="A: [2 a b c 2]")
    assert [row.id for row in after.ads] == [2]


def test_unmarking_frees_the_words(edits):
    after = edits("A: a [1 b | B: [1 c 1] [2 d 2]", unmark_ad, ONE, gives="A: a b | B: c [2 d 2]")
    assert [row.id for row in after.ads] == [2]


def test_unmarking_an_ad_whose_words_are_gone_drops_its_row():
    doc = document("A: a [1 b 1]")
    doc = retext(doc, 0, 1, ["a"]).apply_to(doc)
    assert doc.ads
    assert not doc.ad_spans
    assert unmark_ad(doc, ONE).apply_to(doc).ads == ()


def test_resizing_moves_both_edges(edits):
    edits("A: a [1 b c 1] d", resize_ad, ONE, Place(0, 2), Place(0, 3), gives="A: a b [1 c d 1]")
    edits("A: a [1 b c 1] d", resize_ad, ONE, Place(0, 0), Place(0, 1), gives="A: [1 a b 1] c d")


def test_resizing_leaves_other_ads_outside_alone(edits):
    edits(
        "A: [1 a b 1] c [2 d 2]", resize_ad, ONE, Place(0, 0), Place(0, 2),
        gives="A: [1 a b c 1] [2 d 2]",
    )  # fmt: skip


def test_describing_changes_the_row_only():
    doc = document("A: [1 a 1]")
    after = describe_ad(doc, ONE, AdKind.HOUSE, " Acme ").apply_to(doc)
    assert (after.ad(ONE).kind, after.ad(ONE).sponsor) == (AdKind.HOUSE, "Acme")
    assert after.turns == doc.turns


def test_the_selection_is_in_an_ad_only_when_all_of_it_is():
    doc = document("A: a [1 b c 1] | B: [1 d 1] e")
    assert ad_of_selection(doc, Place(0, 1), Place(1, 0)) == ONE
    assert ad_of_selection(doc, Place(0, 0), Place(1, 0)) is None
    assert ad_of_selection(doc, Place(1, 1), Place(1, 1)) is None


def test_the_place_in_the_episode_proposes_the_kind():
    doc = document("A: " + " ".join("abcdefghijklmnopqrst"))
    assert likely_kind(doc, Place(0, 0), Place(0, 5)) is AdKind.PRE_ROLL
    assert likely_kind(doc, Place(0, 8), Place(0, 12)) is AdKind.MID_ROLL
    assert likely_kind(doc, Place(0, 15), Place(0, 19)) is AdKind.POST_ROLL


def test_an_ad_survives_joining_and_splitting(edits):
    doc = document("A: a [1 b 1] | B: [1 c 1] d")
    joined = join_turns(doc, 0).apply_to(doc)
    check(joined)
    assert picture(joined) == "A: a [1 b c 1] d"


def test_an_ad_is_marked_with_what_is_known_of_it():
    doc = document("A: a b | B: c d")
    patch = mark_ad(doc, Place(1, 0), Place(1, 0), AdKind.HOUSE, "Acme")
    after = patch.apply_to(doc)
    assert picture(after) == "A: a b | B: [1 c 1] d"
    assert after.ads == (AdRead(ONE, AdKind.HOUSE, "Acme"),)
    assert (patch.at, len(patch.old)) == (1, 1)
    unsaid = mark_ad(doc, Place(0, 0), Place(0, 0)).apply_to(doc)
    assert unsaid.ads == (AdRead(ONE, AdKind.PRE_ROLL, ""),)


def test_marking_touches_no_turn_that_it_does_not_change():
    doc = document("A: [1 a | B: [1 b 1] c | A: d")
    patch = resize_ad(doc, ONE, Place(0, 0), Place(1, 1))
    assert (patch.at, len(patch.old)) == (0, 2)
    assert patch.new[0] is doc.turns[0]


def test_an_ad_inside_another_stays_when_that_one_goes_or_shrinks(edits):
    before = "A: [1 a 1] [2 b 2] [1 c 1] d"
    edits(before, unmark_ad, ONE, gives="A: a [2 b 2] c d")
    edits(before, resize_ad, ONE, Place(0, 0), Place(0, 0), gives="A: [1 a 1] [2 b 2] c d")


def test_resizing_leaves_the_tables_alone():
    doc = document("A: [1 a b 1] c")
    assert resize_ad(doc, ONE, Place(0, 0), Place(0, 0)).tables is None


def test_only_the_ad_that_is_described_changes():
    doc = document("A: [1 a 1] [2 b 2]")
    after = describe_ad(doc, ONE, AdKind.HOUSE, "Acme").apply_to(doc)
    assert after.ads[1] == doc.ads[1]


def test_the_last_word_of_a_selection_counts():
    doc = document("A: [1 a 1] b")
    assert ad_of_selection(doc, Place(0, 0), Place(0, 1)) is None


def test_a_tenth_of_the_words_is_the_beginning_and_the_end():
    doc = document("A: 1 2 3 4 5 | B: 6 7 8 9 10 | A: 11 12 13 14 15 | B: 16 17 18 19 20")
    assert likely_kind(doc, Place(0, 2), Place(1, 0)) is AdKind.PRE_ROLL
    assert likely_kind(doc, Place(0, 3), Place(1, 0)) is AdKind.MID_ROLL
    assert likely_kind(doc, Place(2, 0), Place(3, 1)) is AdKind.MID_ROLL
    assert likely_kind(doc, Place(2, 0), Place(3, 2)) is AdKind.POST_ROLL
