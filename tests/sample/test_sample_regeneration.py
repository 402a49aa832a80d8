"""Making the sample again gives the same sample. Needs flite; about four seconds."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benchmarks.voices import VOICES, missing
from resources.sample import make_sample

SAMPLE = Path(__file__).parents[2] / "resources" / "sample"
WHY_NOT = missing(VOICES[name] for name in make_sample.CAST.values())
pytestmark = pytest.mark.skipif(bool(WHY_NOT), reason=WHY_NOT or "the voices are installed")


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample")
    make_sample.make(folder)
    return folder


@pytest.mark.parametrize("name", [make_sample.TRANSCRIPT, make_sample.TRUTH])
def test_text_comes_out_the_same(again: Path, name: str):
    assert (again / name).read_bytes() == (SAMPLE / name).read_bytes()


def test_audio_comes_out_as_long(again: Path):
    """Not byte for byte: another build of ffmpeg may encode differently."""
    made, kept = ((folder / make_sample.AUDIO).stat().st_size for folder in (again, SAMPLE))
    assert made == pytest.approx(kept, rel=0.02)


def test_readme_lists_the_planted_errors():
    readme = (SAMPLE / "README.md").read_text(encoding="utf-8")
    truth = json.loads((SAMPLE / "truth.json").read_text(encoding="utf-8"))
    for error in truth["errors"]:
        spoken = error["spoken"] or "(nothing)"
        assert f"| {error['line']} | {error['kind']} |" in readme
        assert f"| {spoken} |" in readme
