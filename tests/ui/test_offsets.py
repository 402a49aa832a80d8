"""The arithmetic between the widget's text and the document's, for any text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.ui.offsets import (
    apart,
    common_ends,
    index_of_unit,
    moved,
    next_word,
    plain_lines,
    to_model,
    to_widget,
    units,
    word_at,
    word_spans,
)

RAW = st.text(alphabet="ab \t\u00a0\u00e9\U0001f41d\u3000", max_size=30)


def cut(raw: str, start: int, end: int) -> str:
    return raw.encode("utf-16-le")[2 * start : 2 * end].decode("utf-16-le")


@given(RAW)
def test_spans_are_the_words(raw):
    assert [cut(raw, start, end) for start, end in word_spans(raw)] == raw.split()


@given(RAW, st.data())
def test_an_offset_of_the_document_survives_the_way_through_the_widget(raw, data):
    tidy = " ".join(raw.split())
    offset = data.draw(st.integers(0, len(tidy)))
    there = to_widget(raw, offset)
    assert to_model(raw, there) == offset
    # The same letters stand right of the caret in both texts.
    rest = cut(raw, there, units(raw)).split()
    assert rest == tidy[offset:].split()


@given(RAW, st.data())
def test_an_offset_of_the_widget_means_a_place_in_the_document(raw, data):
    index = data.draw(st.integers(0, len(raw)))
    tidy = " ".join(raw.split())
    offset = to_model(raw, units(raw[:index]))
    assert 0 <= offset <= len(tidy)
    assert tidy[:offset].split() == raw[:index].split()


@given(RAW)
def test_units_and_indices_are_inverse(raw):
    for index in range(len(raw) + 1):
        assert index_of_unit(raw, units(raw[:index])) == index


@given(RAW)
def test_every_offset_in_a_word_finds_it(raw):
    for number, (start, end) in enumerate(word_spans(raw)):
        assert {word_at(raw, unit) for unit in (start, end - 1, end)} == {number}


@given(st.lists(st.sampled_from("abc")), st.lists(st.sampled_from("abc")))
def test_common_ends_never_overlap(old, new):
    head, tail = common_ends(old, new)
    assert old[:head] == new[:head]
    assert head + tail <= min(len(old), len(new))
    if tail:
        assert old[-tail:] == new[-tail:]


@given(RAW, RAW, RAW, st.data())
def test_a_caret_outside_the_changed_letters_stays_at_its_letters(head, tail, middle, data):
    old, new = f"{head}X{tail}", f"{head}{middle}{tail}"
    at = data.draw(st.integers(0, len(old)))
    there = moved(at, old, new)
    assert 0 <= there <= len(new)
    if at <= len(head):
        assert new[:there] == old[:at]
    else:
        assert new[there:] == old[at:]


@given(st.text(max_size=60))
def test_foreign_text_becomes_lines_of_ordinary_words(text):
    lines = plain_lines(text).split("\n")
    assert all(line == "" or line.isspace() or line.strip() for line in lines)
    assert plain_lines(text).splitlines() in (lines, [])
    assert not set(plain_lines(text)) & set("\t\r\u2028\u2029\u00a0\x00\ufffc")


@pytest.mark.parametrize(
    ("given_text", "taken"),
    [
        ("one", "one"),
        (" one ", " one "),
        ("one\n", "one"),
        ("\n\none\n\ntwo\n", "one\ntwo"),
        ("a\tb\u00a0c", "a b c"),
        ("soft\u00adhyphen zero\u200bwidth\ufeff", "softhyphen zerowidth"),
        (" ", " "),
        ("\n", ""),
        ("", ""),
    ],
)
def test_examples_of_foreign_text(given_text, taken):
    assert plain_lines(given_text) == taken


def test_the_next_word_has_its_space():
    assert next_word("  two three") == "  two"
    assert next_word("two") == ""
    assert next_word(" ") == " "


def test_dropped_words_keep_apart():
    assert apart("new", "", "w") == "new "
    assert apart("new ", " ", "w") == "new "
    assert apart("new", "w", " ") == " new"
    assert apart("new", "w", "") == " new"
    assert apart("new", "w", "w") == "new"
    assert apart("new", "", "") == "new"
    assert apart(" ", "w", "") == " "
