"""What is proposed as an ad read, and what is not."""

from __future__ import annotations

import pytest
from notation import document, picture

from editor.alignment.aligner import HeardWord
from editor.review.ad_cues import cues_for, parse_cues
from editor.review.ad_proposals import AdFinder
from editor.review.ad_queue import AdQueue, accept
from editor.review.anchors import Anchor
from editor.review.doubts import Doubt, Kind
from editor.review.memory import Memory, is_row
from editor.review.show_memory import AdText
from editor.transcript.document import AdKind, Place, Tables, Transcript, Turn, TurnId, check
from editor.transcript.session import Session
from editor.transcript.text_edits import retext
from editor.transcript.words import words_of

TALK = (
    "The keeper climbed the stairs twice a night. He wrote the weather into a book. Nobody read it "
    "until the tower was sold. There were forty years in it."
)
AD = (
    "This show is brought to you by Slow Post. You write on your phone, and they print it. My aunt "
    "has kept every one of mine. Use the code LAMP for 20% off at slowpost.example."
)
PROMO = (
    "Please leave us a review wherever you get your podcasts, and become a member at patreon.com."
)


def episode(*texts: str) -> Transcript:
    turns = [Turn(TurnId(n), None, words_of(text)) for n, text in enumerate(texts, 1)]
    return Transcript(tuple(turns), Tables())


def found(doc: Transcript, known=(), gaps=()):
    return AdFinder(cues_for(doc.language), known).proposals(doc, gaps)


def queue(doc: Transcript, memory: Memory | None = None, gaps=()) -> tuple[Session, AdQueue]:
    session = Session(doc)
    ads = AdQueue(session, memory or Memory({}), lambda: gaps, lambda: None)
    session.subscribe(lambda *_: ads.forget())
    return session, ads


def test_a_read_is_proposed_from_its_first_to_its_last_sentence():
    (proposal,) = found(episode(TALK, f"{TALK} {AD} {TALK}", TALK))
    assert proposal.text == AD
    assert proposal.sponsor == "Slow Post"
    assert proposal.kind is AdKind.MID_ROLL
    start = len(TALK.split())
    assert proposal.first == Place(1, start)
    assert proposal.last == Place(1, start + len(AD.split()) - 1)


@pytest.mark.parametrize(
    ("texts", "kind"),
    [((AD, *[TALK] * 12), AdKind.PRE_ROLL), ((*[TALK] * 12, AD), AdKind.POST_ROLL)],
)
def test_the_place_in_the_episode_says_what_kind_it_is(texts, kind):
    (proposal,) = found(episode(*texts))
    assert proposal.kind is kind


def test_a_promo_of_the_show_itself_is_told_apart():
    (proposal,) = found(episode(TALK, PROMO, TALK))
    assert (proposal.kind, proposal.sponsor) == (AdKind.HOUSE, "")


def test_talk_that_uses_a_word_of_ads_is_left_alone():
    odd = "They gave him 20% off the price of the printing press. You can visit it today."
    assert not found(episode(TALK, odd, TALK))


def test_the_talk_after_an_ad_is_not_part_of_it():
    hello = "Hello and welcome to Small Hours, where Slow Post is nobody we know."
    (proposal,) = found(episode(f"{AD} {hello} {TALK}"))
    assert proposal.text == AD


def test_two_ads_in_a_row_are_two_proposals():
    other = (
        "And this episode is sponsored by Moss and Daughter. Good boots last. Find yours at "
        "mossanddaughter.example, with free shipping."
    )
    both = found(episode(TALK, f"{AD} {other}", TALK))
    assert [proposal.sponsor for proposal in both] == ["Slow Post", "Moss and Daughter"]


def test_words_that_are_marked_already_are_not_proposed():
    words = AD.split()
    doc = document(f"A: {TALK} | B: [1 {AD} 1] | A: {TALK}")
    assert len(doc.turns[1].words) == len(words)
    assert not found(doc)


def test_the_sponsor_may_be_known_by_the_address_alone():
    text = "Free trial for our listeners. Slow Post prints your letters. Visit slowpost.com today."
    (proposal,) = found(episode(TALK, text, TALK))
    assert proposal.sponsor == "Slow Post"
    text = "Sign up today at gridway.com slash hours for 20% off. Terms apply."
    assert found(episode(TALK, text, TALK))[0].sponsor == "Gridway"


def test_an_ad_of_an_earlier_episode_is_known_again_though_some_words_differ():
    text = (
        "Boots by hand since 1911, from the two of them in the yard behind the church. They are "
        "heavy, and they do not leak, and the laces are as long as my arm."
    )
    again = text.replace("1911", "1912").replace("heavy", "rather heavy")
    assert not found(episode(TALK, again, TALK))
    known = AdText("Moss and Daughter", AdKind.MID_ROLL, text)
    (proposal,) = found(episode(TALK, again, TALK), [known])
    assert (proposal.sponsor, proposal.text) == ("Moss and Daughter", again)


def test_german_has_phrases_of_its_own_and_other_languages_addresses():
    text = "Diese Folge wird präsentiert von Kessel. Mit dem Code LAMPE gibt es 20 % Rabatt."
    german = Transcript(episode(TALK, text, TALK).turns, language="de-AT")
    (proposal,) = found(german)
    assert proposal.sponsor == "Kessel"
    assert set(cues_for("fi").phrases) == {"address", "strong"}
    assert parse_cues({}, "en").sound_of(AD).score == 0


# -- speech that the text does not have ------------------------------------------------------------


def gap(doc: Transcript, at: int, text: str, ms: int = 400) -> Doubt:
    heard = tuple(
        HeardWord(word, 1000 + n * ms, 1000 + n * ms + ms, 90)
        for n, word in enumerate(text.split())
    )
    anchor = Anchor(doc.turns[0].id, at, at)
    return Doubt(Kind.SOUND_WITHOUT_TEXT, anchor, (), tuple(text.split()), heard, 90)


def test_a_long_stretch_of_speech_without_text_may_be_an_inserted_ad():
    doc = episode("one two", TALK)
    long = " ".join(["word"] * 40)
    (proposal,) = found(doc, gaps=[gap(doc, 1, long)])
    assert (proposal.first, proposal.text) == (Place(0, 1), long)
    assert not found(doc, gaps=[gap(doc, 1, "a few words only")])


def test_a_short_one_that_sounds_like_an_ad_is_proposed_as_well():
    doc = episode("one two", TALK)
    (proposal,) = found(doc, gaps=[gap(doc, 2, "Brought to you by Slow Post, at slowpost.com.")])
    assert proposal.sponsor == "Slow Post"


def test_accepting_it_puts_the_heard_words_in_as_an_ad_in_one_step():
    doc = episode("one two", TALK)
    long = " ".join(["word"] * 40)
    session, ads = queue(doc, gaps=[gap(doc, 1, long)])
    session.apply(accept(session.document, ads.shown[0]))
    check(session.document)
    (span,) = session.document.ad_spans
    assert (span.first, span.last) == (Place(0, 1), Place(0, 40))
    assert session.document.word(Place(0, 1)).start == 1000
    session.undo()
    assert session.document == doc


# -- deciding --------------------------------------------------------------------------------------


def test_accepting_marks_kind_and_sponsor_and_takes_it_off_the_list():
    session, ads = queue(episode(TALK, AD, TALK))
    session.apply(accept(session.document, ads.shown[0]))
    (row,) = session.document.ads
    assert (row.kind, row.sponsor) == (AdKind.MID_ROLL, "Slow Post")
    assert not ads.shown
    session.undo()
    assert len(ads.shown) == 1


def test_a_dismissed_one_is_never_proposed_again_even_when_opened_again_and_edited():
    memory = Memory({})
    session, ads = queue(episode(TALK, AD, TALK), memory)
    ads.dismiss(ads.shown[0])
    assert not ads.shown
    changed = AD.replace("print it", "print it all")
    session.apply(retext(session.document, 1, 1, [changed]))
    assert not ads.shown
    rows = memory.take_unsaved()
    assert all(map(is_row, rows))
    _, again = queue(session.document, Memory(rows))
    assert not again.shown


def test_a_damaged_list_of_dismissals_costs_a_question_asked_twice():
    _, ads = queue(episode(TALK, AD, TALK), Memory({"review_not_ads": "[1,"}))
    assert len(ads.shown) == 1


def test_next_and_previous_go_round():
    _, ads = queue(episode(AD, TALK, TALK, AD))
    first, second = ads.shown
    assert ads.next(Place(0, 0)) == second
    assert ads.next(Place(3, 0)) == first
    assert ads.previous(Place(0, 0)) == second
    assert ads.previous(Place(2, 0)) == first
    assert ads.at(Place(0, 3)) == first
    assert ads.at(Place(1, 3)) is None


def test_looking_in_parts_gives_the_same():
    doc = episode(*[TALK] * 150, AD, *[TALK] * 150)
    session, ads = queue(doc)
    steps = 0
    while not ads.look_on():
        steps += 1
    assert steps >= 7
    assert ads.shown == found(doc)
    session.apply(retext(session.document, 0, 1, [f"{TALK} More."]))
    assert ads.look_on()
    assert [p.text for p in ads.shown] == [AD]


def test_turns_before_may_come_and_go():
    session, ads = queue(episode(TALK, TALK, AD, TALK))
    assert ads.shown[0].first == Place(2, 0)
    session.apply(retext(session.document, 0, 2, [TALK]))
    assert ads.shown[0].first == Place(1, 0)
    assert picture(session.document).count("brought") == 1
