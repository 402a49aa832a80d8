"""What a benchmark found: figures of many runs, as a table, as JSON, and beside an older report."""

from __future__ import annotations

import json
import math
import os
import platform
from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

VERSION = 1
_KEPT_DIGITS = 6
_HEADINGS = ("what", "median", "p95", "lowest", "highest", "runs", "goal", "")


class ReportError(Exception):
    """A file is no report of a benchmark; the message is one sentence."""


@dataclass(frozen=True)
class Figure:
    """One thing that was measured, as often as it was.

    Attributes:
        name: What was measured; the same in every report, for comparison.
        unit: "ms", "s", "MB", "x" and so on.
        values: What came out, one value a run; at least one.
        goal: What the median should not exceed (or not fall below, if `more_is_better`).
        goal_p95: What the 95th percentile should not exceed.
        more_is_better: Whether large values are good.
        note: What one must know to read it.
    """

    name: str
    unit: str
    values: tuple[float, ...]
    goal: float | None = None
    goal_p95: float | None = None
    more_is_better: bool = False
    note: str = ""

    @property
    def median(self) -> float:
        """The middle value."""
        return median(self.values)

    @property
    def p95(self) -> float:
        """What 95 % of the values do not exceed (do not fall below, if more is better)."""
        return percentile(self.values, 5 if self.more_is_better else 95)

    @property
    def met(self) -> bool | None:
        """Whether the goals are reached; None when there are none."""
        if self.goal is None and self.goal_p95 is None:
            return None
        if self.more_is_better:
            return self.goal is None or self.median >= self.goal
        return (self.goal is None or self.median <= self.goal) and (
            self.goal_p95 is None or self.p95 <= self.goal_p95
        )


@dataclass(frozen=True)
class Report:
    """Everything that one benchmark found.

    Attributes:
        benchmark: Its name.
        figures: What was measured.
        not_measured: What was not, and why.
        machine: Where.
        summary: The few figures that are asked for by name; they stand at the top of the JSON.
    """

    benchmark: str
    figures: tuple[Figure, ...]
    not_measured: Mapping[str, str] = field(default_factory=dict)
    machine: Mapping[str, str] = field(default_factory=dict)
    summary: Mapping[str, object] = field(default_factory=dict)


def percentile(values: Sequence[float], percent: float) -> float:
    """The value below which so many percent of the values lie, between two of them if need be.

    Raises:
        ValueError: There are no values.
    """
    if not values:
        raise ValueError("no values have no percentile")
    ordered = sorted(values)
    place = (len(ordered) - 1) * percent / 100
    below, above = math.floor(place), math.ceil(place)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def joined(figures: Iterable[Figure]) -> tuple[Figure, ...]:
    """Figures of the same name as one, with the values of all of them; the first says the rest."""
    found: dict[str, Figure] = {}
    for figure in figures:
        first = found.setdefault(figure.name, figure)
        if first is not figure:
            found[figure.name] = _with_values(first, first.values + figure.values)
    return tuple(found.values())


def _with_values(figure: Figure, values: tuple[float, ...]) -> Figure:
    return Figure(**{**vars(figure), "values": values})


def this_machine() -> dict[str, str]:
    """What figures depend on."""
    try:
        load = f"{os.getloadavg()[0]:.1f}"
    except (AttributeError, OSError):  # Windows has none
        load = "unknown"
    return {
        "system": f"{platform.system()} {platform.machine()}",
        "processors": str(os.cpu_count()),
        "python": platform.python_version(),
        "load before": load,
    }


def to_json(report: Report) -> str:
    """The report as JSON, with every value."""
    rows = [
        {
            **{key: value for key, value in vars(figure).items() if key != "values"},
            "median": _rounded(figure.median),
            "p95": _rounded(figure.p95),
            "values": [_rounded(value) for value in figure.values],
        }
        for figure in report.figures
    ]
    record = {
        **report.summary,
        "version": VERSION,
        "benchmark": report.benchmark,
        "machine": dict(report.machine),
        "figures": rows,
        "not_measured": dict(report.not_measured),
    }
    return json.dumps(record, indent=1)


def from_json(text: str) -> Report:
    """The report of `to_json`.

    Raises:
        ReportError: It is something else.
    """
    try:
        record = json.loads(text)
        if record["version"] != VERSION:
            raise ReportError(f"The report is of version {record['version']}, not {VERSION}.")
        figures = tuple(figure_of(row) for row in record["figures"])
        return Report(record["benchmark"], figures, record["not_measured"], record["machine"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ReportError("The file is no report of a benchmark.") from error


def figure_of(row: Mapping[str, Any]) -> Figure:
    """A figure from its JSON; what can be computed need not be there.

    Raises:
        KeyError, TypeError, ValueError: Something is missing or of the wrong kind.
    """
    values = tuple(float(value) for value in row["values"])
    if not values:
        raise ValueError("a figure without values")
    known = {key: row[key] for key in Figure.__dataclass_fields__ if key in row}
    return Figure(**{**known, "values": values})


def table(report: Report, old: Report | None = None) -> str:
    """The report as a table; with an older one, each figure is also given as a ratio to it."""
    rows = [_HEADINGS, *(_cells(figure, old) for figure in report.figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_HEADINGS))]
    lines = ["  ".join(_aligned(row, widths)).rstrip() for row in rows]
    lines.insert(1, "-" * max(map(len, lines)))
    lines += [f"not measured: {name}: {why}" for name, why in report.not_measured.items()]
    lines += [", ".join(f"{key}: {value}" for key, value in report.machine.items())]
    return "\n".join(lines)


def _cells(figure: Figure, old: Report | None) -> tuple[str, ...]:
    values = (figure.median, figure.p95, min(figure.values), max(figure.values))
    name = f"{figure.name} [{figure.unit}]"
    last = [ratio(figure, old)] if old else []
    last += [figure.note] if figure.note else []
    return (name, *map(_shown, values), str(len(figure.values)), _goal(figure), "; ".join(last))


def _goal(figure: Figure) -> str:
    if figure.met is None:
        return ""
    sign = ">=" if figure.more_is_better else "<="
    wanted = [f"{sign}{figure.goal:g}"] if figure.goal is not None else []
    wanted += [f"p95 <={figure.goal_p95:g}"] if figure.goal_p95 is not None else []
    return f"{', '.join(wanted)} {'reached' if figure.met else 'MISSED'}"


def ratio(figure: Figure, old: Report) -> str:
    """How the median compares with that of an older report: "0.50 x of 12.0".

    "about" when the middle halves of both overlap: then it may well be chance.
    """
    before = next((row for row in old.figures if row.name == figure.name), None)
    if before is None or not before.median:
        return "new" if before is None else ""
    about = "about " if _overlap(figure, before) else ""
    return f"{about}{figure.median / before.median:.2f} x of {_shown(before.median)}"


def _overlap(left: Figure, right: Figure) -> bool:
    return percentile(left.values, 25) <= percentile(right.values, 75) and percentile(
        right.values, 25
    ) <= percentile(left.values, 75)


def _aligned(row: Sequence[str], widths: Sequence[int]) -> list[str]:
    last = len(widths) - 2  # text at both ends, numbers between
    return [
        cell.rjust(width) if 0 < column < last else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(row, widths, strict=True))
    ]


def _shown(value: float) -> str:
    digits = max(0, 2 - math.floor(math.log10(abs(value)))) if value else 0
    return f"{value:,.{min(digits, 4)}f}"


def _rounded(value: float) -> float:
    return float(f"{value:.{_KEPT_DIGITS}g}")
