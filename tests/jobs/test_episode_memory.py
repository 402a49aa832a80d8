"""The memory of a show while an episode is open: learned on closing, known in the next one."""

from __future__ import annotations

import wave
from pathlib import Path

import pytest

from editor.alignment.models.resolve import ModelFolder, Origin
from editor.jobs.episode_memory import COUNTED, EpisodeMemory
from editor.jobs.workspace import Workspace
from editor.review.doubts import Kind
from editor.review.queue import ReviewQueue
from editor.review.show_memory import (
    DEFAULT_SHOW,
    SHOW,
    AdText,
    Correction,
    Name,
    ShowSpeaker,
)
from editor.settings.folders import user_folders
from editor.settings.options import Settings
from editor.storage.library import Library
from editor.storage.project import Project
from editor.storage.show_changes import Change
from editor.transcript.ads import mark_ad
from editor.transcript.document import AdKind, Place, Transcript, Turn, TurnId
from editor.transcript.session import Session
from editor.transcript.speakers import relabel_by_key, rename_speaker
from editor.transcript.text_edits import retext
from editor.transcript.words import words_of

SLIP = Correction("Jacko Zwetslu", "Jacques Vetsloo", 1)
VIEW = object()


class Open:
    """An episode of a show without files, and what its memory says."""

    def __init__(self, library: Library, *lines: str, stored=None, folder=Path("/shows/fog")):
        turns = (Turn(TurnId(n), None, words_of(line)) for n, line in enumerate(lines, 1))
        self.session = Session(Transcript(tuple(turns)))
        self.review = ReviewQueue(self.session)
        self.said: list[str] = []
        self.to_be_saved = 0
        self.memory = EpisodeMemory(self.session, self.review, library, self, folder, stored or {})
        self.memory.failed.connect(self.said.append)
        self.memory.to_be_saved.connect(self._count)
        self.memory.refresh()

    def _count(self) -> None:
        self.to_be_saved += 1

    def type(self, turn: int, text: str, origin: object = VIEW) -> None:
        self.session.apply(retext(self.session.document, turn, 1, [text]), origin)
        self.session.history.break_group()

    def close(self) -> None:
        self.memory.close()
        self.review.close()


@pytest.fixture
def library(tmp_path: Path) -> Library:
    return Library(tmp_path / "shows")


def test_what_was_corrected_is_proposed_in_the_next_episode(qapp, library):
    first = Open(library, "so Jacko Zwetslu said", "and more")
    first.type(0, "so Jacques Vetsloo said")
    first.close()
    second = Open(library, "then Jacko Zwetslu's boat", "Jacko Zwetslu again")
    assert [(doubt.kind, doubt.new) for doubt in second.review.shown] == [
        (Kind.KNOWN_MISTAKE, "Jacques Vetsloo's"),
        (Kind.KNOWN_MISTAKE, "Jacques Vetsloo"),
    ]
    assert second.memory.prompt == "Jacques Vetsloo."
    second.close()


def test_nothing_is_learned_from_an_episode_that_was_only_looked_at(qapp, library):
    episode = Open(library, "so Jacko Zwetslu said")
    episode.close()
    assert library.shows() == ()
    assert not episode.to_be_saved


def test_what_recognition_writes_is_no_correction(qapp, library):
    episode = Open(library, "")
    episode.type(0, "so Jacko Zwetslu", origin=episode)
    episode.type(0, "so Jacko Zwetzlow said", origin=episode)
    episode.close()
    assert library.shows() == ()
    streamed = Open(library, "")
    streamed.type(0, "so Jacko Zwetslu", origin=streamed)
    streamed.type(0, "so Jacques Vetsloo")
    streamed.close()
    assert library.read(DEFAULT_SHOW).corrections == (SLIP,)


def test_undoing_what_was_done_before_is_not_learned_the_other_way_round(qapp, library):
    episode = Open(library, "so Jacko Zwetslu said")
    episode.type(0, "so Jacques Vetsloo said")
    episode.memory.learn()
    episode.session.undo()
    assert episode.session.document.turns[0].text == "so Jacko Zwetslu said"
    episode.close()
    assert library.read(DEFAULT_SHOW).corrections == (SLIP,)


def test_undoing_what_was_done_since_is_not_learned_at_all(qapp, library):
    episode = Open(library, "so Jacko Zwetslu said")
    episode.type(0, "so Jacques Vetsloo said")
    episode.session.undo()
    episode.close()
    assert library.shows() == ()


def test_a_correction_counts_once_however_often_one_learns(qapp, library):
    episode = Open(library, "so Jacko Zwetslu said")
    episode.type(0, "so Jacques Vetsloo said")
    for _ in range(3):
        episode.memory.learn()
    episode.close()
    assert library.read(DEFAULT_SHOW).corrections == (SLIP,)


def test_one_that_the_user_removed_is_not_learned_again_from_the_same_edit(qapp, library):
    episode = Open(library, "so Jacko Zwetslu said")
    episode.type(0, "so Jacques Vetsloo said")
    episode.memory.learn()
    assert episode.memory.change(Change(remove=(SLIP,)))
    episode.close()
    assert library.read(DEFAULT_SHOW).corrections == ()


def test_what_was_refused_is_remembered(qapp, library):
    library.change(DEFAULT_SHOW, Change(put=(SLIP,)))
    episode = Open(library, "so Jacko Zwetslu said")
    episode.review.keep(episode.review.shown[0])
    episode.close()
    assert library.read(DEFAULT_SHOW).corrections == (SLIP._replace(refused=1),)


def test_speakers_and_ads_are_learned_once_per_episode(qapp, library):
    episode = Open(library, "socks from Sock and Sons", "back to us")
    session = episode.session
    session.apply(relabel_by_key(session.document, [1], 1))
    session.apply(rename_speaker(session.document, session.document.speakers[0].id, "Mara"))
    ad = mark_ad(session.document, Place(0, 0), Place(0, 4), AdKind.MID_ROLL, "Sock & Sons")
    session.apply(ad)
    episode.memory.learn()
    memory = episode.memory.now
    assert memory.speakers == (ShowSpeaker("Mara", 0),)
    assert memory.ads == (AdText("Sock & Sons", AdKind.MID_ROLL, "socks from Sock and Sons"),)
    state = episode.memory.state()
    assert episode.to_be_saved == 1
    episode.close()
    assert episode.to_be_saved == 1
    library.change(DEFAULT_SHOW, Change(put=(ShowSpeaker("Mara", 4),)))
    again = Open(library, "x", stored=state)
    again.session.apply(relabel_by_key(again.session.document, [0], 1))
    named = again.session.document.speakers[0].id
    again.session.apply(rename_speaker(again.session.document, named, "Mara"))
    again.close()
    assert library.read(DEFAULT_SHOW).speakers == (ShowSpeaker("Mara", 4),)


def test_what_the_user_removed_does_not_come_back_with_the_same_episode(qapp, library):
    episode = Open(library, "socks from Sock and Sons", "back to us")
    session = episode.session
    ad = mark_ad(session.document, Place(0, 0), Place(0, 4), AdKind.MID_ROLL, "Sock & Sons")
    session.apply(ad)
    session.apply(relabel_by_key(session.document, [1], 1))
    session.apply(rename_speaker(session.document, session.document.speakers[0].id, "Mara"))
    episode.memory.learn()
    rows = episode.memory.now.rows
    assert len(rows) == 2
    assert episode.memory.change(Change(remove=rows))
    episode.close()
    assert library.read(DEFAULT_SHOW).rows == ()


def test_what_was_learned_moves_along_to_the_show_that_is_chosen(qapp, library):
    library.change(DEFAULT_SHOW, Change(put=(Name("Jacques Vetsloo", "ours"),)))
    episode = Open(library, "so Jacko Zwetslu said")
    episode.type(0, "so Jacques Vetsloo said")
    episode.memory.learn()
    episode.memory.choose("The Fog Horn")
    assert library.read(DEFAULT_SHOW).rows == (Name("Jacques Vetsloo", "ours"),)
    assert library.read("The Fog Horn").corrections == (SLIP,)
    episode.memory.choose("Gull")
    assert library.read("The Fog Horn").rows == ()
    episode.close()
    assert library.read("Gull").corrections == (SLIP,)


def test_an_episode_stays_with_its_show_and_the_next_in_its_folder_joins_it(
    qapp, library, tmp_path
):
    episode = Open(library, "x", folder=tmp_path)
    assert episode.memory.show == DEFAULT_SHOW
    episode.memory.choose(" The  Fog Horn ")
    assert episode.memory.state()[SHOW] == "The Fog Horn"
    assert episode.to_be_saved == 1
    state = episode.memory.state()
    episode.close()
    assert Open(library, "y", folder=tmp_path).memory.show == "The Fog Horn"
    assert Open(library, "y", folder=tmp_path / "other").memory.show == DEFAULT_SHOW
    assert Open(library, "x", stored=state, folder=tmp_path / "other").memory.show == "The Fog Horn"


@pytest.mark.parametrize("stored", [{SHOW: 7, COUNTED: "{"}, {SHOW: " ", COUNTED: 3.5}])
def test_a_strange_state_costs_nothing(qapp, library, stored):
    episode = Open(library, "x", stored=stored)
    assert episode.memory.show == DEFAULT_SHOW
    episode.close()


def test_another_window_adds_and_refreshing_shows_it(qapp, library, tmp_path):
    episode = Open(library, "so Jacko Zwetslu said")
    Library(tmp_path / "shows").change(DEFAULT_SHOW, Change(put=(SLIP,)))
    assert not episode.review.shown
    episode.memory.refresh()
    assert episode.review.left == 1
    episode.close()


def test_a_memory_that_cannot_be_used_is_one_sentence_and_the_episode_works(qapp, tmp_path):
    (tmp_path / "file").write_text("in the way")
    episode = Open(Library(tmp_path / "file"), "so Jacko Zwetslu said")
    episode.type(0, "so Jacques Vetsloo said")
    episode.close()
    assert len(episode.said) == 1
    assert episode.said[0].startswith("The memory of the show “My show” could not be")


def test_names_are_expected_in_their_order(qapp, library):
    rows = (Name("Vetsloo"), Name("Ørjan Ås"), ShowSpeaker("Mara"), SLIP, Correction("x y", "why"))
    library.change(DEFAULT_SHOW, Change(put=rows))
    assert Open(library, "x").memory.prompt == "Mara, Vetsloo, Ørjan Ås, Jacques Vetsloo."
    many = tuple(Name(f"Name number {n}") for n in range(100))
    library.change(DEFAULT_SHOW, Change(put=many))
    assert len(Open(library, "x").memory.prompt) <= 400


@pytest.fixture
def workspace(qtbot, scripted, tmp_path):
    folders = user_folders({"PROOFCAST_HOME": str(tmp_path / "home")})
    found = ModelFolder(Path("model"), None, Origin.PATH)
    made = Workspace(folders, Settings, lambda _: found, scripted("answer"))
    yield made
    made.shut_down()
    made.deleteLater()


def opened(qtbot, workspace: Workspace, *paths: Path):
    with qtbot.waitSignal(workspace.opened):
        workspace.open_paths(paths)
    return workspace.episode


def test_through_the_workspace_from_one_file_to_the_next(qtbot, workspace, tmp_path):
    for number in (1, 2):
        (tmp_path / f"{number}.txt").write_text("Mara: So Jacko Zwetslu said.\n")
    first = opened(qtbot, workspace, tmp_path / "1.txt")
    first.memory.choose("The Fog Horn")
    session = first.session
    mara = session.document.speakers[0]
    session.apply(retext(session.document, 0, 1, ["So Jacques Vetsloo said."]), VIEW)
    workspace.close_episode()
    workspace.settle()
    with Project.open(tmp_path / "1.proofcast") as project:
        assert project.state[SHOW] == "The Fog Horn"
        assert project.state[COUNTED] == '["Mara"]'
    workspace.shows.change("The Fog Horn", Change(put=(ShowSpeaker("mara", mara.colour + 3),)))
    second = opened(qtbot, workspace, tmp_path / "2.txt")
    assert second.memory.show == "The Fog Horn"
    assert second.session.document.speakers[0].colour == mara.colour + 3
    assert [doubt.new for doubt in second.review.shown] == ["Jacques Vetsloo"]


def test_the_aligner_is_told_the_names(qtbot, workspace, tmp_path):
    with wave.open(str(tmp_path / "1.wav"), "wb") as sound:
        sound.setparams((1, 2, 16_000, 0, "NONE", ""))
        sound.writeframes(bytes(64_000))
    (tmp_path / "1.txt").write_text("So said Vetsloo.\n")
    workspace.shows.change(DEFAULT_SHOW, Change(put=(Name("Vetsloo"),)))
    sent = []
    send = workspace.link.send
    workspace.link.send = lambda request: (sent.append(request), send(request))
    episode = opened(qtbot, workspace, tmp_path / "1.wav", tmp_path / "1.txt")
    with qtbot.waitSignal(episode.queue.finished):
        pass
    assert [request.prompt for request in sent] == ["Vetsloo."]


def test_going_back_to_an_earlier_state_is_not_learned(qtbot, workspace, tmp_path):
    (tmp_path / "1.txt").write_text("So Jacques Vetsloo said.\n")
    episode = opened(qtbot, workspace, tmp_path / "1.txt")
    wanted = retext(episode.session.document, 0, 1, ["So Jacko Zwetslu said."])
    episode.go_back(wanted.apply_to(episode.session.document))
    workspace.close_episode()
    assert workspace.shows.read(DEFAULT_SHOW).corrections == ()
