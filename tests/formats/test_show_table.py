"""A show's memory as CSV and TSV: exactly back, harmless in a spreadsheet, clear when wrong."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from editor.formats.errors import FormatError
from editor.formats.show_table import DELIMITERS, MOST_ROWS, read_show_table, write_show_table
from editor.review.show_memory import AdText, Correction, Name, ShowSpeaker, tidied
from editor.transcript.document import AdKind

ROWS = (
    Name("Jacques Vetsloo", "guest, builds “boats”"),
    Correction("Jacko Zwetslu", "Jacques Vetsloo", 3, 1),
    ShowSpeaker("Ørjan Ås", 2),
    AdText("Sock & Sons", AdKind.HOUSE, "Socks; socks, socks."),
)


@pytest.mark.parametrize("suffix", sorted(DELIMITERS))
def test_a_memory_comes_back_as_it_was(suffix: str):
    written = write_show_table(ROWS, suffix)
    assert read_show_table(written.encode(), "show" + suffix) == ROWS


def test_it_looks_like_this():
    assert write_show_table(ROWS[1:2], ".tsv").splitlines() == [
        "type\ttext\tright\tnote\tcolour\ttimes\tkept\tkind\tsponsor",
        "correction\tJacko Zwetslu\tJacques Vetsloo\t\t\t3\t1\t\t",
    ]


@pytest.mark.parametrize("text", ["=1+1", "+49", "-dash", "@home", "'n Sync", "'=x", "''"])
def test_no_cell_is_a_formula_and_apostrophes_survive(text: str):
    row = Name(f"{text} x", text)
    written = write_show_table([row])
    cells = [cell for line in csv.reader(io.StringIO(written)) for cell in line]
    assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
    assert read_show_table(written.encode(), "x.csv") == (row,)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("Vetsloo\nMara\n", (Name("Vetsloo"), Name("Mara"))),
        ("teh\tthe\nrekon\treckon\n", (Correction("teh", "the"), Correction("rekon", "reckon"))),
        ("teh;the\n", (Correction("teh", "the"),)),
        ("TYPE;Text\nSpeaker;Mara\n", (ShowSpeaker("Mara"),)),
        ("type,text\nad,Buy it now.\n", (AdText("", AdKind.MID_ROLL, "Buy it now."),)),
        ("type,text,right\ncorrection,same,same\n,,\nname,Mara\n", (Name("Mara"),)),
        ("'t Hooft\n", (Name("'t Hooft"),)),
    ],
)
def test_lists_of_others_are_read(text: str, rows: tuple[object, ...]):
    assert read_show_table(text.encode("utf-16"), "list.csv") == rows


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "is empty"),
        ("a,b,c\n1,2,3\n", "no column named “type”"),
        ("type,text\nname,x\nthing,y\n", "Row 3 of list.csv has the type “thing”"),
        ("type,text,colour\nspeaker,Mara,blue\n", "its colour is “blue”, not a whole number"),
        ("type,text,kind\nad,Buy it now,roll\n", "its kind is “roll”, not one of pre-roll"),
        ('type,text\nname,"' + "x" * 200_000 + '"\n', "no table that can be read"),
    ],
)
def test_what_cannot_be_read_is_one_sentence(text: str, sentence: str):
    with pytest.raises(FormatError, match=sentence) as caught:
        read_show_table(text.encode(), "list.csv")
    assert "\n" not in str(caught.value)


TEXTS = st.text(max_size=10) | st.sampled_from(["=x", "'=x", "a\tb", 'a"b', "a,b;c", "\ufeffx"])
KINDS = st.one_of(
    st.builds(Name, TEXTS, TEXTS),
    st.builds(Correction, TEXTS, TEXTS, st.integers(0, 99), st.integers(0, 99)),
    st.builds(ShowSpeaker, TEXTS, st.integers(0, 20)),
    st.builds(AdText, TEXTS, st.sampled_from(AdKind), TEXTS),
)


@given(st.lists(KINDS, max_size=5), st.sampled_from(sorted(DELIMITERS)))
def test_whatever_is_kept_comes_back(rows: list[object], suffix: str):
    kept = tuple(row for row in map(tidied, rows) if row)
    written = write_show_table(kept, suffix)
    assert read_show_table(written.encode(), "x") == kept


def test_a_table_without_end_is_refused():
    table = b"Hagrid\n" * (MOST_ROWS + 1)
    with pytest.raises(FormatError, match="has more than 100,000 rows"):
        read_show_table(table, "names.csv")
    assert len(read_show_table(table[: 7 * MOST_ROWS], "names.csv")) <= MOST_ROWS
