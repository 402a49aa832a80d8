from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from notation import document, picture

from editor.transcript.document import check
from editor.transcript.session import Session

if TYPE_CHECKING:
    from collections.abc import Callable

    from editor.transcript.document import Transcript
    from editor.transcript.patch import Patch


@pytest.fixture
def edits() -> Callable[..., Transcript]:
    """Run an edit on a picture, compare, and check invariants, undo and redo on the way."""

    def run(before: str, edit: Callable[..., Patch], *args: object, gives: str) -> Transcript:
        session = Session(document(before))
        start = session.document
        session.apply(edit(start, *args))
        after = session.document
        check(after)
        assert picture(after) == gives
        for _ in range(2):
            if after is start:
                break
            session.undo()
            assert session.document == start
            session.redo()
            assert session.document == after
        return after

    return run
