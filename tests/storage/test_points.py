from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from editor.formats.errors import FormatError
from editor.storage.backups import Why, back_up
from editor.storage.content import Imported
from editor.storage.errors import ProjectError
from editor.storage.points import Point, points_of, read_point
from editor.storage.project import Project
from editor.transcript.document import Transcript, empty_transcript

if TYPE_CHECKING:
    from pathlib import Path

NOON = datetime(2026, 7, 4, 12, 0, 0)
TEXT = Imported("talk.txt", b"Ann: So it begins.\n\nBo: Indeed it does.\n")


def test_what_one_can_go_back_to(saved: Path, sample: Transcript, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    back_up(saved, folder, NOON, Why.OPENED)
    with Project.open(saved) as project:
        project.save(empty_transcript())
    back_up(saved, folder, NOON + timedelta(minutes=10), Why.ALIGNED)
    points = points_of(saved, folder, TEXT)
    assert [(point.title, point.when) for point in points] == [
        ("After the alignment", NOON + timedelta(minutes=10)),
        ("As it was opened", NOON),
        ("The text as it was imported (talk.txt)", None),
    ]
    assert [read_point(point, TEXT) for point in points[:2]] == [empty_transcript(), sample]
    assert [turn.text for turn in read_point(points[2], TEXT).turns] == [
        "So it begins.",
        "Indeed it does.",
    ]


def test_without_backups_and_import_there_is_nothing(saved: Path, tmp_path: Path) -> None:
    assert points_of(saved, tmp_path / "none", None) == []


def test_a_point_that_is_gone_is_one_sentence(saved: Path, tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="no project"):
        read_point(Point("", NOON, tmp_path / "gone.proofcast"), None)
    with pytest.raises(FormatError):
        read_point(Point(""), Imported("a.txt", b"\0\1\2"))
