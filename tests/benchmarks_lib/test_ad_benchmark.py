"""The benchmark of ad proposals, and the least that it must reach."""

from __future__ import annotations

from benchmarks.ads.run import counted, episode, judge
from benchmarks.ads.texts import HELD, TUNED
from editor.review.ad_proposals import AdProposal
from editor.transcript.document import AdKind


def test_a_perfect_answer_is_counted_as_one():
    made = episode(3, TUNED)
    perfect = [
        AdProposal(first, last, AdKind.MID_ROLL if ad.sponsor else AdKind.HOUSE, ad.sponsor, "")
        for ad, first, last in made.ads
    ]
    count = judge(made, perfect)
    assert count.found == count.good == count.planted == count.exact == count.sponsors == 3
    assert count.words_found == count.words_planted == count.words_proposed
    nothing = judge(made, [])
    assert (nothing.found, nothing.proposed, nothing.words_found) == (0, 0, 0)


def test_most_ads_are_found_and_few_proposals_are_wrong():
    for ads, least_found, least_right in ((TUNED, 0.8, 0.8), (HELD, 0.4, 0.7)):
        counts = counted(ads, first_seed=300)
        planted = sum(count.planted for count in counts)
        assert sum(count.found for count in counts) >= least_found * planted
        proposed = sum(count.proposed for count in counts)
        assert sum(count.good for count in counts) >= least_right * proposed
