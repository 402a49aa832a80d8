from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pytest
from cli_lab import save_sound, words

from editor.storage.media_link import MediaReference
from editor.storage.project import Project
from editor.transcript.document import Transcript, Turn, TurnId
from editor.transcript.words import Timing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from cli_lab import Outcome

RATE = 16_000
TALK = (np.random.default_rng(7).standard_normal(RATE * 30) * 3000).astype(np.int16)
AD = (np.random.default_rng(8).standard_normal(RATE * 6) * 3000).astype(np.int16)


@pytest.fixture
def show(tmp_path: Path) -> Path:
    """A project of 30 s, ten words from 2 s on and ten from 20 s on."""
    audio = save_sound(tmp_path / "show.wav", TALK)
    spoken = "one two three four five six seven eight nine ten"
    document = Transcript(
        (
            Turn(TurnId(1), None, words(spoken, 2000)),
            Turn(TurnId(2), None, words(spoken, 20_000)),
        )
    )
    path = tmp_path / "show.proofcast"
    Project.create(path, document, media=MediaReference(audio, "", 30_000)).close()
    return path


def test_times_move_to_another_edit(
    run: Callable[..., Outcome], show: Path, tmp_path: Path
) -> None:
    other = save_sound(tmp_path / "other.wav", TALK[8 * RATE : 15 * RATE], AD, TALK[15 * RATE :])
    done = run("retime", show, other, "--json")
    assert done.code == 0
    assert done.json["words"] == 10
    assert done.json["words_cut_out"] == 10
    (removed,) = done.json["removed"]
    assert (removed["start"], removed["end"]) == pytest.approx((0, 8), abs=0.1)
    (inserted,) = done.json["inserted"]
    assert (inserted["start"], inserted["end"]) == pytest.approx((7, 13), abs=0.1)
    with Project.open(tmp_path / "other.proofcast", read_only=True) as project:
        document = project.document()
        assert project.media is not None
        assert project.media.path == other
    (turn,) = document.turns
    assert turn.words[0].start == pytest.approx(20_000 - 8000 + 6000, abs=10)
    assert turn.words[0].timing is Timing.MEASURED
    with Project.open(show, read_only=True) as project:
        assert project.document().word_count == 20


def test_words_that_were_cut_out_can_stay(
    run: Callable[..., Outcome], show: Path, tmp_path: Path
) -> None:
    other = save_sound(tmp_path / "other.wav", TALK[8 * RATE :])
    target = tmp_path / "cut.proofcast"
    done = run("retime", show, other, "-o", target, "--keep-lost")
    assert done.code == 0
    assert "10 words moved, 10 cut out" in done.out
    assert "removed   0:00:00.0 to 0:00:08" in done.out
    with Project.open(target, read_only=True) as project:
        assert project.document().word_count == 20


def test_another_episode_is_refused(
    refused: Callable[..., str], show: Path, tmp_path: Path
) -> None:
    other = save_sound(tmp_path / "other.wav", AD)
    assert "does not sound like" in refused("retime", show, other)
    assert not (tmp_path / "other.proofcast").exists()


def test_nothing_is_overwritten_unless_asked(
    run: Callable[..., Outcome], refused: Callable[..., str], show: Path, tmp_path: Path
) -> None:
    other = save_sound(tmp_path / "other.wav", TALK[8 * RATE :])
    assert run("retime", show, other).code == 0
    assert "--force" in refused("retime", show, other)
    assert run("retime", show, other, "--force").code == 0
    assert run("retime", show, other, "-o", show).code == 2
    assert run("retime", show, other, "-o", tmp_path / "x.txt").code == 2


def test_a_project_whose_audio_is_gone_says_so(
    refused: Callable[..., str], project: Path, tmp_path: Path
) -> None:
    other = save_sound(tmp_path / "other.wav", TALK)
    assert "gone.mp3" in refused("retime", project, other)


def test_words_with_other_sound_are_found_by_the_aligner(
    run: Callable[..., Outcome],
    quick_worker: Callable[[str], None],
    show: Path,
    tmp_path: Path,
) -> None:
    quick_worker("well")  # it hears all words from the beginning on
    other = save_sound(tmp_path / "other.wav", AD, TALK[8 * RATE :])
    done = run("retime", show, other, "--json")
    assert done.code == 0
    assert (done.json["words"], done.json["words_by_text"]) == (20, 10)
    (span,) = done.json["aligned_by_text"]
    assert span["start"] == 0
    first, last = done.json["removed"]  # what is left of the old sound before and after the words
    assert (first["start"], first["end"]) == (0, 2)
    assert (last["start"], last["end"]) == pytest.approx((5, 8), abs=0.1)
    done = run("retime", show, other, "--force")
    assert "aligned by text 0:00:00.0" in done.out
    done = run("retime", show, other, "--force", "--json", "--no-text-anchors")
    assert (done.json["words"], done.json["aligned_by_text"]) == (10, [])


def test_without_an_aligner_the_sound_alone_counts(
    run: Callable[..., Outcome],
    quick_worker: Callable[[str], None],
    home: Path,
    show: Path,
    tmp_path: Path,
) -> None:
    other = save_sound(tmp_path / "other.wav", AD, TALK[8 * RATE :])
    quick_worker("fail")
    done = run("retime", show, other, "--json")
    assert (done.code, done.json["words"]) == (0, 10)
    assert done.json["notes"] == [
        "Passages with other sound were not looked for by their words: "
        "This speech model cannot be loaded."
    ]
    (home / "config").mkdir(parents=True, exist_ok=True)
    (home / "config" / "settings.toml").write_text('model = "small.en"\n')
    done = run("retime", show, other, "--json", "--force")
    assert done.json["words"] == 10
    assert "models download small.en" in done.json["notes"][0]
