"""A model is found in the first place that has it whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import hub_server
import pytest
from hub_server import REPOSITORY, REVISION
from model_folders import make_model

from editor.alignment.models.catalog import Catalog, InstalledPackage
from editor.alignment.models.errors import ModelBrokenError, ModelMissingError, UnknownModelError
from editor.alignment.models.resolve import (
    ModelFolders,
    Origin,
    find_folders,
    hub_cache,
    resolve,
)
from editor.alignment.models.rows import model_rows

ENTRY = hub_server.entry(package=InstalledPackage("toy_carrier", "weights"), aliases=("t",))
CATALOG = Catalog((ENTRY, replace(ENTRY, name="other", package=None, repository="a/b", aliases=())))


@pytest.fixture
def folders(tmp_path: Path) -> ModelFolders:
    return ModelFolders(tmp_path / "project", tmp_path / "user", tmp_path / "hub")


@pytest.fixture
def carrier(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where an installed package keeps the model, once that folder is made."""
    package = tmp_path / "site-packages" / "toy_carrier"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("raise RuntimeError('must not be imported')")
    monkeypatch.syspath_prepend(str(package.parent))
    return package / "weights"


def snapshot(folders: ModelFolders, revision: str = REVISION) -> Path:
    assert folders.hub_cache
    owner, name = REPOSITORY.split("/")
    return folders.hub_cache / f"models--{owner}--{name}" / "snapshots" / revision


def place(folders: ModelFolders, carrier: Path, origin: Origin) -> Path:
    assert folders.project
    assert folders.user
    return {
        Origin.PROJECT: folders.project / "toy",
        Origin.USER: folders.user / "toy",
        Origin.PACKAGE: carrier,
        Origin.HUB: snapshot(folders),
    }[origin]


ORDER = [Origin.PROJECT, Origin.USER, Origin.PACKAGE, Origin.HUB]


@pytest.mark.parametrize("first", range(4))
def test_the_first_place_in_order_wins(folders: ModelFolders, carrier: Path, first: int) -> None:
    for origin in ORDER[first:]:
        make_model(place(folders, carrier, origin))
    found = resolve("toy", catalog=CATALOG, folders=folders)
    assert found.origin is ORDER[first]
    assert found.path == place(folders, carrier, ORDER[first])
    assert found.entry is ENTRY
    assert found.passed_over == ()


def test_an_alias_finds_it_too(folders: ModelFolders, carrier: Path) -> None:
    make_model(carrier)
    assert resolve("t", catalog=CATALOG, folders=folders).entry is ENTRY


def test_a_broken_copy_is_passed_over_and_mentioned(folders: ModelFolders, carrier: Path) -> None:
    broken = make_model(place(folders, carrier, Origin.USER), model=None)
    make_model(carrier)
    found = resolve("toy", catalog=CATALOG, folders=folders)
    assert found.origin is Origin.PACKAGE
    assert found.passed_over == (f"The speech model in {broken} is broken: model.bin is missing.",)


def test_nowhere(folders: ModelFolders) -> None:
    with pytest.raises(ModelMissingError) as caught:
        resolve("toy", catalog=CATALOG, folders=folders)
    assert str(caught.value) == (
        "The speech model “toy” is not on this computer: "
        "download it with “proofcast models download toy” (700 kB)."
    )


def test_nowhere_but_a_broken_copy(folders: ModelFolders, carrier: Path) -> None:
    broken = make_model(place(folders, carrier, Origin.USER), tokenizer=None)
    with pytest.raises(ModelMissingError) as caught:
        resolve("toy", catalog=CATALOG, folders=folders)
    assert str(caught.value) == (
        f"The speech model in {broken} is broken: tokenizer.json is missing; "
        "download it with “proofcast models download toy” (700 kB)."
    )


def test_places_that_do_not_exist_are_no_trouble() -> None:
    with pytest.raises(ModelMissingError):
        resolve("toy", catalog=CATALOG, folders=ModelFolders())


def test_another_revision_in_the_hubs_cache_will_do_if_it_is_the_same_model(
    folders: ModelFolders,
) -> None:
    make_model(snapshot(folders, "aaa"), model=b"another")
    make_model(snapshot(folders), model=None)
    wanted = make_model(snapshot(folders, "zzz"))
    found = resolve("toy", catalog=CATALOG, folders=folders)
    assert found.path == wanted
    assert len(found.passed_over) == 2


def test_links_of_the_hubs_cache_are_followed(folders: ModelFolders, tmp_path: Path) -> None:
    blobs = make_model(tmp_path / "blobs")
    snapshot(folders).mkdir(parents=True)
    for path in blobs.iterdir():
        (snapshot(folders) / path.name).symlink_to(path)
    assert resolve("toy", catalog=CATALOG, folders=folders).origin is Origin.HUB
    (blobs / "model.bin").unlink()
    with pytest.raises(ModelMissingError, match=r"model\.bin is missing"):
        resolve("toy", catalog=CATALOG, folders=folders)


@pytest.mark.parametrize("kind", [str, Path])
def test_a_folder_is_taken_at_its_word(tmp_path: Path, kind: type, folders: ModelFolders) -> None:
    folder = make_model(tmp_path / "anywhere", model=b"my own weights")
    found = resolve(kind(folder), catalog=CATALOG, folders=folders)
    assert (found.path, found.entry, found.origin) == (folder, None, Origin.PATH)


def test_a_known_model_in_a_named_folder_is_recognised(
    tmp_path: Path, folders: ModelFolders
) -> None:
    folder = make_model(tmp_path / "anywhere")
    assert resolve(folder, catalog=CATALOG, folders=folders).entry is ENTRY


def test_a_named_folder_that_is_broken_is_not_replaced_by_another(
    tmp_path: Path, folders: ModelFolders, carrier: Path
) -> None:
    make_model(carrier)
    folder = make_model(tmp_path / "anywhere", config=None, vocabulary=None)
    with pytest.raises(ModelBrokenError) as caught:
        resolve(folder, catalog=CATALOG, folders=folders)
    assert str(caught.value) == (
        f"The speech model in {folder} is broken: "
        "config.json is missing, vocabulary.txt is missing."
    )


@pytest.mark.parametrize("path", ["./none", "~/none", "/none/at/all", Path("none")])
def test_a_folder_that_is_not_there(path: str | Path, folders: ModelFolders) -> None:
    with pytest.raises(ModelMissingError, match=r"^There is no folder .*none.*: choose a folder"):
        resolve(path, catalog=CATALOG, folders=folders)


def test_a_model_of_the_users_own_is_found_by_the_name_of_its_folder(
    folders: ModelFolders,
) -> None:
    assert folders.user
    own = make_model(folders.user / "my-own", model=b"weights")
    found = resolve("my-own", catalog=CATALOG, folders=folders)
    assert (found.path, found.entry, found.origin) == (own, None, Origin.USER)


@pytest.mark.parametrize("name", ["huge", ""])
def test_a_name_that_means_nothing(
    name: str, folders: ModelFolders, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UnknownModelError):
        resolve(name, catalog=CATALOG, folders=folders)


def test_a_folder_in_the_current_one_does_not_hide_a_known_model(
    folders: ModelFolders, carrier: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    make_model(tmp_path / "toy", model=b"another")
    make_model(carrier)
    assert resolve("toy", catalog=CATALOG, folders=folders).path == carrier


@pytest.mark.parametrize(
    ("environ", "folder"),
    [
        ({"HF_HUB_CACHE": "/a", "HUGGINGFACE_HUB_CACHE": "/b", "HF_HOME": "/c"}, "/a"),
        ({"HUGGINGFACE_HUB_CACHE": "/b", "HF_HOME": "/c"}, "/b"),
        ({"HF_HOME": "/c", "XDG_CACHE_HOME": "/d"}, "/c/hub"),
        ({"XDG_CACHE_HOME": "/d"}, "/d/huggingface/hub"),
        ({"HF_HUB_CACHE": "", "HF_HOME": ""}, "~/.cache/huggingface/hub"),
    ],
)
def test_the_hubs_own_variables_name_its_cache(environ: dict[str, str], folder: str) -> None:
    assert hub_cache(environ) == Path(folder).expanduser()


def test_the_usual_folders(tmp_path: Path) -> None:
    folders = find_folders(tmp_path, {"HF_HUB_CACHE": "/a"})
    assert folders.project is not None
    assert (folders.project / "catalog.toml").is_file()
    assert (folders.user, folders.hub_cache) == (tmp_path, Path("/a"))


def test_rows_say_what_is_here(folders: ModelFolders, carrier: Path) -> None:
    assert folders.user
    assert [row.state for row in model_rows(CATALOG, folders)] == [
        "available, 700 kB",
        "available, 700 kB",
    ]
    make_model(carrier)
    part = folders.user / ".other.download" / "parts" / "model.bin"
    part.parent.mkdir(parents=True)
    part.write_bytes(bytes(300_000))
    here, begun = model_rows(CATALOG, folders)
    assert (here.installed, here.state) == (True, "found in an installed package")
    assert (begun.installed, begun.state) == (False, "300 kB of 700 kB downloaded")
