"""What changed since the import, for people."""

from __future__ import annotations

import html
import re

from caption_documents import document, plain_words

from editor.formats.provenance import changes_of, lines_of, side_by_side, unified

BEFORE = document(
    (None, plain_words("We met at the mil. It was <old> & quiet. " + "Nothing else. " * 12)),
    (None, plain_words("Bye then.")),
)
AFTER = document(
    ("Ann <b>", plain_words("We met at the mill. It was <old> & quiet. " + "Nothing else. " * 12)),
    ("Bo", plain_words("Bye.")),
)


def test_lines_are_sentences_and_name_speakers() -> None:
    assert lines_of(AFTER)[:2] == ["Ann <b>: We met at the mill.", "It was <old> & quiet."]
    assert lines_of(AFTER)[-1] == "Bo: Bye."
    assert lines_of(document((None, plain_words("x " * 70))))[0] == " ".join(["x"] * 30)


def test_unified() -> None:
    rows = unified(BEFORE, AFTER, "a", "b").split("\n")
    assert rows[:2] == ["--- a", "+++ b"]
    assert "-We met at the mil." in rows
    assert "+Ann <b>: We met at the mill." in rows
    assert unified(BEFORE, BEFORE, "a", "b") == ""


def test_side_by_side_marks_words_and_escapes_everything() -> None:
    page = side_by_side(BEFORE, AFTER, "talk<1>.txt", "x.proofcast")
    assert "<old>" not in page
    assert "talk&lt;1&gt;.txt" in page
    assert "<del>mil.</del>" in page
    assert "<ins>Ann &lt;b&gt;:</ins> We met at the <ins>mill.</ins>" in page
    assert "equal lines" in page
    assert page.count("Nothing else.") == 10  # five of twelve lines, left and right
    shown = html.unescape(re.sub(r"<[^>]*>", " ", page))
    assert "Bye then." in shown


def test_without_changes() -> None:
    page = side_by_side(BEFORE, BEFORE, "a", "b")
    assert "All 36 words are as they were imported." in page
    assert changes_of(BEFORE, AFTER).sentence == (
        "3 of 36 words were removed or replaced, 2 were added; there are 35 now."
    )
