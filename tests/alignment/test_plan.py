from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from made_slots import heard, rough

from editor.alignment.plan import Plan, make_plan

WORDS = st.lists(
    st.sampled_from(["bagoto", "tremil", "vunesk", "lamp", "10,000", "—"]), max_size=25
)


def words(text: str) -> list[str]:
    return text.split()


def shape(plan: Plan) -> list[list[tuple[str, str]]]:
    return [
        [
            (slot.given.text if slot.given else "", " ".join(word.text for word in slot.heard))
            for slot in row
        ]
        for row in plan.windows
    ]


def test_what_was_heard_as_given() -> None:
    plan = make_plan(["Ten", "lamps,", "$5."], heard("ten lamps five dollars"), 1)
    assert shape(plan) == [[("Ten", "ten"), ("lamps,", "lamps"), ("$5.", "five dollars")]]
    assert all(slot.same for slot in plan.windows[0])
    assert [slot.at for slot in plan.windows[0]] == [0, 400, 800]


def test_a_word_heard_differently_stands_against_it() -> None:
    plan = make_plan(words("we saw the yesterday at night"), heard("we saw the lamp at night"), 1)
    assert shape(plan)[0][3] == ("yesterday", "lamp")
    assert not plan.windows[0][3].same


def test_a_name_heard_as_several_words_has_all_of_them() -> None:
    given_ = words("he met Quillfeather there and then")
    plan = make_plan(given_, heard("he met quill fedda there and then"), 1)
    assert ("Quillfeather", "quill fedda") in shape(plan)[0]


def test_a_word_that_the_text_lacks_is_not_part_of_a_wrong_one() -> None:
    plan = make_plan(words("in the box next door"), heard("in the built the next door"), 1)
    assert ("box", "the") in shape(plan)[0]
    assert ("", "built") in shape(plan)[0]


def test_two_words_heard_as_one_share_it() -> None:
    plan = make_plan(words("in the Lamp Room tonight"), heard("in the lamproom tonight"), 1)
    lamp, room = plan.windows[0][2:4]
    assert lamp.same
    assert room.same
    assert [(w.text, w.start, w.end) for w in (*lamp.heard, *room.heard)] == [
        ("Lamp", 800, 950), ("Room", 950, 1100),
    ]  # fmt: skip
    assert len(plan.windows[0]) == 5


def test_hyphens_make_no_difference() -> None:
    plan = make_plan(words("yes uh huh indeed"), heard("yes uh-huh indeed"), 1)
    assert shape(plan)[0][1:3] == [("uh", "uh"), ("huh", "huh")]
    assert all(slot.same for slot in plan.windows[0])


def test_extra_and_unheard_words_have_slots_of_their_own() -> None:
    given_ = words("so the very old keeper went home")
    plan = make_plan(given_, heard("so the old keeper then went home"), 1)
    assert ("very", "") in shape(plan)[0]
    assert ("", "then") in shape(plan)[0]
    assert plan.windows[0][2].at is None


def test_a_long_unheard_run_without_room_has_no_sound() -> None:
    ad = words("this show is supported by nobody at all")
    given_ = ["one", "small", "lamp", *ad, "burns", "all", "night"]
    plan = make_plan(given_, heard("one small lamp burns all night"), 1)
    assert plan.silent == tuple(range(3, 11))


def test_a_long_unheard_run_in_a_pause_may_be_there() -> None:
    line = words("this show is supported by")
    given_ = ["one", "small", "lamp", *line, "burns", "all", "night"]
    sound = [*heard("one small lamp"), *heard("burns all night", begin=9000)]
    plan = make_plan(given_, sound, 1)
    assert plan.silent == ()
    assert len(plan.windows[0]) == 11


def test_unheard_words_before_everything() -> None:
    page = words("Transcript Share Download Subscribe Now")
    plan = make_plan([*page, "one", "small", "lamp"], heard("one small lamp"), 1)
    assert plan.silent == (0, 1, 2, 3, 4)
    plan = make_plan(["Oh", "one", "small", "lamp"], heard("one small lamp"), 1)
    assert shape(plan)[0][0] == ("Oh", "")


def test_windows_keep_their_words() -> None:
    sound = [*heard("one small lamp"), *heard("burns all night", window=1, begin=5000)]
    plan = make_plan(words("one small lamp burns all night"), sound, 3)
    assert [len(row) for row in plan.windows] == [3, 3, 0]


def test_nothing_heard_and_nothing_given() -> None:
    assert make_plan(["a", "b"], [], 2) == Plan(((), ()), (0, 1))
    assert make_plan([], [rough("a")], 1).windows[0][0].given is None


@given(WORDS, WORDS)
def test_every_given_word_is_in_one_place(given_: list[str], said: list[str]) -> None:
    sound = [rough(word, 400 * k, window=k // 10) for k, word in enumerate(said)]
    plan = make_plan(given_, sound, 3)
    slots = [slot for row in plan.windows for slot in row]
    numbers = [slot.given.number for slot in slots if slot.given]
    assert sorted([*numbers, *plan.silent]) == list(range(len(given_)))
    ends = {word.start: word.end for word in sound}
    for slot in slots:
        for word in slot.heard:
            begin = word.start // 400 * 400
            assert begin <= word.start <= word.end <= ends[begin]
