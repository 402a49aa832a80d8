from __future__ import annotations

import json
from statistics import median
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.__main__ import main
from benchmarks.options import Options
from benchmarks.report import (
    Figure,
    Report,
    ReportError,
    from_json,
    joined,
    percentile,
    ratio,
    table,
    to_json,
)

if TYPE_CHECKING:
    from pathlib import Path

numbers = st.floats(0.001, 1e6)


def test_percentiles_lie_between_neighbours() -> None:
    assert percentile([1, 2, 3, 4, 5], 50) == 3
    assert percentile([10, 20], 95) == pytest.approx(19.5)
    assert percentile([7], 95) == 7
    with pytest.raises(ValueError, match="no values"):
        percentile([], 50)


@given(st.lists(numbers, min_size=1), st.floats(0, 100))
def test_percentiles_stay_within_the_values(values: list[float], percent: float) -> None:
    assert min(values) <= percentile(values, percent) <= max(values) * (1 + 1e-9)
    assert percentile(values, 50) == pytest.approx(median(values))


def test_goals() -> None:
    assert Figure("a", "ms", (1, 2, 9), goal=2).met
    assert not Figure("a", "ms", (1, 2, 9), goal=1).met
    assert not Figure("a", "ms", (1, 2, 9), goal=2, goal_p95=5).met
    assert Figure("a", "x", (1, 2, 9), goal=2, more_is_better=True).met
    assert not Figure("a", "x", (1, 2, 9), goal=3, more_is_better=True).met
    assert Figure("a", "ms", (1,)).met is None
    assert Figure("a", "x", (1.0, 2.0), more_is_better=True).p95 < 1.5


def test_figures_of_many_runs_become_one() -> None:
    one, other, more = Figure("a", "ms", (1,), 5), Figure("b", "s", (2,)), Figure("a", "ms", (3,))
    assert joined([one, other, more]) == (Figure("a", "ms", (1, 3), 5), other)


REPORT = Report(
    "speed",
    (
        Figure("start", "ms", (12.0, 10.0, 11.0), 20),
        Figure("import", "x", (500.0,), 400, None, True),
    ),
    {"cold": "not as a user"},
    {"processors": "2"},
)


def test_json_gives_the_report_back() -> None:
    text = to_json(REPORT)
    assert from_json(text) == REPORT
    assert json.loads(text)["figures"][0]["median"] == 11


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "null", '{"version": 9}', '{"version": 1, "figures": [{"name": "a"}]}']
)
def test_a_foreign_file_is_refused(text: str) -> None:
    with pytest.raises(ReportError):
        from_json(text)


def test_the_table_says_what_was_reached() -> None:
    lines = table(REPORT).splitlines()
    assert "start [ms]" in lines[2]
    assert "11.0" in lines[2]
    assert lines[2].endswith("<=20 reached")
    assert lines[3].endswith(">=400 reached")
    assert "not measured: cold: not as a user" in lines


def test_comparison_is_a_ratio_of_medians() -> None:
    old = Report("speed", (Figure("start", "ms", (22.0, 21.0, 23.0)),))
    assert ratio(REPORT.figures[0], old) == "0.50 x of 22.0"
    assert ratio(REPORT.figures[1], old) == "new"
    near = Report("speed", (Figure("start", "ms", (11.5, 10.5, 9.0)),))
    assert ratio(REPORT.figures[0], near).startswith("about 1.05 x")
    assert "0.50 x of 22.0" in table(REPORT, old)


def test_options_choose_parts() -> None:
    assert Options().wants("start")
    assert Options(only=("start", "cold")).wants("cold")
    assert not Options(only=("start",)).wants("cold")


def test_a_small_benchmark_runs_and_compares(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = ["speed", "--only", "export", "--runs", "2", "--words", "300"]
    assert main([*wanted, "--json"]) == 0
    text = capsys.readouterr().out
    (figure,) = from_json(text).figures
    assert (figure.name, len(figure.values)) == ("export SRT and VTT", 2)
    (tmp_path / "old.json").write_text(text)
    assert main([*wanted, "--compare", str(tmp_path / "old.json")]) == 0
    assert " x of " in capsys.readouterr().out


def test_a_broken_old_report_is_one_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "old.json").write_text("{}")
    assert main(["speed", "--compare", str(tmp_path / "old.json")]) == 1
    assert "cannot be compared" in capsys.readouterr().err
