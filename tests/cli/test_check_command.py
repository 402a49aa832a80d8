from __future__ import annotations

import json
from typing import TYPE_CHECKING

from editor.cli import program
from editor.storage.content import Imported
from editor.storage.project import Project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cli_lab import Outcome

    from editor.transcript.document import Transcript

GOOD = "WEBVTT\n\n00:01.000 --> 00:03.000\n<v Ann>Hello there, everybody.\n"


def test_a_sound_file(run: Callable[..., Outcome], tmp_path: Path) -> None:
    path = tmp_path / "a.vtt"
    path.write_text(GOOD)
    outcome = run("check", path)
    assert (outcome.code, outcome.out) == (0, f"{path}: no problems in 1 cue.\n")
    assert run("check", path, "--json").json == {
        "ok": True,
        "profile": "podcast",
        "against": None,
        "cues": [{"start": 1.0, "end": 3.0, "text": "Hello there, everybody.", "speaker": "Ann"}],
        "problems": [],
        "files": [
            {
                "path": str(path),
                "format": "vtt",
                "cues": [
                    {"start": 1.0, "end": 3.0, "text": "Hello there, everybody.", "speaker": "Ann"}
                ],
                "problems": [],
            }
        ],
    }


def test_problems_are_told_and_the_exit_code_is_1(
    run: Callable[..., Outcome], tmp_path: Path
) -> None:
    good, bad = tmp_path / "a.vtt", tmp_path / "b.vtt"
    good.write_text(GOOD)
    bad.write_text(GOOD.replace("there", "& there"))
    outcome = run("check", good, bad)
    assert outcome.code == program.FAILED
    assert outcome.out.splitlines()[1:] == [
        f"{bad}: 1 problem.", "  line 4, cue 1: A plain & must be written as &amp;.",
    ]  # fmt: skip
    values = run("check", good, bad, "--json").json
    assert not values["ok"]
    assert "problems" not in values
    assert values["files"][1]["problems"] == [
        {"kind": "ampersand", "message": "A plain & must be written as &amp;.", "cue": 1,
         "line": 4, "start": 1.0}
    ]  # fmt: skip


def test_against_a_project(run: Callable[..., Outcome], project: Path, tmp_path: Path) -> None:
    path = tmp_path / "a.vtt"
    assert run("export", project, "--vtt", path).code == 0
    assert run("check", path, "--against", project).code == 0
    path.write_text(path.read_text(encoding="utf-8").replace("back to ", ""), encoding="utf-8")
    outcome = run("check", path, "--against", project)
    assert outcome.code == 1
    assert "Missing from the file: “back to”." in outcome.out


def test_profiles_of_the_users_own(run: Callable[..., Outcome], home: Path, tmp_path: Path) -> None:
    folder = home / "config" / "profiles"
    folder.mkdir(parents=True)
    (folder / "slow.toml").write_text("max_cps = 5\n")
    path = tmp_path / "a.vtt"
    path.write_text(GOOD)
    assert run("check", path, "--profile", "slow").code == 1
    assert "limit is 5" in run("check", path, "--profile", "slow").out
    assert run("check", path, "--profile", "none").code == 2


def test_what_cannot_be_read(
    run: Callable[..., Outcome], refused: Callable[..., str], tmp_path: Path
) -> None:
    assert "There is no file" in refused("check", tmp_path / "none.vtt")
    assert "There is no project" in refused(
        "check", __file__, "--against", tmp_path / "x.proofcast"
    )
    path = tmp_path / "empty.srt"
    path.write_bytes(b"")
    outcome = run("check", path)
    assert outcome.code == 1
    assert "is empty" in outcome.out


def test_diff(run: Callable[..., Outcome], tmp_path: Path, document: Transcript) -> None:
    text = "Buy socks today.\nWelcome back to show.\nHello there,\nNaïve 日本 <b> & so on.\n"
    path = tmp_path / "talk.proofcast"
    Project.create(path, document, imported=Imported("talk.txt", text.encode())).close()
    outcome = run("diff", path)
    assert outcome.code == 0
    assert outcome.out.startswith("--- talk.txt (imported)\n+++ talk.proofcast (now)\n")
    assert "+Mia: Welcome back to the show." in outcome.out
    assert "2 were added" in outcome.err
    page = tmp_path / "diff.html"
    assert run("diff", path, "--html", page).out == ""
    shown = page.read_text(encoding="utf-8")
    assert "<ins>the</ins>" in shown
    assert "&lt;b&gt; &amp; so on." in shown
    both = run("diff", path, "--html", "-", "--unified").out
    assert "<table>" in both
    assert "+++ talk.proofcast" in both


def test_diff_without_an_import(refused: Callable[..., str], project: Path) -> None:
    assert "made without a transcript" in refused("diff", project)


def test_json_is_json(run: Callable[..., Outcome], tmp_path: Path) -> None:
    path = tmp_path / "a.srt"
    path.write_text("1\n00:00:01,000 --> 00:00:02,000\nx\n")
    assert json.loads(run("check", path, "--json").out)["files"][0]["format"] == "srt"
