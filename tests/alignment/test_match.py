from __future__ import annotations

import random
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from editor.alignment.best_pairs import best_pairs
from editor.alignment.match import MIN_MOVED, Pair, match

# Words that look and sound like none of the others.
VOCABULARY = [
    "bagoto", "tremil", "vunesk", "zorphy", "quist", "halmer", "ginwod", "pluckt", "frebas",
    "yonder", "lamp", "keeper", "north", "island", "seven", "water", "question", "morning",
]  # fmt: skip
WORDS = st.sampled_from(VOCABULARY)


def story(count: int, seed: int = 1) -> list[str]:
    rng = random.Random(seed)
    return [
        f"{rng.choice(VOCABULARY)}{rng.choice('aeiou')}{rng.choice('bdgkl')}" for _ in range(count)
    ]


def as_dict(pairs: tuple[Pair, ...]) -> dict[int, int]:
    return {pair.given: pair.heard for pair in pairs}


def test_equal_texts_match_word_by_word() -> None:
    words = story(300)
    assert as_dict(match(words, words)) == {k: k for k in range(300)}


def test_nothing_matches_nothing() -> None:
    assert match([], []) == ()
    assert match(["a"], []) == ()
    assert match([], ["a"]) == ()


def test_misheard_words_are_paired_in_place() -> None:
    given_ = ["so", "the", "keeper", "of", "harbour", "light", "went", "home"]
    heard = ["so", "the", "keepers", "of", "harbor", "lied", "went", "home"]
    found = match(given_, heard)
    assert as_dict(found) == {k: k for k in range(8)}
    assert found[0].similarity == 1
    assert 0.5 < found[2].similarity < 1


def test_an_ad_only_in_the_text_stays_alone_and_moves_nothing() -> None:
    words, ad = story(200), story(60, seed=2)
    text = [*words[:100], *ad, *words[100:]]
    assert as_dict(match(text, words)) == {
        **{k: k for k in range(100)},
        **{k + 60: k for k in range(100, 200)},
    }


def test_a_minute_only_in_the_sound_stays_alone_and_moves_nothing() -> None:
    words, more = story(200), story(150, seed=3)
    sound = [*words[:120], *more, *words[120:]]
    found = as_dict(match(words, sound))
    assert found == {**{k: k for k in range(120)}, **{k: k + 150 for k in range(120, 200)}}


def test_of_a_doubled_line_the_first_copy_is_spoken() -> None:
    words = story(60)
    text = [*words[:30], *words[20:30], *words[30:]]
    found = as_dict(match(text, words))
    assert found == {**{k: k for k in range(30)}, **{k + 10: k for k in range(30, 60)}}


def test_of_a_doubled_line_with_a_lone_word_before_it_too() -> None:
    words = story(60)
    text = [*words[:20], "unheard", *words[20:30], *words[20:30], *words[30:]]
    found = as_dict(match(text, words))
    assert [found.get(k) for k in range(20, 31)] == [None, *range(20, 30)]
    assert all(k not in found for k in range(31, 41))


def test_a_doubled_line_with_a_word_changed_in_both_copies() -> None:
    """A word that fits the first copy better does not make the second one the spoken one."""
    said = "nobody at the harbour noticed i was delighted when i first saw the watch they did it"
    line = "nobody at the harbour noticed i'd is delighted when i first saw the"
    found = as_dict(
        match([*line.split(), *line.split(), "watch", "they", "did", "it"], said.split())
    )
    copy = len(line.split())
    assert found == {k: k for k in range(copy)} | {2 * copy + k: copy + k for k in range(4)}


def test_a_word_amid_an_unspoken_ad_is_not_taken_for_one_that_is_said_there() -> None:
    words, ad = story(60), story(40, seed=2)
    ad[20] = words[30]
    text = [*words[:30], *ad, *words[31:]]
    assert as_dict(match(text, words)) == {
        **{k: k for k in range(30)},
        **{k + 39: k for k in range(31, 60)},
    }


def test_lines_in_another_order_are_found() -> None:
    words = story(120)
    text = [*words[:40], *words[60:75], *words[40:60], *words[75:]]
    found = as_dict(match(text, words))
    assert all(words[h] == text[g] for g, h in found.items())
    assert len(found) == 120


def test_a_leftover_line_is_used_once() -> None:
    words = story(90)
    line = story(12, seed=9)
    text = [*words[:30], *words[30:60], *line, *words[60:], *line]
    sound = [*line, *words]
    found = match(text, sound)
    assert len({pair.heard for pair in found}) == len(found)


def test_a_transcript_of_something_else_hardly_matches() -> None:
    found = match(story(300), [word + "xyzzq" for word in reversed(story(300, seed=8))])
    assert sum(pair.similarity > 0.9 for pair in found) == 0


def test_too_much_of_both_without_anchors_is_left_alone() -> None:
    assert match(["one"] * 2500, ["one"] * 2500) == ()


def test_large_boxes_are_compared_for_equality_only() -> None:
    # No run of two is equal, so there are no anchors.
    words = [f"bagoto{k:03}lamp" for k in range(240)]
    almost = [word + "s" for word in words]
    almost[100] = words[100]
    assert {pair.similarity for pair in match(words, almost)} <= {0, 1}
    assert all(0.9 < pair.similarity < 1 for pair in match(words[:20], almost[:20]))


def check_shape(given_: list[str], heard: list[str]) -> tuple[Pair, ...]:
    found = match(given_, heard)
    assert len({pair.given for pair in found}) == len(found)
    assert [pair.heard for pair in found] == sorted({pair.heard for pair in found})
    assert all(0 <= pair.given < len(given_) and 0 <= pair.heard < len(heard) for pair in found)
    return found


@given(st.lists(WORDS, max_size=60), st.lists(WORDS, max_size=60))
def test_each_atom_is_in_one_pair_at_most(given_: list[str], heard: list[str]) -> None:
    check_shape(given_, heard)


@given(st.lists(WORDS, max_size=3), st.lists(WORDS, max_size=30))
def test_short_texts_keep_their_order(given_: list[str], heard: list[str]) -> None:
    assert len(given_) < MIN_MOVED
    found = check_shape(given_, heard)
    assert all(a.given < b.given for a, b in pairwise(found))


@settings(max_examples=40)
@given(st.data())
def test_one_wrong_stretch_moves_no_word_outside_it(data: st.DataObject) -> None:
    words = story(160, seed=data.draw(st.integers(0, 50)))
    start = data.draw(st.integers(20, 100))
    length = data.draw(st.integers(0, 40))
    instead = data.draw(st.lists(st.sampled_from(["qqqq", "xxxx", "jjjj", "vvvv"]), max_size=60))
    text = [*words[:start], *instead, *words[start + length :]]
    found = as_dict(match(text, words))
    margin = 2  # beside the wrong stretch a word may be taken for its neighbour
    for k in range(start - margin):
        assert found[k] == k
    shift = length - len(instead)
    for k in range(start + len(instead) + margin, len(text)):
        assert found[k] == k + shift


def test_a_few_words_amid_much_text_are_paired_near_its_ends_only() -> None:
    """While an episode is heard, hours of text wait behind the last words."""
    text = ["bagoto"] * 8000
    text[5] = text[7990] = "keeper"
    text[4000] = "lamp"
    assert best_pairs(text, ["keeper", "tremil", "keeper"])[0] == (5, 0, 1.0)
    assert best_pairs(text, ["keeper", "tremil", "keeper"])[-1] == (7990, 2, 1.0)
    assert not [alike for _, _, alike in best_pairs(text, ["lamp"]) if alike == 1]
