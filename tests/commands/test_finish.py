"""What is still open: each sort, where it is, and what is said of it before an export."""

from __future__ import annotations

from dataclasses import replace

from desk_stand_in import Desk
from notation import document as drawn

from editor.alignment.aligner import HEARD_DIFFERENTLY, Heard, HeardWord
from editor.alignment.pieces import pieces_of
from editor.commands.all import registry
from editor.commands.finish import Open, open_items, summary
from editor.formats.cues import Captions, CueProblem, build_cues
from editor.formats.exceptions import NO_EFFECT
from editor.formats.profile import Profile
from editor.review.evidence import gather
from editor.review.queue import ReviewQueue
from editor.transcript.ads import describe_ad
from editor.transcript.document import AdKind, Place, Transcript
from editor.transcript.session import Session
from editor.transcript.words import Match

TALK = drawn("A: One@0-900 two@1000-1900 three@2000-2900 | ?: four@3000-3900 five@4000-4900")
ALL = ((0, 60_000),)


def found(document: Transcript, heard=ALL, captions=None):
    return open_items(document, heard, ReviewQueue(Session(document)), captions)


def test_a_finished_episode_has_nothing_open():
    assert found(drawn("A: One@0 two@300")) == {}
    assert summary({}) == ""


def test_turns_that_nobody_is_named_for():
    (item,) = found(TALK)[Open.UNLABELLED]
    assert (item.place, item.moment, item.text) == (Place(1, 0), 3000, "four five")
    assert found(drawn("?: | A: One@0")) == {}


def test_turns_are_missed_as_not_reviewed_only_where_marks_are_used():
    assert Open.UNREVIEWED not in found(TALK)
    first = replace(TALK.turns[0], reviewed=True)
    marked = Transcript((first, *TALK.turns[1:]), TALK.tables, TALK.language)
    assert [item.place for item in found(marked)[Open.UNREVIEWED]] == [Place(1, 0)]


def test_parts_that_were_never_played():
    def parts(*heard):
        items = found(TALK, heard).get(Open.UNHEARD, ())
        return [(item.place, item.moment, item.length) for item in items]

    assert parts() == [(Place(0, 0), 0, 4900)]
    assert parts((0, 5000)) == []
    assert parts((0, 1800)) == [(Place(0, 2), 2000, 2900)]
    assert parts((0, 900), (2000, 5000)) == [], "one word is too little to mention"
    assert parts((2500, 2950)) == [(Place(0, 0), 0, 4900)]
    far = drawn("A: a@0-2500 b@9000-12000")
    items = found(far, ())[Open.UNHEARD]
    assert [(item.moment, item.length) for item in items] == [(0, 2500), (9000, 3000)]


def test_what_is_heard_is_told_by_the_middle_of_a_word():
    document = drawn("A: One@0-4000")
    assert Open.UNHEARD in found(document, ((0, 1900),))
    assert Open.UNHEARD not in found(document, ((0, 2100),))


def test_doubts_with_what_they_say():
    document = drawn("A: One@0 two@300 three@600 four@900")
    words = tuple(
        word._replace(match=Match.UNCERTAIN if at == 2 else Match.MATCHED, likelihood=5)
        for at, word in enumerate(document.turns[0].words)
    )
    document = Transcript((replace(document.turns[0], words=words),), document.tables)
    queue = ReviewQueue(Session(document))
    heard = (HeardWord("trees", 600, 800, 99),)
    event = Heard(1, HEARD_DIFFERENTLY, 600, 800, heard, 2, 2)
    queue.take(gather(pieces_of(document, [0]), [event]))
    (item,) = open_items(document, ALL, queue, None)[Open.DOUBT]
    assert (item.place, item.moment) == (Place(0, 2), 600)
    assert item.text == "“three” was heard as “trees”."


def test_captions_over_a_limit_once_each():
    made = build_cues(TALK, Profile("podcast", "Podcast"))
    problems = (
        CueProblem(0, "rate", "Too fast."), CueProblem(0, "length", "Too long."),
        CueProblem(0, NO_EFFECT, "Nothing."), CueProblem(99, "rate", "Gone."),
    )  # fmt: skip
    captions = Captions(made.cues, problems)
    (item,) = found(TALK, captions=captions)[Open.CAPTION]
    assert (item.place, item.text) == (made.cues[0].first, "Too fast. Too long.")


def test_ads_without_sponsor_but_for_house_promos():
    document = drawn("A: [1 Buy@0 tea 1] or not")
    (item,) = found(document)[Open.AD]
    assert (item.place, item.text) == (Place(0, 0), "mid-roll: Buy tea or not")
    for kind, sponsor in ((AdKind.HOUSE, ""), (AdKind.MID_ROLL, "Harbour Kettle")):
        session = Session(document)
        session.apply(describe_ad(document, document.ads[0].id, kind, sponsor))
        assert found(session.document) == {}


def test_the_sentence_before_an_export():
    document = drawn("A: [1 Buy@0-70000 tea 1] | ?: One@70000-90000 | ?: two@90000-91000")
    assert summary(found(document, ())) == (
        "Still open: 2 turns without speaker, 2 min not heard, 1 ad read without sponsor."
    )
    assert summary(found(TALK, ())) == ("Still open: 1 turn without speaker, a little not heard.")


def test_long_texts_are_cut():
    document = drawn("?: " + "word " * 40)
    (item,) = found(document)[Open.UNLABELLED]
    assert len(item.text) <= 48
    assert item.text.endswith("…")


def test_the_command_shows_it():
    desk = Desk(TALK)
    registry()["review.finish"].run(desk)
    assert desk.panels.calls == [("show_finish",)]
