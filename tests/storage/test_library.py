from __future__ import annotations

import multiprocessing
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from editor.review.show_memory import (
    AdText,
    Correction,
    Name,
    ShowMemory,
    ShowSpeaker,
    row_key,
    tidied,
)
from editor.storage import show_changes
from editor.storage.errors import Reason
from editor.storage.library import Library, file_name
from editor.storage.show_changes import Change
from editor.storage.show_errors import ShowError
from editor.storage.show_schema import SHOW
from editor.transcript.document import AdKind

if TYPE_CHECKING:
    from pathlib import Path

    from editor.review.show_memory import Row

SHOW_NAME = "The Fog Horn"
NAME = Name("Jacques Vetsloo", "guest, builds boats")
SLIP = Correction("Jacko Zwetslu", "Jacques Vetsloo", 3)
MARA = ShowSpeaker("Mara", 2)
SOCKS = AdText("Sock & Sons", AdKind.MID_ROLL, "Brought to you by Sock and Sons.")


@pytest.fixture
def told() -> list[str]:
    return []


@pytest.fixture
def shows(tmp_path: Path, told: list[str]) -> Library:
    return Library(tmp_path / "shows", told.append, now=lambda: 1000.0)


def put(shows: Library, *rows: Row, show: str = SHOW_NAME) -> ShowMemory:
    return shows.change(show, Change(put=rows))


def learn(shows: Library, *rows: Row) -> ShowMemory:
    return shows.change(SHOW_NAME, Change(learn=rows))


def test_what_is_put_into_a_memory_is_there_for_the_next_window(shows: Library, tmp_path: Path):
    put(shows, NAME, SLIP, MARA, SOCKS)
    again = Library(tmp_path / "shows").read(SHOW_NAME)
    assert again == ShowMemory(SHOW_NAME, (NAME,), (SLIP,), (MARA,), (SOCKS,))
    assert again.sponsors == ("Sock & Sons",)


def test_reading_makes_no_file(shows: Library):
    assert shows.read("Nobody knows it") == ShowMemory("Nobody knows it")
    assert not shows.path_of("Nobody knows it").parent.exists()
    assert shows.shows() == ()
    assert shows.stamp("Nobody knows it") is None


def test_case_and_spaces_make_no_other_show(shows: Library):
    put(shows, NAME)
    assert put(shows, MARA, show=" the  fog HORN ").show == SHOW_NAME
    assert shows.shows() == (SHOW_NAME,)


def test_shows_have_their_own_files_whatever_they_are_called(shows: Library):
    for show in ("AC/DC", "AC:DC", "..", "CON", "日本", "x" * 300):
        assert put(shows, Name(show[:50]), show=show).names == (Name(show[:50]),)
    assert len(shows.shows()) == 6
    assert all("/" not in file_name(show) and ":" not in file_name(show) for show in shows.shows())


def test_a_show_without_a_name_is_asked_for(shows: Library):
    with pytest.raises(ShowError, match=r"^A show needs a name: type one, then try again\.$"):
        put(shows, NAME, show=" \n")


def test_rows_are_removed_by_their_key(shows: Library):
    put(shows, NAME, SLIP, MARA, SOCKS)
    gone = Change(remove=(Name("jacques  VETSLOO"), Correction("jacko zwetslu!", ""), MARA, SOCKS))
    assert shows.change(SHOW_NAME, gone).rows == ()


def test_a_row_put_again_replaces_the_one_with_its_key(shows: Library):
    put(shows, NAME, SLIP)
    now = put(shows, Name("Jacques VETSLOO"), Correction("Jacko Zwetslu", "Jack Swetslow", 1))
    assert now.names == (Name("Jacques VETSLOO"),)
    assert now.corrections == (Correction("Jacko Zwetslu", "Jack Swetslow", 1),)


def test_learning_a_correction_again_counts_on(shows: Library):
    learn(shows, SLIP)
    shows.change(SHOW_NAME, Change(refuse=(SLIP,)))
    assert learn(shows, SLIP._replace(times=2)).corrections == (SLIP._replace(times=5, refused=1),)


def test_learning_another_correction_of_the_same_words_forgets_the_first(shows: Library):
    learn(shows, SLIP)
    shows.change(SHOW_NAME, Change(refuse=(SLIP,)))
    other = Correction("Jacko Zwetslu", "Jack Swetslow", 1)
    assert learn(shows, other).corrections == (other,)


def test_a_correction_the_other_way_round_replaces_the_first(shows: Library):
    learn(shows, Correction("Sara", "Sarah"))
    back = Correction("Sarah", "Sara")
    assert learn(shows, back).corrections == (back,)


def test_a_correction_of_case_alone_is_kept(shows: Library):
    assert learn(shows, Correction("iphone", "iPhone")).corrections == (
        Correction("iphone", "iPhone"),
    )


def test_what_was_refused_more_often_than_wanted_is_not_trusted(shows: Library):
    put(shows, Correction("horn", "Horne", 1))
    once = shows.change(SHOW_NAME, Change(refuse=(Correction("horn", "Horne"),)))
    assert once.corrections[0].trusted
    twice = shows.change(SHOW_NAME, Change(refuse=(Correction("horn", "Horne"),)))
    assert not twice.corrections[0].trusted


def test_learning_keeps_what_somebody_wrote_about_a_name(shows: Library):
    put(shows, NAME)
    assert learn(shows, Name("Jacques Vetsloo")).names == (NAME,)


def test_who_speaks_in_most_episodes_comes_first(shows: Library):
    guest, host = ShowSpeaker("Ada", 1), ShowSpeaker("Mara", 2)
    learn(shows, guest, host)
    assert learn(shows, host._replace(colour=5)).speakers == (ShowSpeaker("Mara", 5), guest)
    assert put(shows, ShowSpeaker("Mara", 3)).speakers[0] == ShowSpeaker("Mara", 3)


def test_the_same_words_are_one_ad_however_they_are_written(shows: Library):
    learn(shows, SOCKS)
    again = AdText("Sock & Sons", AdKind.PRE_ROLL, "brought to you by Sock and Sons")
    assert learn(shows, again).ads == (again,)


def test_later_ads_come_first(tmp_path: Path):
    clock = iter(range(100))
    shows = Library(tmp_path, now=lambda: float(next(clock)))
    texts = [AdText("", AdKind.HOUSE, text) for text in ("Zebra one.", "Ant two.", "Bee three.")]
    for ad in texts:
        learn(shows, ad)
    assert shows.read(SHOW_NAME).ads == tuple(reversed(texts))


def test_rows_that_say_nothing_are_not_kept(shows: Library):
    nothing = (
        Name(" \0 "),
        Correction("same", "same"),
        Correction("Hello,", "Hello"),
        Correction("wrong", ""),
        Correction("", "right"),
        AdText("Sponsor", AdKind.HOUSE, "…"),
    )
    assert put(shows, *nothing).rows == ()


def test_a_folder_remembers_the_show_it_was_last_given(shows: Library, tmp_path: Path):
    assert shows.show_of(tmp_path) is None
    shows.keep_folder(SHOW_NAME, tmp_path)
    shows.keep_folder("Another", tmp_path)
    assert shows.show_of(tmp_path) == "Another"
    shows.keep_folder(SHOW_NAME, tmp_path)
    assert shows.show_of(tmp_path) == SHOW_NAME
    assert shows.show_of(tmp_path / "below") is None


def test_a_file_holds_no_path(shows: Library, tmp_path: Path):
    shows.keep_folder(SHOW_NAME, tmp_path)
    assert tmp_path.name.encode() not in shows.path_of(SHOW_NAME).read_bytes()


def test_forgetting_removes_the_file(shows: Library):
    put(shows, NAME)
    shows.forget(SHOW_NAME)
    shows.forget(SHOW_NAME)
    assert shows.read(SHOW_NAME).rows == ()
    assert not list(shows.path_of(SHOW_NAME).parent.iterdir())


def test_the_stamp_tells_that_another_window_has_changed_it(shows: Library, tmp_path: Path):
    put(shows, NAME)
    before = shows.stamp(SHOW_NAME)
    shows.read(SHOW_NAME)
    assert shows.stamp(SHOW_NAME) == before
    put(Library(tmp_path / "shows"), MARA)
    assert shows.stamp(SHOW_NAME) != before


@pytest.mark.parametrize("damage", [b"", b"no database at all" * 9, b"SQLite format 3\0" * 300])
def test_a_damaged_memory_is_put_aside_and_said(shows: Library, told: list[str], damage: bytes):
    put(shows, NAME)
    path = shows.path_of(SHOW_NAME)
    path.write_bytes(damage)
    assert shows.read(SHOW_NAME).rows == ()
    aside = path.with_name(path.name + ".damaged")
    assert aside.read_bytes() == damage
    assert told == [
        f"The memory of the show “The Fog Horn” is damaged: it was put aside as “{aside.name}” in "
        f"{aside.parent}, and a new one begins."
    ]
    assert put(shows, MARA).speakers == (MARA,)
    path.write_bytes(damage)
    assert put(shows, NAME).names == (NAME,)
    assert path.with_name(path.name + ".damaged-2").exists()


def test_a_torn_page_in_the_middle_counts_as_damage(shows: Library, told: list[str]):
    put(shows, *(AdText("", AdKind.HOUSE, f"{n} {'words ' * 300}") for n in range(30)))
    path = shows.path_of(SHOW_NAME)
    data = bytearray(path.read_bytes())
    data[4096 * 4 : 4096 * 6] = bytes(8192)
    path.write_bytes(data)
    assert shows.read(SHOW_NAME).rows == ()
    assert len(told) == 1


@pytest.mark.parametrize(
    "crafted",
    [
        "CREATE TRIGGER t AFTER INSERT ON name BEGIN DELETE FROM show; END",
        "CREATE VIEW v AS SELECT load_extension('x')",
        "ALTER TABLE name ADD COLUMN more TEXT AS (key)",
        "UPDATE ad SET kind = 'nothing we know'",
        "DELETE FROM show",
        "UPDATE correction SET right = ''",
    ],
)
def test_a_crafted_memory_is_put_aside(shows: Library, told: list[str], crafted: str):
    put(shows, NAME, SLIP, SOCKS)
    with closing(sqlite3.connect(shows.path_of(SHOW_NAME))) as conn, conn:
        conn.execute(crafted)
    assert shows.read(SHOW_NAME).rows == ()
    assert len(told) == 1
    assert shows.shows() == ()


def test_a_memory_of_a_newer_program_is_left_alone(shows: Library, told: list[str]):
    put(shows, NAME)
    path = shows.path_of(SHOW_NAME)
    with closing(sqlite3.connect(path)) as conn, conn:
        conn.execute(f"PRAGMA user_version = {SHOW.version + 1}")
    data = path.read_bytes()
    for act in (lambda: shows.read(SHOW_NAME), lambda: put(shows, MARA)):
        with pytest.raises(ShowError, match="newer Proofcast") as caught:
            act()
        assert caught.value.reason is Reason.NEWER
    assert path.read_bytes() == data
    assert not told


def test_a_change_that_fails_half_way_changes_nothing(
    shows: Library, monkeypatch: pytest.MonkeyPatch
):
    put(shows, NAME)

    def fails(*_: object) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    monkeypatch.setattr(show_changes, "_learn", fails)
    with pytest.raises(ShowError):
        shows.change(SHOW_NAME, Change(remove=(NAME,), put=(MARA,), learn=(SLIP,)))
    assert shows.read(SHOW_NAME).rows == (NAME,)


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path):
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ShowError, match="The memory of the show “The Fog Horn” ") as caught:
        put(Library(tmp_path / "file" / "shows"), NAME)
    assert "\n" not in str(caught.value)


def _count_on(folder: Path, times: int) -> None:
    for _ in range(times):
        Library(folder).change(SHOW_NAME, Change(learn=(SLIP._replace(times=1),)))


def test_two_windows_that_write_at_once_lose_nothing(tmp_path: Path):
    context = multiprocessing.get_context("spawn")
    windows = [context.Process(target=_count_on, args=(tmp_path, 12)) for _ in range(2)]
    for window in windows:
        window.start()
    _count_on(tmp_path, 12)
    for window in windows:
        window.join(60)
    assert [window.exitcode for window in windows] == [0, 0]
    assert Library(tmp_path).read(SHOW_NAME).corrections == (SLIP._replace(times=36),)
    assert [path.suffix for path in tmp_path.iterdir()] == [".proofshow"]


TEXTS = st.text(max_size=12)
ROWS = st.one_of(
    st.builds(Name, TEXTS, TEXTS),
    st.builds(Correction, TEXTS, TEXTS, st.integers(0, 9), st.integers(0, 9)),
    st.builds(ShowSpeaker, TEXTS, st.integers(0, 20)),
    st.builds(AdText, TEXTS, st.sampled_from(AdKind), TEXTS),
)


@settings(max_examples=30)
@given(st.lists(ROWS, max_size=6))
def test_whatever_is_put_in_comes_out_as_it_is_kept(
    tmp_path_factory: pytest.TempPathFactory, rows: list[Row]
):
    shows = Library(tmp_path_factory.mktemp("shows"))
    kept = {(type(row), row_key(row)): row for row in map(tidied, rows) if row}
    assert set(put(shows, *rows).rows) == set(kept.values())
    assert shows.change(SHOW_NAME, Change(remove=tuple(kept.values()))).rows == ()
