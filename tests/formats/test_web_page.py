"""The messy page: furniture goes, every spoken word stays, nobody is guessed."""

from __future__ import annotations

import pytest
from caption_documents import texts
from hypothesis import given
from hypothesis import strategies as st

from editor.formats.errors import FormatError
from editor.formats.html_read import read
from editor.formats.paragraphs import LONG_PARAGRAPH, paragraphs
from editor.formats.registry import read_text

PAGE = """The Mill Show - Amara Quist: What the goose knew
Episode Date: March 3, 2031In this episode, Amara Quist talks about ...the mill […]
Transcript
Discussion (0)
save a fifth at Quist and Sons, the shop where every bolt has a name and every name is kept in a
little book behind the counter. Go and see them today.
Hello and welcome to the Mill Show. I am Bo, and with me is the one person who has counted all
of the bolts in there.
Thank you for having me.
How many were there?
Four thousand two hundred.
Four thousand two hundred.
Okay.
So the thing about a mill is that nobody ever counts what holds it together, and I find
that very strange, because
when it falls down that is the first thing that they ask for.
Share
Next episode
"""


def lines_of(text: str) -> list[str]:
    return [" ".join(word.text for word in turn.words) for turn in read_text(text).turns]


def test_furniture_goes_and_every_word_stays() -> None:
    imported = read_text(PAGE)
    spoken = PAGE.split("Discussion (0)\n")[1].split("Share\n")[0]
    assert texts(imported) == spoken.split()
    assert imported.title == "The Mill Show - Amara Quist: What the goose knew"
    assert imported.format == "web-page"
    assert imported.notes[0].startswith("6 lines of the page were left out: “The Mill Show")


def test_a_doubled_line_is_text_and_noted() -> None:
    assert texts(read_text(PAGE)).count("thousand") == 2
    assert (
        "1 line stands there twice and was kept: “Four thousand two hundred.”"
        in (read_text(PAGE).notes[1])
    )


def test_nobody_is_guessed() -> None:
    imported = read_text(PAGE)
    assert {turn.speaker for turn in imported.turns} == {None}
    assert imported.to_transcript().speakers == ()


def test_broken_lines_join_and_an_exchange_divides() -> None:
    lines = lines_of(PAGE)
    assert "How many were there?" in lines
    assert "Okay." in lines
    assert any(line.startswith("So the thing about a mill") for line in lines)
    assert lines[-1].endswith("that they ask for.")
    assert 5 <= len(lines) <= 8


def test_a_blank_line_divides() -> None:
    assert lines_of("so we went on\nand on\n\nuntil noon\n") == [
        "so we went on and on",
        "until noon",
    ]


@pytest.mark.parametrize(
    "page",
    [
        "My Show\nShare\nSubscribe on Apple Podcasts\n12 comments\nhello there you two\n",
        "Home\nMenu\nMy Show\nMarch 3, 2031\n45 min\nhello there you two\nPrivacy\n© A 2031",
        "My Show\nListen on Spotify\n0:00\nhello there\n0:05\nyou two\nAdd a comment\nPost comment",
        "My Show\n\nFull transcript\n\nhello there you two\nRelated episodes\n",
        "Some description of it.\nAnd more of it.\nTRANSCRIPT:\nhello there you two",
    ],
)
def test_other_sites(page: str) -> None:
    imported = read_text(page)
    assert texts(imported) == ["hello", "there", "you", "two"]
    assert imported.title


@pytest.mark.parametrize(
    "text",
    [
        "we said it all.\nShare\nSubscribe\nHome\nand that was that.\n",
        "so\nabout\nthe goose\nwe\nhome\n",
        "Share.\nSubscribe! we said.\nHome.\n",
    ],
)
def test_words_of_buttons_are_text_where_people_talk(text: str) -> None:
    assert texts(read_text(text)) == text.split()


def test_a_first_line_is_no_title_for_the_time_below_it() -> None:
    text = "0:00\nso we talked about\n0:05\nthe goose\n"
    assert texts(read_text(text)) == ["so", "we", "talked", "about", "the", "goose"]
    assert read_text(text).title == ""


def test_a_page_of_furniture_alone_is_refused() -> None:
    with pytest.raises(FormatError, match="holds no spoken words"):
        read_text("Home\nShare\n0:12\n", "page.txt")


def test_a_long_monologue_is_divided() -> None:
    line = "this is a line of some eighty characters that goes on and on to the very edge ok"
    lines = [line + ("." if n % 3 == 2 else "") for n in range(120)]
    lengths = [len(part.split()) for part in paragraphs(lines)]
    assert max(lengths) <= LONG_PARAGRAPH + 20
    assert min(lengths[:-1]) > 40


def test_a_long_paragraph_ends_at_a_sentence_inside_a_line() -> None:
    line = "the bolts are old. And nobody knows how many of them are left in there today but"
    parts = paragraphs([line] * 30)
    assert all(part.startswith("And nobody") for part in parts[1:])
    assert all(len(part.split()) < LONG_PARAGRAPH + 20 for part in parts)


def test_a_whole_episode_in_one_line_is_divided() -> None:
    text = "We went to the mill and counted every bolt in it. " * 300
    lengths = [len(part.split()) for part in paragraphs([text])]
    assert sum(lengths) == len(text.split())
    assert len(lengths) >= 8
    assert max(lengths) <= LONG_PARAGRAPH
    assert len(paragraphs(["and then " * 3000])) > 10


def test_a_monologue_without_any_punctuation_is_divided() -> None:
    line = "and then and then and then and then we went there and back again and then again"
    assert len(paragraphs([line] * 120)) > 4


@given(
    st.lists(
        st.lists(
            st.sampled_from(["so", "we", "talk.", "Yes.", "why?", "Okay", "the,", "Mill"]),
            max_size=16,
        ).map(" ".join),
        max_size=60,
    ),
    st.booleans(),
)
def test_paragraphs_keep_every_word_in_order(lines: list[str], one_voice: bool) -> None:
    joined = " ".join(paragraphs(lines, one_voice=one_voice))
    assert joined.split() == " ".join(lines).split()


def test_a_page_without_words_is_refused() -> None:
    with pytest.raises(FormatError, match="without a transcript"):
        read("<html><body><cite>Ann:</cite></body></html>", "talk.html")


def test_line_ends_count_where_the_page_says_that_they_do() -> None:
    page = "<html><body><pre>Ann: Good morning.\nBo: Good\tmorning.</pre>"
    turns = read_text(page + "</body></html>", "talk.html").turns
    assert [turn.speaker for turn in turns] == ["Ann", "Bo"]
    turns = read_text(page.replace("pre>", "p>") + "</body></html>", "talk.html").turns
    assert [turn.speaker for turn in turns] == ["Ann"]
