"""`proofcast align`: from an episode and its transcript to a project."""

from __future__ import annotations

import os
import time
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import click

from editor.cli.errors import CommandError
from editor.cli.options import PATH, json_option, memory_of, settings_in, show_option
from editor.settings.folders import user_folders
from editor.transcript.words import Match

if TYPE_CHECKING:
    from pathlib import Path
    from typing import Any

    from editor.alignment.models.resolve import ModelFolder
    from editor.cli.aligning import Aligned
    from editor.cli.console import Console
    from editor.media.entry import EpisodeAudio
    from editor.settings.folders import Folders
    from editor.settings.options import Settings
    from editor.storage.content import Imported
    from editor.transcript.document import Transcript

SUFFIX = ".proofcast"
FEW = 0.5
"""If no larger share of the words than this is spoken in the audio, something is the matter."""


class Job(NamedTuple):
    """What was asked for; `language` and `show` are None where nobody said one."""

    audio: Path
    transcript: Path | None
    output: Path
    force: bool
    model: str | None
    language: str | None
    show: str | None


@click.command()
@click.argument("audio", type=PATH)
@click.argument("transcript", type=PATH, required=False)
@click.option(
    "-o",
    "--output",
    type=PATH,
    metavar="PROJECT",
    help="The project to write. By default it lies beside AUDIO, with its name.",
)
@click.option(
    "--language",
    metavar="CODE",
    help="What is spoken, such as en or de. By default that of the settings, or found out.",
)
@click.option(
    "--model",
    metavar="NAME",
    help="A speech model by name (proofcast models list) or folder. By default that of the "
    "settings, at first tiny.en.",
)
@show_option
@click.option("--force", is_flag=True, help="Replace PROJECT if it is there already.")
@json_option
@click.pass_obj
def align(
    console: Console,
    audio: Path,
    transcript: Path | None,
    output: Path | None,
    language: str | None,
    model: str | None,
    show: str | None,
    force: bool,
) -> None:
    """Find where every word of TRANSCRIPT is spoken in AUDIO.

    The result is a project, to be opened in the window or exported. AUDIO may be a video too;
    TRANSCRIPT may be text, a copied web page, SRT, VTT or the JSON of Whisper. Without TRANSCRIPT,
    the text is written from what is heard.
    """
    output = (output or audio.with_suffix(SUFFIX)).absolute()
    job = Job(audio, transcript, output, force, model, language, show)
    _check_names(job)
    _check_target(job)
    _run(job, console, user_folders())


def _check_names(job: Job) -> None:
    if job.output.suffix.lower() != SUFFIX:
        raise click.UsageError(f"The name of a project ends in {SUFFIX}: {job.output.name}")
    for source in (job.audio, job.transcript):
        if source and os.path.realpath(source) == os.path.realpath(job.output):
            raise click.UsageError(f"{source.name} cannot be read and replaced at the same time.")


def _check_target(job: Job) -> None:
    """Find out before the long work whether its result can be kept."""
    from editor.storage import lock

    if not job.output.parent.is_dir():
        raise CommandError(
            f"There is no folder {job.output.parent}: make it, or choose another one with -o."
        )
    if job.output.exists() and not job.force:
        raise CommandError(
            f"There is a project {job.output} already: choose another name with -o, or replace it "
            "with --force."
        )
    lock.acquire(job.output).release()  # refuses a read-only folder, and a project in use


def _run(job: Job, console: Console, folders: Folders) -> None:
    from editor.cli.aligning import align_document, request_for
    from editor.review.show_memory import prompt_of
    from editor.review.show_speakers import with_known_colours

    started = time.monotonic()
    settings = settings_in(folders, console)
    document, imported = _read(job.transcript, console)
    model = _find_model(job.model or settings.model, folders, console)
    sound = _prepare(job.audio, folders, settings, console)
    language = _language(job.language or settings.language, model)
    memory = memory_of(job.show, folders, console)
    document = with_known_colours(document, memory)
    request = request_for(document, sound.speech, model, language, prompt_of(memory))
    aligned = align_document(document, request, console)
    _remark_on(aligned, job, console)
    _save(job, aligned.document, sound, imported)
    _report(job, aligned, sound, model, time.monotonic() - started, console)


def _read(path: Path | None, console: Console) -> tuple[Transcript, Imported | None]:
    from editor.formats.registry import read_transcript
    from editor.storage.content import Imported
    from editor.transcript.document import empty_transcript

    if path is None:
        return empty_transcript(), None
    read = read_transcript(path)
    for note in read.notes:
        console.remark(note)
    return read.to_transcript(), Imported(path.name, path.read_bytes())


def _find_model(name: str, folders: Folders, console: Console) -> ModelFolder:
    from editor.alignment.models import find_folders, load_catalog, resolve

    model = resolve(name, catalog=load_catalog(), folders=find_folders(folders.models))
    for sentence in model.passed_over:
        console.remark(sentence)
    return model


def _language(wanted: str, model: ModelFolder) -> str | None:
    if wanted != "auto":
        return wanted
    english_only = model.entry is not None and not model.entry.multilingual
    return "en" if english_only else None


def _prepare(audio: Path, folders: Folders, settings: Settings, console: Console) -> EpisodeAudio:
    from editor.media.cache import prune
    from editor.media.episode import prepare

    with console.bar("Reading") as progress:
        sound = prepare(audio, folders.audio, progress)
    for note in sound.notes:
        console.remark(note)
    prune(folders.audio, settings.cache_limit_gb * 10**9, keep={sound.fingerprint})
    return sound


def _remark_on(aligned: Aligned, job: Job, console: Console) -> None:
    if not aligned.document.word_count:
        console.remark(f"No speech was found in {job.audio.name}, so the project has no text.")
    elif job.transcript and aligned.done.matched <= FEW * aligned.done.words:
        console.remark(
            f"Only {_percent(aligned)} % of the words of {job.transcript.name} were found in "
            f"{job.audio.name}: check that both are of the same episode."
        )


def _save(job: Job, document: Transcript, sound: EpisodeAudio, imported: Imported | None) -> None:
    from editor.review.show_memory import SHOW, tidy
    from editor.storage.media_link import MediaReference
    from editor.storage.project import Project

    media = MediaReference(job.audio.absolute(), sound.fingerprint, sound.info.duration_ms)
    project = Project.create(
        job.output,
        document,
        media=media,
        imported=imported,
        state={SHOW: tidy(job.show)} if job.show else None,
        overwrite=job.force,
    )
    project.close()


def _percent(aligned: Aligned) -> int:
    return 100 * aligned.done.matched // max(1, aligned.done.words)


def _report(
    job: Job,
    aligned: Aligned,
    sound: EpisodeAudio,
    model: ModelFolder,
    seconds: float,
    console: Console,
) -> None:
    found = Counter(word.match for _, word in aligned.document.places())
    matched, silent = found[Match.MATCHED], found[Match.NO_SOUND]
    apart = aligned.done.speech_without_text_ms / 1000
    values: dict[str, Any] = {
        "project": str(job.output),
        "audio": str(job.audio.absolute()),
        "duration": sound.info.duration_ms / 1000,
        "language": aligned.document.language,
        "model": model.entry.name if model.entry else str(model.path),
        "words": found.total(),
        "matched": matched,
        "matched_percent": _percent(aligned),
        "text_without_sound": silent,
        "uncertain": found[Match.UNCERTAIN],
        "heard_differently": aligned.heard_differently,
        "speech_without_text": apart,
        "seconds": round(seconds, 1),
        "notes": list(console.remarks),
    }
    what = "found" if job.transcript else "written"
    text = (
        f"{job.output}: {matched} of {found.total()} words {what} ({_percent(aligned)} %), "
        f"{silent} without sound, {found[Match.UNCERTAIN]} uncertain, "
        f"{apart:.1f} s of speech without text; {seconds:.0f} s."
    )
    console.result(text, values)
