"""From a document to the content of a file, by the name of a format."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from editor.formats import ad_lists, ass_write, chapters, cue_lists
from editor.formats.chapters import Chapter, ad_chapters, moved, whole_show
from editor.formats.cue_options import AdPolicy, CueOptions, LabelStyle, Unspoken, Wording
from editor.formats.cues import Captions, CueProblem, build_cues, with_untimed
from editor.formats.docx_write import write_docx
from editor.formats.encoding import clean_text
from editor.formats.errors import FormatError
from editor.formats.html_write import write_html
from editor.formats.passages import passages
from editor.formats.srt_write import srt_problems, write_srt
from editor.formats.transcript_write import write_markdown, write_text
from editor.formats.ttml_write import write_ttml
from editor.formats.vtt_words import write_vtt_words
from editor.formats.vtt_write import write_vtt
from editor.formats.words_json import words_json
from editor.transcript.cut import Shift, ad_times, cut_document, cut_spans

if TYPE_CHECKING:
    from collections.abc import Callable

    from editor.formats.profile import Profile
    from editor.transcript.document import Transcript

NEWLINES = {"crlf": "\r\n", "lf": "\n"}
"""Line ends of SRT files, by the name that a user chooses them by."""


@dataclass(frozen=True)
class ExportOptions:
    """What the user chooses for an export.

    Attributes:
        ads: What happens to ad reads.
        unspoken: What happens to words that are not in the audio.
        wording: What happens to words that are marked as fillers and false starts.
        srt_labels: How SRT names speakers.
        vtt_voices: Whether WebVTT, and every other format with a place of its own for a cue's
            speaker, names them.
        srt_newline: Line ends of SRT files.
        text_labels: How text, Markdown, HTML and Word files name speakers.
        text_times: Whether these say when each passage begins.
        title: The episode's title, for formats that have a place for it.
        chapters: The user's chapters, on the timeline of the document.
        duration_ms: How long the audio is; 0 if that is not known.
    """

    ads: AdPolicy = AdPolicy.KEEP
    unspoken: Unspoken = Unspoken.KEEP
    wording: Wording = Wording.VERBATIM
    srt_labels: LabelStyle = LabelStyle.NAME
    vtt_voices: bool = True
    srt_newline: str = "\r\n"
    text_labels: LabelStyle = LabelStyle.NAME
    text_times: bool = False
    title: str = ""
    chapters: tuple[Chapter, ...] = ()
    duration_ms: int = 0

    def cues(self, labels: LabelStyle = LabelStyle.NONE) -> CueOptions:
        """What of this decides which words are shown."""
        return CueOptions(self.ads, self.unspoken, labels, self.wording)


class Exported(NamedTuple):
    """What goes into a file, and what its reader may stumble over.

    `data` holds the bytes of a file that is no text; else it is None.
    """

    text: str
    problems: tuple[CueProblem, ...] = ()
    data: bytes | None = None

    @property
    def content(self) -> bytes:
        """The bytes of the file."""
        return self.text.encode("utf-8", "replace") if self.data is None else self.data


class FileKind(Enum):
    """What a file is for, to group formats for the user."""

    CAPTIONS = "Captions"
    TRANSCRIPT = "Transcript"
    DATA = "Data"
    CHAPTERS = "Chapters"
    ADS = "Ad reads"


class Writer(NamedTuple):
    """A kind of file that can be written."""

    id: str
    label: str
    suffix: str
    kind: FileKind
    write: Callable[[Transcript, Profile, ExportOptions], Exported]


def export(
    document: Transcript, format_id: str, profile: Profile, options: ExportOptions | None = None
) -> Exported:
    """The content of a file in one of the `WRITERS`. Save it with `settings.atomic`.

    With the ad policy "cut", the audio that belongs to it is the one without `cut_spans`.

    Raises:
        FormatError: There is no such format.
    """
    writer = WRITERS.get(format_id)
    if writer is None:
        raise FormatError(f"{format_id} is no format to export to; use {', '.join(WRITERS)}.")
    options = options or ExportOptions()
    if options.ads is AdPolicy.CUT and writer.kind is not FileKind.ADS:
        document, options = without_ads(document, options)
    exported = writer.write(document, profile, options)
    return exported._replace(text=clean_text(exported.text))


def without_ads(document: Transcript, options: ExportOptions) -> tuple[Transcript, ExportOptions]:
    """The document and options of the episode without its ad reads."""
    spans = cut_spans(document)
    shift = Shift(spans)
    return cut_document(document, spans), replace(
        options,
        ads=AdPolicy.KEEP,
        chapters=moved(options.chapters, shift),
        duration_ms=shift(options.duration_ms),
    )


# --- captions ------------------------------------------------------------------------------


def _captions(
    document: Transcript,
    profile: Profile,
    options: ExportOptions,
    labels: LabelStyle = LabelStyle.NONE,
) -> tuple[Captions, list[str]]:
    """The cues, what is wrong with them, and the name of each one's speaker."""
    found = build_cues(document, profile, options.cues(labels))
    names = cue_lists.names_of(found.cues, document, names=options.vtt_voices)
    return Captions(found.cues, with_untimed(document, found.problems)), names


def _srt(document: Transcript, profile: Profile, options: ExportOptions) -> Exported:
    captions, _ = _captions(document, profile, options, options.srt_labels)
    text = write_srt(captions.cues, newline=options.srt_newline)
    return Exported(text, captions.problems + srt_problems(captions.cues))


def _vtt(document: Transcript, profile: Profile, options: ExportOptions) -> Exported:
    captions, _ = _captions(document, profile, options)
    text = write_vtt(captions.cues, document, voices=options.vtt_voices)
    return Exported(text, captions.problems)


def _vtt_words(document: Transcript, profile: Profile, options: ExportOptions) -> Exported:
    captions, _ = _captions(document, profile, options)
    choice = options.cues()
    text = write_vtt_words(captions.cues, document, choice, voices=options.vtt_voices)
    return Exported(text, captions.problems)


def _ttml(document: Transcript, profile: Profile, options: ExportOptions) -> Exported:
    captions, names = _captions(document, profile, options)
    text = write_ttml(captions.cues, names, language=document.language, title=options.title)
    return Exported(text, captions.problems)


def _ass(document: Transcript, profile: Profile, options: ExportOptions) -> Exported:
    captions, names = _captions(document, profile, options)
    text = ass_write.write_ass(captions.cues, names, title=options.title)
    return Exported(text, captions.problems + ass_write.ass_problems(captions.cues, names))


def _podcast_json(document: Transcript, profile: Profile, options: ExportOptions) -> Exported:
    captions, names = _captions(document, profile, options)
    text = cue_lists.write_podcast_json(captions.cues, names, document.language)
    return Exported(text, captions.problems)


def _audacity(document: Transcript, profile: Profile, options: ExportOptions) -> Exported:
    captions, names = _captions(document, profile, options)
    return Exported(cue_lists.write_audacity(captions.cues, names), captions.problems)


def _csv(document: Transcript, profile: Profile, options: ExportOptions) -> Exported:
    captions, names = _captions(document, profile, options)
    return Exported(cue_lists.write_csv(captions.cues, names), captions.problems)


def _words(document: Transcript, profile: Profile, options: ExportOptions) -> Exported:
    return Exported(
        json.dumps(words_json(document, options.cues()), ensure_ascii=False, indent=1) + "\n"
    )


# --- transcripts ---------------------------------------------------------------------------


def _text(document: Transcript, profile: Profile, options: ExportOptions) -> Exported:
    rows = passages(document, options.cues())
    return Exported(write_text(rows, options.text_labels, times=options.text_times))


def _markdown(document: Transcript, profile: Profile, options: ExportOptions) -> Exported:
    rows = passages(document, options.cues())
    text = write_markdown(rows, options.text_labels, times=options.text_times, title=options.title)
    return Exported(text)


def _html(document: Transcript, profile: Profile, options: ExportOptions) -> Exported:
    text = write_html(
        passages(document, options.cues()),
        options.text_labels,
        times=options.text_times,
        title=options.title,
        language=document.language,
    )
    return Exported(text)


def _docx(document: Transcript, profile: Profile, options: ExportOptions) -> Exported:
    rows = passages(document, options.cues())
    data = write_docx(
        rows,
        options.text_labels,
        times=options.text_times,
        title=options.title,
        language=document.language,
    )
    shown = write_text(rows, options.text_labels, times=options.text_times)
    return Exported(shown, data=data)


# --- chapters and ad reads -----------------------------------------------------------------


def _chapters(document: Transcript, options: ExportOptions) -> tuple[Chapter, ...]:
    """The user's chapters, and silent ones for the ad reads that stay in the audio."""
    return whole_show((*options.chapters, *ad_chapters(document)), options.title)


def _podcast_chapters(document: Transcript, profile: Profile, options: ExportOptions) -> Exported:
    return Exported(chapters.write_podcast_chapters(_chapters(document, options)))


def _youtube(document: Transcript, profile: Profile, options: ExportOptions) -> Exported:
    return Exported(*chapters.write_youtube_chapters(_chapters(document, options)))


def _ffmetadata(document: Transcript, profile: Profile, options: ExportOptions) -> Exported:
    last = max((word.end for _, word in document.places() if word.timed), default=0)
    rows = _chapters(document, options)
    return Exported(chapters.write_ffmetadata(rows, options.duration_ms or last))


def _edl(document: Transcript, profile: Profile, options: ExportOptions) -> Exported:
    action = ad_lists.CUT if options.ads is AdPolicy.CUT else ad_lists.COMMERCIAL
    return Exported(ad_lists.write_edl(ad_times(document), action))


def _ad_csv(document: Transcript, profile: Profile, options: ExportOptions) -> Exported:
    return Exported(ad_lists.write_ad_csv(ad_times(document)))


_ROWS = (
    Writer("srt", "SubRip captions", ".srt", FileKind.CAPTIONS, _srt),
    Writer("vtt", "WebVTT captions", ".vtt", FileKind.CAPTIONS, _vtt),
    Writer("words", "Words with times (JSON)", ".json", FileKind.DATA, _words),
    Writer("wordvtt", "WebVTT with word times", ".words.vtt", FileKind.CAPTIONS, _vtt_words),
    Writer("p20", "Podcasting 2.0 transcript", ".p20.json", FileKind.CAPTIONS, _podcast_json),
    Writer("ttml", "TTML captions (IMSC text)", ".ttml", FileKind.CAPTIONS, _ttml),
    Writer("ass", "Advanced SubStation Alpha", ".ass", FileKind.CAPTIONS, _ass),
    Writer("txt", "Plain text", ".txt", FileKind.TRANSCRIPT, _text),
    Writer("md", "Markdown", ".md", FileKind.TRANSCRIPT, _markdown),
    Writer("html", "Web page", ".html", FileKind.TRANSCRIPT, _html),
    Writer("docx", "Word document", ".docx", FileKind.TRANSCRIPT, _docx),
    Writer("audacity", "Audacity labels", ".labels.txt", FileKind.DATA, _audacity),
    Writer("csv", "Table of captions (CSV)", ".csv", FileKind.DATA, _csv),
    Writer(
        "chapters",
        "Podcasting 2.0 chapters (JSON)",
        ".chapters.json",
        FileKind.CHAPTERS,
        _podcast_chapters,
    ),
    Writer("youtube", "YouTube chapters", ".youtube.txt", FileKind.CHAPTERS, _youtube),
    Writer("ffmeta", "Chapters for FFmpeg", ".ffmeta", FileKind.CHAPTERS, _ffmetadata),
    Writer("edl", "Edit list of ad reads", ".edl", FileKind.ADS, _edl),
    Writer("adcsv", "Table of ad reads (CSV)", ".ads.csv", FileKind.ADS, _ad_csv),
)

WRITERS = {row.id: row for row in _ROWS}
"""By id."""
