"""Get one file over HTTP: resumed where it stopped, tried again when the connection breaks."""

from __future__ import annotations

import http.client
import re
import threading
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from editor.alignment.models.catalog import human_size
from editor.alignment.models.errors import (
    DownloadCancelledError,
    DownloadError,
    DownloadRefusedError,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from editor.alignment.models.hub import Expected
    from editor.alignment.models.part import Part

CHUNK = 256 * 1024
LISTING_LIMIT = 4 * 1024 * 1024
"""No list of a repository's files is longer than this many bytes."""
REFUSALS = {
    401: "wants a login for it",
    403: "does not hand it out",
    404: "does not have it",
    410: "no longer has it",
    451: "may not hand it out here",
}

Answer = http.client.HTTPResponse


def _wait(seconds: float) -> None:
    threading.Event().wait(seconds)


@dataclass(frozen=True)
class Connection:
    """How to talk to the hub.

    Attributes:
        timeout_s: How long to wait for a connection, or for the next byte, in seconds. It is also
            the longest that a stalled download takes to notice that it was cancelled.
        attempts: How often in a row an attempt may bring nothing new before giving up.
        pauses_s: How long to wait before the second, third, … attempt in a row, in seconds.
        pause: What waits so many seconds.
        opener: What opens addresses; follows redirections, honours the system's proxies.
    """

    timeout_s: float = 20.0
    attempts: int = 5
    pauses_s: tuple[float, ...] = (0.5, 1.0, 2.0, 4.0)
    pause: Callable[[float], None] = _wait
    opener: urllib.request.OpenerDirector = field(default_factory=urllib.request.build_opener)

    def open(self, url: str, headers: dict[str, str]) -> Answer:
        """Ask for `url`.

        Raises:
            OSError: No answer, or one that says no (`urllib.error.HTTPError`).
            http.client.HTTPException: The answer is not HTTP.
        """
        headers = {"User-Agent": "proofcast", "Accept-Encoding": "identity", **headers}
        request = urllib.request.Request(url, headers=headers)
        answer: Answer = self.opener.open(request, timeout=self.timeout_s)
        return answer


@dataclass(frozen=True)
class Transfer:
    """The download of the files of one model.

    Attributes:
        model: Its name, for messages.
        connection: How to talk to the hub.
        cancelled: Asked often; true stops the download.
    """

    model: str
    connection: Connection
    cancelled: Callable[[], bool]

    def get(self, url: str, part: Part, expected: Expected, on_size: Callable[[int], None]) -> None:
        """Download `url` into `part` until it is whole; `on_size` hears how long it is by now.

        Raises:
            DownloadCancelledError: The user stopped it. What arrived is kept, as with all errors.
            DownloadRefusedError: The server says no, or offers another file.
            DownloadError: The connection kept breaking off.
            DiskFullError, FolderUnusableError: It cannot be written.
        """
        on_size(part.size)

        def receive() -> None:
            if not part.whole:
                self._receive(url, part, expected, on_size)

        self._persist(receive, lambda: part.size, lambda: part.whole)

    def read(self, url: str) -> bytes:
        """The content of a short document.

        Raises:
            DownloadError: As with `get`.
        """
        body = bytearray()

        def receive() -> None:
            with self._open(url, {}) as answer:
                body[:] = answer.read(LISTING_LIMIT)

        self._persist(receive, lambda: 0, lambda: bool(body))
        return bytes(body)

    def _persist(
        self, receive: Callable[[], None], reached: Callable[[], int], done: Callable[[], bool]
    ) -> None:
        """Call `receive` until `done`; give up after so many calls that brought nothing new."""
        farthest, fruitless = reached(), 0
        while True:
            self._stop_if_cancelled()
            reason = "the connection was broken off"
            try:
                receive()
            except (OSError, http.client.HTTPException) as error:
                reason = _reason(error)
            if done():
                return
            fruitless = 0 if reached() > farthest else fruitless + 1
            farthest = max(farthest, reached())
            if fruitless >= self.connection.attempts:
                raise DownloadError(self._gave_up(reason))
            self._pause(fruitless)

    def _gave_up(self, reason: str) -> str:
        return (
            f"The download of “{self.model}” kept breaking off ({reason}): check the connection "
            "and start it again, it goes on where it stopped."
        )

    def _pause(self, fruitless: int) -> None:
        pauses = self.connection.pauses_s
        if fruitless and pauses:
            self._stop_if_cancelled()
            self.connection.pause(pauses[min(fruitless, len(pauses)) - 1])

    def _receive(
        self, url: str, part: Part, expected: Expected, on_size: Callable[[int], None]
    ) -> None:
        """One answer of the server, as far as it goes."""
        with self._open(url, _wish(part)) as answer:
            _begin(answer, part, expected)
            while not part.whole and (data := answer.read1(CHUNK)):
                part.append(data[: expected.size - part.size])
                on_size(part.size)
                self._stop_if_cancelled()

    def _open(self, url: str, headers: dict[str, str]) -> Answer:
        try:
            return self.connection.open(url, headers)
        except urllib.error.HTTPError as error:
            with error:
                status = error.code
            if status in (408, 416, 429) or status >= 500:
                raise ConnectionError(f"the server answers {status}") from error
            raise DownloadRefusedError(self._refusal(url, status)) from error

    def _refusal(self, url: str, status: int) -> str:
        address = urlsplit(url)
        what = REFUSALS.get(status, f"answers {status}")
        name = address.path.rpartition("/")[2]
        return (
            f"“{self.model}” cannot be downloaded: {address.hostname} was asked for {name} and "
            f"{what}."
        )

    def _stop_if_cancelled(self) -> None:
        if self.cancelled():
            raise DownloadCancelledError(
                f"The download of “{self.model}” was stopped; start it again and it goes on where "
                "it stopped."
            )


def _wish(part: Part) -> dict[str, str]:
    if not part.size:
        return {}
    wish = {"Range": f"bytes={part.size}-"}
    return {**wish, "If-Range": part.etag} if part.etag else wish


def _begin(answer: Answer, part: Part, expected: Expected) -> None:
    """Put `part` where the answer begins, after a look at what the server wants to send."""
    start, total = _extent(answer)
    if total is not None and total != expected.size:
        raise DownloadRefusedError(
            f"The server offers {expected.name} with {total} bytes instead of {expected.size} "
            f"({human_size(expected.size)}): it is another file, and nothing was installed."
        )
    if start == 0:
        etag = answer.headers.get("ETag", "")
        part.restart("" if etag.startswith("W/") else etag)  # a weak one cannot be resumed by
    elif start != part.size:
        part.restart()
        raise ConnectionError("the server went on at the wrong place")


def _extent(answer: Answer) -> tuple[int, int | None]:
    """At which byte the answer begins, and how long the whole file is, if the server says so."""
    if answer.status == 206:
        stated = re.fullmatch(r"bytes (\d+)-\d+/(\d+|\*)", answer.headers.get("Content-Range", ""))
        if stated is None:
            return -1, None
        return int(stated[1]), None if stated[2] == "*" else int(stated[2])
    length = answer.headers.get("Content-Length", "")
    return 0, int(length) if length.isdigit() else None


def _reason(error: Exception) -> str:
    cause = error.reason if isinstance(error, urllib.error.URLError) else error
    if isinstance(cause, TimeoutError):
        return "no answer in time"
    if isinstance(cause, OSError) and cause.strerror:
        return cause.strerror
    return str(cause) or type(cause).__name__
