"""The word that is lit is the word that is heard, in the kinds of files that podcasts come in.

In a process of its own, because Qt looks for sound outputs once. Bounds with room for machines
that do something else meanwhile; `python -m benchmarks speed --only sound` has the strict ones.
"""

from __future__ import annotations

import pytest

from benchmarks import null_sink
from benchmarks.speed.children import ask, display, home

MOST_LATE_MS, SEEK_MS = 80, 200


@pytest.mark.window
@pytest.mark.timeout(150)
def test_the_lit_word_is_the_one_heard_in_vbr_mp3_and_m4a_at_every_speed():
    if not null_sink.installed():
        pytest.skip("pulseaudio or parec is not installed, so no sound can be heard")
    with display() as environ, home() as folder:
        figures = ask("benchmarks.speed.hearing", environ, folder, seeks=5)
    assert len(figures) == 10
    for figure in figures:
        most = SEEK_MS if figure.name.startswith("seek") else MOST_LATE_MS
        assert figure.median < most, (figure.name, figure.values)
