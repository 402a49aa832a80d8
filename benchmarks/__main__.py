"""`python -m benchmarks NAME...`: run benchmarks, print what they found, compare with before."""

from __future__ import annotations

import argparse
import importlib
import sys
import warnings
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.options import Options
from benchmarks.report import Report, ReportError, from_json, table, to_json

if TYPE_CHECKING:
    from collections.abc import Sequence


class Benchmark(NamedTuple):
    """A row of the table of benchmarks: `module` has `run(options: Options) -> Report`."""

    module: str
    about: str


BENCHMARKS = {
    "alignment": Benchmark(
        "benchmarks.alignment.run", "word times on made speech, beside other programs"
    ),
    "confidence": Benchmark(
        "benchmarks.alignment.calibrate", "whether the aligner's probabilities hold"
    ),
    "languages": Benchmark(
        "benchmarks.languages.run", "word times in other languages, by a multilingual model"
    ),
    "heads": Benchmark(
        "benchmarks.languages.heads", "which attention heads of a model follow the words"
    ),
    "speed": Benchmark("benchmarks.speed.run", "start, opening, typing, export, import, aligning"),
    "session": Benchmark(
        "benchmarks.session.run", "correcting planted errors by key: keys, doubts, false alarms"
    ),
    "speakers": Benchmark(
        "benchmarks.speakers.run", "speakers told by the voices of a few named turns"
    ),
    "ads": Benchmark("benchmarks.ads.run", "planted ad reads found in generated talk"),
    "captions": Benchmark(
        "benchmarks.captions.run", "how captions read, beside other programs; speed of export"
    ),
    "durability": Benchmark(
        "benchmarks.durability.run",
        "kill -9, full disk, write errors, 100,000 edits, hours, fuzzing",
    ),
}


def main(argv: Sequence[str] | None = None) -> int:
    """Run the benchmarks that are named. Returns the exit code: 1 for a bad file, 2 for usage."""
    given = _parser().parse_args(argv)
    # pydub looks for an ffmpeg on the path; ours is told to it later.
    warnings.filterwarnings("ignore", "Couldn't find ff", RuntimeWarning)
    old = None
    if given.compare:
        try:
            old = from_json(given.compare.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, ReportError) as error:
            print(f"{given.compare} cannot be compared with: {error}", file=sys.stderr)
            return 1
    only = tuple(given.only.split(","))
    options = Options(given.runs, given.full, given.words, given.model, given.write, only)
    for name in BENCHMARKS if "all" in given.names else given.names:
        report: Report = importlib.import_module(BENCHMARKS[name].module).run(options)
        if given.json:
            print(to_json(report))
        else:
            print(table(report, old if old and old.benchmark == name else None))
    return 0


def _parser() -> argparse.ArgumentParser:
    listed = "; ".join(f"{name}: {row.about}" for name, row in BENCHMARKS.items())
    parser = argparse.ArgumentParser(prog="python -m benchmarks", epilog=listed)
    parser.add_argument("names", nargs="+", choices=[*BENCHMARKS, "all"], metavar="NAME")
    parser.add_argument("--json", action="store_true", help="print JSON, to be compared with later")
    parser.add_argument("--compare", type=Path, metavar="OLD.json", help="show ratios to it")
    parser.add_argument("--runs", type=int, default=5, metavar="N", help="how often (default 5)")
    parser.add_argument("--full", action="store_true", help="hours instead of minutes of sound")
    parser.add_argument("--words", type=int, default=35_000, help="words of the document")
    parser.add_argument("--model", default="", help="name or folder of a speech model")
    parser.add_argument("--write", action="store_true", help="keep what a calibration finds")
    parser.add_argument("--only", default="", metavar="PART,...", help="only these parts")
    return parser


if __name__ == "__main__":
    sys.exit(main())
