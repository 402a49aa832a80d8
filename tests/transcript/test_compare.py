from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from notation import document, picture

from editor.transcript.compare import (
    Difference,
    differences,
    go_back,
    summary,
    with_known_times,
)
from editor.transcript.document import check
from editor.transcript.session import Session
from editor.transcript.speakers import rename_speaker
from editor.transcript.text_edits import join_turns, retext, split_turn
from editor.transcript.words import Timing

TALK = "A: one@0 two@300 | B: three@600 four@900 | A: five@1200 [1 six@1500 1]"


def test_equal_documents_have_no_differences():
    talk = document(TALK)
    assert differences(talk, document(TALK)) == ()
    assert summary(talk, document(TALK)) == "The same as now."


def test_a_corrected_turn_is_told_alone():
    talk = document(TALK)
    names = {row.id: row.name for row in talk.speakers}
    changed = retext(talk, 1, 1, ["three for"]).apply_to(talk)
    name = names[talk.turns[1].speaker]
    assert differences(talk, changed) == (
        Difference(1, (f"{name}: three four",), (f"{name}: three for",)),
    )
    assert summary(talk, changed) == "Than now: 1 turn reads differently."


def test_split_and_removed_turns_are_stretches():
    talk = document(TALK)
    split = split_turn(talk, 0, 4).apply_to(talk)
    (row,) = differences(talk, split)
    assert (row.at, len(row.before), len(row.after)) == (0, 1, 2)
    (row,) = differences(split, talk)
    assert (len(row.before), len(row.after)) == (2, 1)
    shorter = retext(talk, 0, 3, ["one two", "three four"]).apply_to(talk)
    assert "2 words less" in summary(talk, shorter)


def test_a_renamed_speaker_reads_differently_everywhere():
    talk = document(TALK)
    renamed = rename_speaker(talk, talk.speakers[0].id, "Zoe").apply_to(talk)
    assert [row.at for row in differences(talk, renamed)] == [0, 2]


def test_ad_reads_more_and_less_are_counted():
    talk = document(TALK)
    plain, two = document("A: a b"), document("A: [1 a 1] [2 b 2]")
    without = document("A: one@0 two@300 | B: three@600 four@900 | A: five@1200 six@1500")
    assert summary(talk, without) == "Than now: 1 ad read less."
    assert summary(plain, two) == "Than now: 2 ad reads more."


def test_moved_times_alone_are_said():
    talk = document(TALK)
    other = document(TALK.replace("@1500", "@1510"))
    assert differences(talk, other) == ()
    assert summary(talk, other) == "The same text as now; only times or ad reads differ."


EDITS = st.lists(
    st.tuples(st.sampled_from(["retext", "split", "join", "rename"]), st.integers(0, 9)), max_size=8
)


@given(EDITS)
def test_going_back_is_one_patch_and_undone_as_one(edits):
    start = document(TALK)
    session = Session(start)
    for what, number in edits:
        now = session.document
        at = number % len(now.turns)
        if what == "retext":
            session.apply(retext(now, at, 1, [f"word {number}"]))
        elif what == "split":
            session.apply(split_turn(now, at, min(number, len(now.turns[at].text))))
        elif what == "join" and at + 1 < len(now.turns):
            session.apply(join_turns(now, at))
        elif what == "rename":
            session.apply(rename_speaker(now, now.speakers[0].id, f"Name {number}"))
    later = session.document
    session.apply(go_back(later, start, "Go back"))
    assert session.document == start
    check(session.document)
    session.undo()
    assert session.document == later or later == start


def test_going_back_changes_only_what_differs():
    talk = document(TALK)
    changed = retext(talk, 1, 1, ["other"]).apply_to(talk)
    patch = go_back(changed, talk, "Go back")
    assert (patch.at, len(patch.old), len(patch.new), patch.tables) == (1, 1, 1, None)


def test_the_import_gets_the_times_that_its_words_have_by_now():
    aligned = document("A: so@0 it@200 ends@300 here@600 | B: yes@900")
    imported = document("A: so it begins here | B: yes | A: more")
    back = with_known_times(imported, aligned)
    assert [(word.text, word.timing) for word in back.turns[0].words] == [
        ("so", aligned.turns[0].words[0].timing),
        ("it", aligned.turns[0].words[1].timing),
        ("begins", Timing.NONE),
        ("here", aligned.turns[0].words[3].timing),
    ]
    assert picture(back.turns[1:2] and back).count("|") == 2
    assert not back.turns[2].words[0].timed
    check(back)


def test_an_import_that_brings_times_keeps_its_own():
    aligned = document("A: one@0 two@300 | B: three@600")
    imported = document("A: one@50 two | B: three")
    back = with_known_times(imported, aligned)
    assert back.turns[0] == imported.turns[0]
    assert back.turns[1].words[0].start == 600
