"""The language of the interface."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from editor.settings import language
from editor.settings.language import SOURCE, VARIABLE, choose, languages, ntr, tr

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _asked_anew():
    """Each test asks for the language as a new process would."""
    language.current_language.cache_clear()
    language._catalogue.cache_clear()
    yield
    language.current_language.cache_clear()
    language._catalogue.cache_clear()


@pytest.mark.parametrize(("wishes", "chosen"), [
    (("de",), "de"), (("de_AT.UTF-8",), "de"), (("de-CH",), "de"), (("DE",), "de"),
    (("", "system", "de"), "de"), (("en_GB", "de"), "en"), (("xx", "de"), "en"),
    (("C.UTF-8", "POSIX"), "en"), ((), "en"),
])  # fmt: skip
def test_the_first_wish_that_can_be_met_counts(wishes, chosen):
    assert choose(wishes) == chosen


def test_english_comes_first_and_german_is_there():
    assert languages()[0] == SOURCE
    assert "de" in languages()


def test_texts_are_filled_in():
    assert tr("Doubts: {count}", count=3) == "Doubts: 3"
    assert tr("Braces {stay} as they are") == "Braces {stay} as they are"
    assert ntr("{count} doubt", "{count} doubts", 1) == "1 doubt"
    assert ntr("{count} doubt in {place}", "{count} doubts in {place}", 2, place="A") == (
        "2 doubts in A"
    )


def test_the_users_setting_counts_before_the_system(monkeypatch, tmp_path):
    monkeypatch.setenv("PROOFCAST_HOME", str(tmp_path))
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    file = language.user_folders().settings_file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text('interface_language = "de"\n', encoding="utf-8")
    assert language.current_language() == "de"


@pytest.mark.parametrize("content", ["interface_language = 7", "not toml [", ""])
def test_a_broken_setting_leaves_it_to_the_system(monkeypatch, tmp_path, content):
    monkeypatch.setenv("PROOFCAST_HOME", str(tmp_path))
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setenv("LC_ALL", "de_DE.UTF-8")
    file = language.user_folders().settings_file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(content, encoding="utf-8")
    assert language.current_language() == "de"


def test_a_damaged_catalogue_means_english(monkeypatch, tmp_path):
    (tmp_path / "de.mo").write_bytes(b"no catalogue")
    monkeypatch.setenv(VARIABLE, "de")
    monkeypatch.setattr(language, "data_file", lambda name: tmp_path / Path(name).name)
    monkeypatch.setattr(language, "languages", lambda: ("en", "de"))
    assert tr("Open") == "Open"


def test_every_text_of_the_interface_is_translated():
    done = subprocess.run(
        [sys.executable, str(ROOT / "packaging" / "translations.py"), "check"],
        capture_output=True, text=True, timeout=120, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
