"""Run as a process: one episode, opened, aligned and corrected by key in the real window."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEventLoop

from benchmarks.report import Figure
from benchmarks.session.corrector import Corrector
from benchmarks.session.judging import Judgement, Pointed, judge, planted_errors, pointed_at
from benchmarks.session.material import lesson
from benchmarks.speed.children import MeasurementError, answer, facts
from benchmarks.stalls import Watchdog
from editor.app import FOR_OPENING, THE_REST, build, load
from editor.review.doubts import Kind
from editor.review.spelling import key
from editor.settings.folders import user_folders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from benchmarks.session.judging import Planted
    from benchmarks.session.material import Lesson
    from editor.app import Application

LONGEST_S = 900


def until(reached: Callable[[], object]) -> None:
    """Let the window work until something is so.

    Raises:
        MeasurementError: It does not come about.
    """
    end = time.monotonic() + LONGEST_S
    while not reached():
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 50)
        if time.monotonic() > end:
            raise MeasurementError("The window did not do what was waited for.")


def open_and_align(program: Application, taught: Lesson, home: Path) -> None:
    """Bring audio and text into the window, and wait for the alignment.

    Raises:
        MeasurementError: Something went wrong, or the text is read as other words.
    """
    audio, text = home / "lesson.wav", home / "lesson.txt"
    shutil.copyfile(taught.audio, audio)
    text.write_text(taught.damaged.body, encoding="utf-8")
    complaints: list[str] = []
    finished: list[object] = []
    workspace = program.workspace
    workspace.failed.connect(complaints.append)
    workspace.opened.connect(lambda episode: episode.queue.finished.connect(finished.append))
    workspace.opened.connect(lambda episode: episode.queue.failed.connect(complaints.append))
    workspace.open_paths([audio, text])
    until(lambda: finished or complaints)
    if complaints:
        raise MeasurementError(complaints[0])
    document = program.window.desk.session.document
    words = [word.text for _, word in document.places()]
    if words != [token.text for token in taught.damaged.tokens]:
        raise MeasurementError("The text was not read as the words that it has.")


def pointed(program: Application) -> list[Pointed]:
    """The doubts about words that are shown, by the tokens of the text."""
    desk = program.window.desk
    about_words = (doubt for doubt in desk.review.shown if doubt.kind is not Kind.TWO_VOICES)
    return pointed_at(desk.session.document, about_words)


def use_model(home: Path, model: str) -> None:
    """Have the program take this model, by name or folder, as its settings say it."""
    file = user_folders({"PROOFCAST_HOME": str(home)}).settings_file
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f"model = {json.dumps(model)}\n", encoding="utf-8")


def spoken_place(taught: Lesson, error: Planted) -> int:
    """Where among the spoken words an error stands."""
    if error.truth:
        return error.truth[0]
    tokens = taught.damaged.tokens[error.stop :]
    after = (token.spoken for token in tokens if token.spoken is not None)
    return next(after, len(taught.words))


def main() -> None:
    """Correct one episode and print the figures."""
    told = facts()
    taught = lesson(told["cast"], told["seed"])
    errors = planted_errors(taught.damaged, len(taught.words))
    use_model(Path(told["home"]), told["model"])
    program = build()
    window = program.window
    window.show()
    load((*FOR_OPENING, *THE_REST))  # as the program does after its first frame
    with Watchdog() as watchdog:
        open_and_align(program, taught, Path(told["home"]))
    judged = judge(taught.damaged, errors, pointed(program))
    texts = [word.text for word in taught.words]
    hands = Corrector(
        window,
        [key(text) for text in texts],
        texts,
        [(spoken_place(taught, error), error) for error in errors],
    )
    window.activateWindow()
    window.page.view.setFocus()
    started = time.monotonic()
    with Watchdog() as watched:
        hands.go_through_doubts()
        in_queue = hands.keys
        hands.fix_the_rest()
    seconds = time.monotonic() - started
    same = [key(word.text) for _, word in hands.document.places()] == hands.truth
    figures = [*quality(judged), *effort(hands, in_queue)]
    figures.append(Figure("session: window time", "s", (seconds,)))
    figures.append(Figure("session: text equals truth", "share", (float(same),), 1, None, True))
    figures.append(watchdog.figure("session: longest GUI stall while importing and aligning"))
    figures.append(watched.figure("session: longest GUI stall while correcting"))
    window.close()
    answer(*figures)


def quality(judged: Judgement) -> Iterator[Figure]:
    """What the queue is worth before anybody has touched the text."""
    yield Figure("errors_queued_percent", "%", (judged.queued_percent,), 90, None, True)
    yield Figure("false_alarms_per_100_words", "/100", (judged.false_per_100,), 2)
    for kind, count in judged.planted.items():
        share = 100 * judged.found.get(kind, 0) / count
        name = f"errors_queued_percent: {kind}"
        yield Figure(name, "%", (share,), None, None, True, note=f"{count} planted")
    for kind, count in judged.false_alarms.items():
        per = 100 * count / judged.words
        yield Figure(f"false_alarms_per_100_words: {kind}", "/100", (per,))


def effort(hands: Corrector, in_queue: int) -> Iterator[Figure]:
    """What it took."""
    errors = [row for row in hands.fixed if row.kind != "left by a change"]
    if not errors:
        return
    yield Figure("median_keystrokes_per_error", "keys", tuple(row.keys for row in errors), 3)
    for how in sorted({row.how for row in hands.fixed}):
        keys = tuple(row.keys for row in hands.fixed if row.how == how)
        yield Figure(f"keystrokes: {how}", "keys", keys, 3 if how == "proposal right" else None)
    for kind in sorted({row.kind for row in hands.fixed}):
        keys = tuple(row.keys for row in hands.fixed if row.kind == kind)
        yield Figure(f"keystrokes: {kind}", "keys", keys)
    yield Figure("keystrokes: mean of all errors", "keys", (hands.keys / len(errors),))
    yield Figure("keystrokes: all in the queue", "keys", (float(in_queue),))
    yield Figure("keystrokes: kept as it is", "keys", (float(hands.kept),))


if __name__ == "__main__":
    main()
