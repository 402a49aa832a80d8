from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editor.settings.errors import SettingsError
from editor.settings.options import OPTIONS, Settings
from editor.settings.user_file import SettingsStore, load_settings, save_settings


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


def write(file: Path, text: str | bytes) -> None:
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(text.encode() if isinstance(text, str) else text)


def test_no_file_means_defaults_and_no_complaint(file: Path) -> None:
    loaded = load_settings(file)
    assert (loaded.settings, loaded.problems) == (Settings(), ())
    assert not file.parent.exists()


def test_what_is_saved_is_read_again(file: Path) -> None:
    changed = Settings().changed(
        theme="dark", speed=1.25, follow_playback=False, recent_projects=("/päth/é.proofcast",)
    )
    save_settings(file, changed)
    assert load_settings(file).settings == changed
    assert [path.name for path in file.parent.iterdir()] == ["settings.toml"]


def test_only_what_differs_is_written(file: Path) -> None:
    save_settings(file, Settings().changed(text_size=18))
    assert tomllib.loads(file.read_text("utf-8")) == {"text_size": 18}


def test_wrong_values_fall_back_one_by_one(file: Path) -> None:
    write(file, 'theme = "pink"\ntext_size = 20\nspeed = 9.0\nlanguage = 3\n')
    loaded = load_settings(file)
    assert loaded.settings == Settings().changed(text_size=20)
    assert len(loaded.problems) == 3
    assert all(problem.endswith("is used.") for problem in loaded.problems)
    assert "theme must be one of system, light, dark, not 'pink'" in loaded.problems[-1]


def test_unknown_keys_are_kept(file: Path) -> None:
    write(file, 'theme = "light"\nfuture = [1, 2]\n[plugin]\ncolour = "blue"\n')
    store = SettingsStore(file)
    assert store.problems == ()
    store.change(theme="dark")
    assert tomllib.loads(file.read_text("utf-8")) == {
        "theme": "dark",
        "future": [1, 2],
        "plugin": {"colour": "blue"},
    }


@pytest.mark.parametrize("text", [b"theme = = 1", b"\xff\xfe\x00", b"a = " + b"[" * 5_000])
def test_a_broken_file_is_kept_aside(file: Path, text: bytes) -> None:
    for number in (1, 2):
        write(file, text)
        loaded = load_settings(file)
        assert loaded.settings == Settings()
        (problem,) = loaded.problems
        aside = file.with_name(f"settings.broken-{number}.toml")
        assert str(aside) in problem
        assert "\n" not in problem
        assert aside.read_bytes() == text
        assert not file.exists()


def test_a_byte_order_mark_is_no_trouble(file: Path) -> None:
    write(file, b'\xef\xbb\xbftheme = "dark"\r\n')
    assert load_settings(file).settings.theme == "dark"


def test_a_folder_in_its_place_is_told_and_not_touched(file: Path) -> None:
    file.mkdir(parents=True)
    (problem,) = load_settings(file).problems
    assert "cannot be read" in problem
    with pytest.raises(SettingsError, match="cannot be saved"):
        save_settings(file, Settings())
    assert [path.name for path in file.parent.iterdir()] == ["settings.toml"]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_keeps_the_old_file(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(file, 'theme = "dark"\n')
    monkeypatch.setattr("uuid.uuid4", lambda: type("Id", (), {"hex": "12345678"}))
    (file.parent / ".settings.toml-12345678.part").symlink_to("/dev/full")
    with pytest.raises(SettingsError, match="free some space"):
        save_settings(file, Settings().changed(text_size=20))
    assert file.read_text() == 'theme = "dark"\n'
    assert [path.name for path in file.parent.iterdir()] == ["settings.toml"]


def test_subscribers_hear_of_changes_only(file: Path) -> None:
    store, heard = SettingsStore(file), []
    stop = store.subscribe(lambda now: heard.append(now.theme))
    store.change(theme="dark")
    store.change(theme="dark")
    with pytest.raises(SettingsError):
        store.change(theme="pink")
    stop()
    store.change(theme="light")
    assert heard == ["dark"]
    assert store.now.theme == load_settings(file).settings.theme == "light"


def test_a_change_holds_even_if_it_cannot_be_saved(tmp_path: Path) -> None:
    (tmp_path / "config").write_bytes(b"a file where the folder should be")
    store = SettingsStore(tmp_path / "config" / "settings.toml")
    with pytest.raises(SettingsError, match="cannot be saved"):
        store.change(theme="dark")
    assert store.now.theme == "dark"


SCALARS = st.none() | st.booleans() | st.integers(-(2**70), 2**70) | st.floats() | st.text()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=200) | st.text("theme=speed\"'[]\n1.5#{}", max_size=60).map(str.encode))
def test_any_bytes_give_settings(tmp_path: Path, text: bytes) -> None:
    file = tmp_path / "settings.toml"
    file.write_bytes(text)
    loaded = load_settings(file)
    assert isinstance(loaded.settings, Settings)
    for aside in tmp_path.glob("*broken*"):
        aside.unlink()


@given(st.dictionaries(st.sampled_from(list(OPTIONS)), SCALARS | st.lists(SCALARS), max_size=4))
def test_any_values_are_taken_or_refused(values: dict[str, object]) -> None:
    try:
        changed = Settings().changed(**values)
    except SettingsError:
        return
    assert Settings().changed(**dict(changed.as_mapping())) == changed
