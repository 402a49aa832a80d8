"""The figures of a session that are asked for by name, and that they stand at the top."""

from __future__ import annotations

import json

from benchmarks.report import Figure, Report, from_json, to_json
from benchmarks.session.run import summary

FIGURES = (
    Figure("median_keystrokes_per_error", "keys", (1.0, 1.0, 9.0), 3),
    Figure("keystrokes: substituted", "keys", (1.0, 5.0, 2.0)),
    Figure("errors_queued_percent", "%", (88.0, 92.0), 90, None, True),
    Figure("errors_queued_percent: deleted", "%", (80.0, 90.0), None, None, True),
    Figure("false_alarms_per_100_words", "/100", (1.0, 2.0), 2),
)


def test_each_figure_is_told_as_a_whole_and_by_kind():
    assert summary(FIGURES) == {
        "median_keystrokes_per_error": 1.0,
        "median_keystrokes_per_error_by_kind": {"substituted": 2.0},
        "errors_queued_percent": 90.0,
        "errors_queued_percent_by_kind": {"deleted": 85.0},
        "false_alarms_per_100_words": 1.5,
        "false_alarms_per_100_words_by_kind": {},
    }


def test_they_stand_at_the_top_of_the_json_and_do_not_disturb_comparing():
    text = to_json(Report("session", FIGURES, summary=summary(FIGURES)))
    assert json.loads(text)["errors_queued_percent"] == 90.0
    assert from_json(text).figures == FIGURES
