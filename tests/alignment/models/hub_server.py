"""A model hub on this machine that serves one small model, and misbehaves on demand."""

from __future__ import annotations

import hashlib
import random
import re
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Any

from editor.alignment.models.catalog import ModelEntry, ModelFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

REPOSITORY = "somebody/small-model"
REVISION = "abc123"
WEIGHTS = random.Random(1).randbytes(700_000)
FILES = {
    "config.json": b"{}",
    "tokenizer.json": b'{"model": {}}',
    "vocabulary.txt": b"a\nb\n",
    "model.bin": WEIGHTS,
}


SIZE = sum(map(len, FILES.values()))


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def entry(**changes: Any) -> ModelEntry:
    """The catalogue's entry for the model that the hub serves."""
    values: dict[str, Any] = {
        "name": "toy",
        "title": "Toy",
        "about": "For tests.",
        "languages": "en",
        "files": tuple(ModelFile(name, len(data), sha256(data)) for name, data in FILES.items()),
        "licence": "MIT",
        "repository": REPOSITORY,
        "revision": REVISION,
        "checked": "bytes",
    }
    return ModelEntry(**{**values, **changes})


@dataclass
class Hub:
    """What the server has and how it behaves.

    Attributes:
        files: The files of the model.
        listing: What it answers when asked for the list of files.
        faults: Taken one by one by requests for `model.bin`, instead of an honest answer.
        ranges: Whether it can begin in the middle of a file.
        etag: What it calls the version of its files.
        requests: File name, and headers, of every request so far.
        release: Set when the test is over: lets stalled answers end.
    """

    files: dict[str, bytes] = field(default_factory=lambda: dict(FILES))
    listing: bytes = b""
    faults: list[Callable[[Handler], None]] = field(default_factory=list)
    ranges: bool = True
    etag: str = '"v1"'
    requests: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    release: threading.Event = field(default_factory=threading.Event)
    address: str = ""

    def asked_for(self, name: str) -> list[dict[str, str]]:
        """The headers of every request for a file."""
        return [headers for asked, headers in self.requests if asked == name]


class Handler(BaseHTTPRequestHandler):
    """Answers one request."""

    hub: Hub
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        self.close_connection = True
        name = self.path.rpartition("/")[2]
        self.hub.requests.append((name, dict(self.headers.items())))
        if self.path.startswith("/api/"):
            self.answer(200, self.hub.listing)
        elif name == "model.bin" and self.hub.faults:
            self.hub.faults.pop(0)(self)
        elif name in self.hub.files:
            self.honest(self.hub.files[name])
        else:
            self.answer(404, b"not found")

    def honest(self, data: bytes, *, cut: int | None = None) -> None:
        """Send `data`, or what is left of it; `cut`: hang up after so many bytes."""
        start = self._start()
        if start >= len(data):
            self.answer(416, b"")
            return
        headers = {"ETag": self.hub.etag}
        if start:
            headers["Content-Range"] = f"bytes {start}-{len(data) - 1}/{len(data)}"
        self.answer(206 if start else 200, data[start:], headers, cut=cut)

    def answer(
        self,
        status: int,
        body: bytes,
        headers: dict[str, str] | None = None,
        *,
        cut: int | None = None,
    ) -> None:
        self.send_response(status)
        for key, value in {"Content-Length": str(len(body)), **(headers or {})}.items():
            if value:
                self.send_header(key, value)
        self.end_headers()
        with suppress(OSError):  # the client may have hung up, as a cancelled download does
            self.wfile.write(body[:cut])

    def _start(self) -> int:
        asked = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        same = self.headers.get("If-Range", self.hub.etag) == self.hub.etag
        return int(asked[1]) if asked and same and self.hub.ranges else 0

    def log_message(self, *args: object) -> None:
        """Say nothing."""


def cut_after(size: int) -> Callable[[Handler], None]:
    """Hang up after `size` bytes of what is left."""
    return lambda handler: handler.honest(handler.hub.files["model.bin"], cut=size)


def status(code: int, location: str = "") -> Callable[[Handler], None]:
    return lambda handler: handler.answer(code, b"", {"Location": location})


def other_bytes(handler: Handler) -> None:
    """The right number of wrong bytes."""
    handler.honest(bytes(len(handler.hub.files["model.bin"])))


def stall(handler: Handler) -> None:
    """Promise everything, send a little, then nothing."""
    handler.answer(200, WEIGHTS, cut=1000)
    handler.hub.release.wait()


def hold(entered: threading.Event, leave: threading.Event) -> Callable[[Handler], None]:
    """Answer honestly, but only after `leave`."""

    def wait(handler: Handler) -> None:
        entered.set()
        leave.wait()
        handler.honest(handler.hub.files["model.bin"])

    return wait


@contextmanager
def running() -> Iterator[Hub]:
    """A hub that listens; all its threads have ended afterwards."""
    hub = Hub()
    handler = type("BoundHandler", (Handler,), {"hub": hub})
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    server.daemon_threads = False  # so that closing waits for them
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    hub.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield hub
    finally:
        hub.release.set()
        server.shutdown()
        server.server_close()
        thread.join()


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def names(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


def one_sentence(error: BaseException) -> bool:
    message = str(error)
    return message.endswith(".") and "\n" not in message and ". " not in message
