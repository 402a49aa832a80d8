"""`--show`: the names of a show are expected, its colours used, and the project belongs to it."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from cli_lab import write_sound

from editor.cli import aligning, batching
from editor.review.show_memory import SHOW, Name, ShowSpeaker
from editor.settings.folders import user_folders
from editor.storage.library import Library
from editor.storage.project import Project
from editor.storage.show_changes import Change

if TYPE_CHECKING:
    from collections.abc import Callable

    from cli_lab import Outcome

TEXT = "Mia: So it begins.\nBo: Not yet.\n"


@pytest.fixture
def episode(tmp_path: Path) -> tuple[Path, Path]:
    folder = tmp_path / "episodes"
    folder.mkdir()
    sound = write_sound(folder / "one.wav")
    (folder / "one.txt").write_text(TEXT)
    return sound, folder / "one.txt"


def remember() -> None:
    rows = (Name("Vetsloo"), ShowSpeaker("Bo", 5))
    Library(user_folders().shows).change("The Fog Horn", Change(put=rows))


def state_of(project: Path) -> tuple[object, dict[str, int]]:
    with Project.open(project) as opened:
        speakers = opened.document().speakers
        return opened.state.get(SHOW), {row.name: row.colour for row in speakers}


def test_the_names_are_expected_and_the_project_belongs_to_the_show(
    run: Callable[..., Outcome],
    quick_worker: Any,
    episode: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    quick_worker()
    remember()
    asked, events_of = [], aligning.events_of
    monkeypatch.setattr(aligning, "events_of", lambda one: (asked.append(one), events_of(one))[1])
    assert run("align", *episode, "--show", "the fog horn").code == 0
    assert [request.prompt for request in asked] == ["Bo, Vetsloo."]
    assert state_of(episode[0].with_suffix(".proofcast")) == ("the fog horn", {"Mia": 0, "Bo": 5})


def test_without_it_nothing_is_expected(
    run: Callable[..., Outcome],
    quick_worker: Any,
    episode: tuple[Path, Path],
) -> None:
    quick_worker()
    remember()
    assert run("align", *episode).code == 0
    assert state_of(episode[0].with_suffix(".proofcast")) == (None, {"Mia": 0, "Bo": 1})


def test_a_show_that_nobody_knows_is_remarked(
    run: Callable[..., Outcome], quick_worker: Any, episode: tuple[Path, Path]
) -> None:
    quick_worker()
    outcome = run("align", *episode, "--show", "Fog", "--json")
    assert outcome.json["notes"] == ["Nothing is remembered of a show “Fog” yet."]


def test_a_batch_hands_it_on(
    run: Callable[..., Outcome], episode: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    program = (sys.executable, str(Path(__file__).with_name("quick_align.py")), "well")
    monkeypatch.setattr(batching, "this_program", lambda: program)
    remember()
    assert run("batch", episode[0].parent, "--show", "The Fog Horn").code == 0
    project = episode[0].parent / "proofcast" / "one.proofcast"
    assert state_of(project) == ("The Fog Horn", {"Mia": 0, "Bo": 5})
