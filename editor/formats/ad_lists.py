"""Where the ad reads are heard, as an edit list for players and as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from editor.formats.cue_lists import csv_table, csv_text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from editor.transcript.cut import AdTime

CUT, COMMERCIAL = 0, 3
"""Actions of an edit list: leave out for good, or offer to skip."""


def write_edl(ads: Iterable[AdTime], action: int = COMMERCIAL) -> str:
    """An edit decision list as MPlayer and Kodi read it: start and end in seconds, action."""
    return "".join(f"{ad.start / 1000:.3f}\t{ad.end / 1000:.3f}\t{action}\n" for ad in ads)


def write_ad_csv(ads: Iterable[AdTime]) -> str:
    """A table of ad reads: kind, sponsor, and start, end and length in seconds."""
    rows = [
        (
            ad.kind.value,
            csv_text(ad.sponsor),
            *(f"{time / 1000:.3f}" for time in (start, end, end - start)),
        )
        for ad, start, end in ads
    ]
    return csv_table(("kind", "sponsor", "start", "end", "seconds"), rows)
