from __future__ import annotations

from pathlib import Path

import pytest

from editor.media.fingerprint import fingerprint
from editor.storage.content import Imported
from editor.storage.media_link import MediaReference
from editor.storage.project import Project
from editor.transcript.document import (
    AdKind,
    AdRead,
    Speaker,
    SpeakerId,
    Tables,
    Transcript,
    Turn,
    TurnId,
)
from editor.transcript.words import AdId, Match, Timing, Word

FIXTURES = Path(__file__).parent / "fixtures"


@pytest.fixture
def sample() -> Transcript:
    """Every kind of value once. The fixture files of earlier versions hold exactly this."""
    ad = AdId(4)
    words = (
        Word("Fresh", 0, 310, Timing.MEASURED, 91, ad, Match.MATCHED, 80),
        Word("socks,", 310, 700, Timing.HAND, 100, ad, Match.UNCERTAIN, 12),
        Word("daily.", timing=Timing.NONE, ad=ad, match=Match.NO_SOUND),
    )
    greeting = (Word("Grüß"), Word("dich,", 900, 1100, Timing.ESTIMATED), Word("日本🎙️"))
    return Transcript(
        (
            Turn(TurnId(3), SpeakerId(1), words),
            Turn(TurnId(1), None, ()),
            Turn(TurnId(7), SpeakerId(2), greeting),
        ),
        Tables(
            (Speaker(SpeakerId(2), "Mia", 1), Speaker(SpeakerId(1), "Ørjan “O” Ås", 0)),
            (AdRead(ad, AdKind.MID_ROLL, "Sock & Sons"), AdRead(AdId(1), AdKind.HOUSE)),
        ),
        "de",
    )


@pytest.fixture
def imported() -> Imported:
    return Imported("socks.txt", b"\xff\xfeA\0 \0transcript\0, untouched")


@pytest.fixture
def audio(tmp_path: Path) -> MediaReference:
    path = tmp_path / "audio" / "socks.wav"
    path.parent.mkdir()
    path.write_bytes(b"RIFF" + bytes(range(256)) * 40)
    return MediaReference(path, fingerprint(path), 61_234)


@pytest.fixture
def saved(tmp_path: Path, sample: Transcript, audio: MediaReference, imported: Imported) -> Path:
    """A project file with everything in it, closed."""
    path = tmp_path / "socks.proofcast"
    state = {"caret": 12, "zoom": 1.25, "geometry": b"\0\xff", "follow": True, "find": None}
    Project.create(path, sample, media=audio, imported=imported, state=state).close()
    return path
