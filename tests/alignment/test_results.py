from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from editor.alignment.aligner import WITHOUT_SOUND, WordTime
from editor.alignment.results import apply_times
from editor.transcript.document import Turn, TurnId, check_turn
from editor.transcript.words import Match, Timing, Word, words_of

FOUND = Match.MATCHED


def at(start: int, end: int) -> WordTime:
    return WordTime(start, end, 90, FOUND, 80)


def times(words: tuple[Word, ...]) -> list[tuple[int, int]]:
    return [(word.start, word.end) for word in words]


def test_results_go_to_their_words() -> None:
    words = apply_times(words_of("a b c"), 1, [at(100, 200), WITHOUT_SOUND, at(9, 9)])
    assert words[0].timing is Timing.NONE
    assert words[1] == Word("b", 100, 200, Timing.MEASURED, 90, None, FOUND, 80)
    assert words[2] == Word("c", match=Match.NO_SOUND)
    assert len(words) == 3


def test_an_uncertain_word_is_estimated() -> None:
    (word,) = apply_times(words_of("a"), 0, [WordTime(1, 2, 30, Match.UNCERTAIN, 5)])
    assert word.timing is Timing.ESTIMATED


def test_hand_set_words_never_move_and_others_give_way() -> None:
    hand = Word("b", 500, 600, Timing.HAND, 100)
    words = apply_times((Word("a"), hand, Word("c")), 0, [at(400, 550), at(0, 1), at(590, 700)])
    assert words[1] == hand
    assert times(words) == [(400, 500), (500, 600), (600, 700)]


def test_a_word_on_the_wrong_side_of_a_hand_set_one_is_estimated() -> None:
    hand = Word("b", 500, 600, Timing.HAND)
    words = apply_times((Word("a"), hand, Word("c")), 0, [at(900, 950), at(0, 0), at(100, 200)])
    assert words[0].timing is words[2].timing is Timing.ESTIMATED
    assert times(words) == [(500, 500), (500, 600), (600, 600)]


def test_a_word_out_of_order_is_estimated_between_its_neighbours() -> None:
    words = apply_times(words_of("a b c"), 0, [at(0, 100), at(5000, 5100), at(300, 400)])
    assert times(words) == [(0, 100), (100, 300), (300, 400)]
    assert words[1].timing is Timing.ESTIMATED


TIME = st.builds(
    lambda start, length: at(start, start + length), st.integers(-20, 300), st.integers(-5, 60)
)
HAND = st.lists(st.booleans(), min_size=8, max_size=8)


@given(st.lists(TIME | st.just(WITHOUT_SOUND), max_size=10), HAND, st.integers(0, 3))
def test_turns_stay_valid_and_hands_unmoved(
    found: list[WordTime], hand: list[bool], first: int
) -> None:
    words = tuple(
        Word("w", 30 * k, 30 * k + 20, Timing.HAND) if is_hand else Word("w")
        for k, is_hand in enumerate(hand)
    )
    changed = apply_times(words, first, found)
    check_turn(Turn(TurnId(1), None, changed))
    assert [w for w in changed if w.timing is Timing.HAND] == [w for w in words if w.timed]
    again = apply_times(changed, first, found)
    check_turn(Turn(TurnId(1), None, again))
