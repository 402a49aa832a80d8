"""Downloads from a real server on this machine: whole, broken off, stalled, taken up again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import hub_server
import pytest
from hub_server import (
    FILES,
    SIZE,
    WEIGHTS,
    Hub,
    contents,
    cut_after,
    names,
    one_sentence,
    stall,
    status,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from editor.alignment.models.errors import (
    DownloadError,
)
from editor.alignment.models.fetch import fetch, leftover_bytes
from editor.alignment.models.transfer import Connection

if TYPE_CHECKING:
    from pathlib import Path


def test_all_files_arrive_and_nothing_else_stays(get: Any, tmp_path: Path) -> None:
    folder = get()
    assert folder == tmp_path / "models" / "toy"
    assert contents(folder) == FILES
    assert names(folder.parent) == {"toy", ".toy.lock"}


def test_progress_grows_to_the_whole(get: Any) -> None:
    seen: list[tuple[int, int]] = []
    get(progress=lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert seen[-1] == (SIZE, SIZE)
    assert len(seen) > len(FILES)  # also within a file


def test_what_is_there_is_not_asked_for_again(get: Any, hub: Hub) -> None:
    get()
    hub.requests.clear()
    get()
    assert hub.requests == []


def test_the_environment_names_the_hub(
    hub: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HF_ENDPOINT", f"{hub.address}/")
    assert contents(fetch(hub_server.entry(), tmp_path)) == FILES


def test_an_answer_without_length_is_enough(get: Any, hub: Hub) -> None:
    hub.faults = [lambda handler: handler.answer(200, WEIGHTS, {"Content-Length": ""})]
    assert contents(get()) == FILES


def test_redirections_are_followed_also_in_the_middle(get: Any, hub: Hub) -> None:
    elsewhere = f"{hub.address}/elsewhere/model.bin"
    hub.faults = [status(302, elsewhere), cut_after(300_000), status(307, elsewhere)]
    assert contents(get()) == FILES
    assert hub.asked_for("model.bin")[-1]["Range"] == "bytes=300000-"


# Broken connections.


def test_a_broken_connection_is_taken_up_where_it_broke(get: Any, hub: Hub) -> None:
    hub.faults = [cut_after(300_000)]
    assert contents(get()) == FILES
    again = hub.asked_for("model.bin")[1]
    assert (again["Range"], again["If-Range"]) == ("bytes=300000-", '"v1"')


def test_every_bit_of_progress_counts_as_success(get: Any, hub: Hub) -> None:
    hub.faults = [cut_after(100_000)] * 5  # more often than the two attempts in a row
    assert contents(get()) == FILES


def test_a_connection_that_brings_nothing_is_given_up_and_taken_up_later(
    get: Any, hub: Hub, tmp_path: Path
) -> None:
    hub.faults = [cut_after(300_000), cut_after(0), cut_after(0)]
    with pytest.raises(DownloadError, match="kept breaking off") as caught:
        get()
    assert one_sentence(caught.value)
    assert not (tmp_path / "models" / "toy").exists()
    assert leftover_bytes(hub_server.entry(), tmp_path / "models") == SIZE - 400_000
    seen: list[int] = []
    assert contents(get(progress=lambda done, _: seen.append(done))) == FILES
    assert hub.asked_for("model.bin")[-1]["Range"] == "bytes=300000-"
    assert len(hub.asked_for("config.json")) == 1


def test_a_server_that_cannot_resume_begins_again(get: Any, hub: Hub) -> None:
    hub.ranges = False
    hub.faults = [cut_after(300_000)]
    assert contents(get()) == FILES


def test_a_server_that_cannot_resume_and_always_breaks_is_given_up(get: Any, hub: Hub) -> None:
    hub.ranges = False
    hub.faults = [cut_after(300_000)] * 9
    with pytest.raises(DownloadError, match="kept breaking off"):
        get()
    assert len(hub.asked_for("model.bin")) == 3


def test_a_new_version_on_the_server_is_not_mixed_with_the_old(get: Any, hub: Hub) -> None:
    hub.files["model.bin"] = bytes(len(WEIGHTS))
    hub.faults = [cut_after(300_000), cut_after(0), cut_after(0)]
    with pytest.raises(DownloadError):
        get()
    hub.files["model.bin"], hub.etag = WEIGHTS, '"v2"'
    assert contents(get()) == FILES


def test_a_weak_label_is_not_resumed_by(get: Any, hub: Hub) -> None:
    hub.etag = 'W/"v1"'
    hub.faults = [cut_after(300_000)]
    assert contents(get()) == FILES
    assert "If-Range" not in hub.asked_for("model.bin")[1]


def test_a_server_that_goes_on_at_the_wrong_place_is_asked_for_everything(
    get: Any, hub: Hub
) -> None:
    def wrong_place(handler: hub_server.Handler) -> None:
        handler.answer(206, WEIGHTS[7:], {"Content-Range": f"bytes 7-{len(WEIGHTS) - 1}/700000"})

    hub.faults = [cut_after(300_000), wrong_place]
    assert contents(get()) == FILES


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(cuts=st.lists(st.integers(1, 300_000), max_size=5), ranges=st.booleans())
def test_however_often_it_breaks_the_bytes_are_right(
    cuts: list[int], ranges: bool, hub: Hub, tmp_path_factory: pytest.TempPathFactory
) -> None:
    hub.ranges = ranges
    hub.faults = [cut_after(size) for size in cuts]
    patient = Connection(attempts=9, pauses_s=())
    target = tmp_path_factory.mktemp("models")
    folder = fetch(hub_server.entry(), target, endpoint=hub.address, connection=patient)
    assert contents(folder) == FILES


def test_a_stalled_server_is_given_up(hub: Hub, tmp_path: Path) -> None:
    hub.faults = [stall] * 5
    hasty = Connection(timeout_s=0.05, attempts=2, pauses_s=())
    with pytest.raises(DownloadError, match="no answer in time") as caught:
        fetch(hub_server.entry(), tmp_path, endpoint=hub.address, connection=hasty)
    assert one_sentence(caught.value)


def test_pauses_grow_and_end_with_progress(hub: Hub, tmp_path: Path) -> None:
    paused: list[float] = []
    hub.faults = [status(503), status(429), status(500), cut_after(9), status(503)]
    patient = Connection(attempts=4, pauses_s=(0.5, 1.0), pause=paused.append)
    fetch(hub_server.entry(), tmp_path, endpoint=hub.address, connection=patient)
    assert paused == [0.5, 1.0, 1.0, 0.5]


def test_no_server_at_all(tmp_path: Path, quick: Connection) -> None:
    with hub_server.running() as gone:
        address = gone.address
    with pytest.raises(DownloadError, match="kept breaking off") as caught:
        fetch(hub_server.entry(), tmp_path, endpoint=address, connection=quick)
    assert one_sentence(caught.value)
