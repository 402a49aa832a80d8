from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notation import document, picture

from editor.transcript.document import Place, check
from editor.transcript.search import Hit, Query, QueryError, Scope, find, replace_hits

DOC = document("A: The cat, the other cat | B: CAT! [1 cat food 1] concat | A:")


def found(query: Query, scope: Scope = Scope.ALL, selection=None) -> list[str]:
    return [
        f"{hit.turn}:{DOC.turns[hit.turn].text[hit.start : hit.end]}"
        for hit in find(DOC, query, scope, selection)
    ]


def test_plain_text_is_found_in_any_case_and_inside_words():
    assert found(Query("cat")) == ["0:cat", "0:cat", "1:CAT", "1:cat", "1:cat"]


def test_whole_words_and_case():
    assert found(Query("cat", whole_word=True)) == ["0:cat", "0:cat", "1:CAT", "1:cat"]
    assert found(Query("cat", match_case=True)) == ["0:cat", "0:cat", "1:cat", "1:cat"]
    assert found(Query("cat,", whole_word=True)) == ["0:cat,"]


def test_signs_mean_themselves_unless_it_is_a_regular_expression():
    assert found(Query("c.t")) == []
    assert found(Query("c.t", regex=True, whole_word=True)) == ["0:cat", "0:cat", "1:CAT", "1:cat"]
    with pytest.raises(QueryError, match="no regular expression"):
        find(DOC, Query("(", regex=True))


def test_nothing_is_found_for_nothing():
    assert find(DOC, Query("")) == []
    assert find(DOC, Query("  ")) == []
    assert find(DOC, Query("x*", regex=True)) == []


def test_scopes():
    assert found(Query("cat"), Scope.NOT_IN_ADS) == ["0:cat", "0:cat", "1:CAT", "1:cat"]
    selection = (Place(0, 1), Place(1, 0))
    assert found(Query("cat"), Scope.SELECTION, selection) == ["0:cat", "0:cat", "1:CAT"]
    assert found(Query("cat"), Scope.SELECTION) == []


def test_a_phrase_is_found_over_any_space():
    assert found(Query("the other")) == ["0:the other"]


def replaced(before: str, query: Query, by: str) -> str:
    doc = document(before)
    patch = replace_hits(doc, find(doc, query), query, by)
    after = patch.apply_to(doc)
    check(after)
    return picture(after)


def test_replacing_keeps_the_times_of_all_words():
    assert replaced("A: a@0 cat@300 b@600 | B: cat@900", Query("cat"), "dog") == (
        "A: a@0 dog@300 b@600 | B: dog@900"
    )
    assert replaced("A: a@0 one@300 two@600 b@900", Query("one two"), "three") == (
        "A: a@0 three~300-800 b@900"
    )
    assert replaced("A: a@0 gone@300 b@600", Query("gone "), "") == "A: a@0 b@600"


def test_all_places_are_one_step_that_says_how_many():
    doc = document("A: cat cat | B: x | A: cat")
    query = Query("cat")
    patch = replace_hits(doc, find(doc, query), query, "dog")
    assert patch.label == "Replace 3 places"
    assert patch.new[1] is doc.turns[1]
    assert replace_hits(doc, [], query, "dog").is_nothing
    assert replace_hits(doc, [Hit(0, 0, 3)], query, "dog").label == "Replace"


def test_groups_of_a_regular_expression():
    query = Query(r"(\w+)@0", regex=True)
    assert replaced("A: x", query, r"\1") == "A: x"
    swap = Query(r"(\w+) and (\w+)", regex=True)
    assert replaced("A: salt and pepper", swap, r"\2 and \1") == "A: pepper and salt"
    with pytest.raises(QueryError, match="does not fit"):
        replaced("A: salt and pepper", swap, r"\3")


def test_what_looks_at_its_surroundings_is_replaced_as_well():
    assert replaced("A: a1 b2", Query(r"(?<=b)2", regex=True), "3") == "A: a1 b3"


def test_a_hit_of_another_query_is_left_as_it_is():
    doc = document("A: cat")
    assert replace_hits(doc, [Hit(0, 0, 3)], Query("x", regex=True), "dog").is_nothing


@given(
    st.text("ab c", max_size=12),
    st.text("ab", min_size=1, max_size=2),
    st.text("xy ", max_size=3),
)
def test_replacing_all_is_what_replacing_in_the_plain_text_would_be(text, old, new):
    doc = document(f"A: {text or 'a'}")
    query = Query(old, match_case=True)
    after = replace_hits(doc, find(doc, query), query, new).apply_to(doc)
    check(after)
    assert after.turns[0].text == " ".join(doc.turns[0].text.replace(old, new).split())
