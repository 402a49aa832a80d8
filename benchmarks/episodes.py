"""Made-up episodes of any length, with the exact place of every word."""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

from benchmarks import mixing
from benchmarks.episode_text import ANNOUNCER, HOSTS, TalkOptions, ad_read, talk, welcome
from benchmarks.speech import RATE, Line, Speech, mix_into, synthesise
from benchmarks.vocabulary import SAY
from benchmarks.voices import VOICES, Voice

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

GUEST = "Anselm Brandt"
CAST: dict[str, Voice] = {
    HOSTS[0]: VOICES["slt"],
    HOSTS[1]: VOICES["rms"],
    GUEST: VOICES["awb"],
    ANNOUNCER: replace(VOICES["awb"], stretch=1.15),
}
# Measured over an hour of this talk: how long a character of script takes to say, in ms.
_MS_PER_CHARACTER = 66
_BED_MARGIN_MS = 600


@dataclass(frozen=True)
class EpisodeOptions:
    """What an episode is like.

    Attributes:
        cast: The voice of each speaker; the first two are the hosts, `ANNOUNCER` reads the ads.
        minutes_between_ads: An ad read comes first, and then this often.
        bed_db: Level of the music under the ads, below full scale.
        noise_db: Level of the room noise, below full scale.
        talk: How lively the conversation is.
    """

    cast: Mapping[str, Voice] = field(default_factory=lambda: CAST)
    minutes_between_ads: float = 8.0
    bed_db: float = -38.0
    noise_db: float = -58.0
    talk: TalkOptions = field(default_factory=TalkOptions)


def make_episode(minutes: float, seed: int = 1, options: EpisodeOptions | None = None) -> Speech:
    """Speak an episode: an ad, a welcome, talk with ads between, music under the ads, noise.

    It ends with the line that reaches the length asked for, by estimate: 20 s too long at most,
    and within 1 % for an hour. The same seed gives the same samples and words.

    Raises:
        VoiceUnavailableError: A synthesiser is not installed.
    """
    options = options or EpisodeOptions()
    script = tuple(script_of(minutes, seed, options))
    clean = synthesise(script, options.cast, SAY)
    track = clean.samples.copy()
    for start, end in ad_spans(clean):
        bed = mixing.music_bed((end - start + 2 * _BED_MARGIN_MS) / 1000, RATE, options.bed_db)
        mix_into(track, max(0, start - _BED_MARGIN_MS) * RATE // 1000, bed)
    mix_into(track, 0, mixing.room_noise(len(track), seed, options.noise_db))
    return Speech(track, clean.words)


def script_of(minutes: float, seed: int, options: EpisodeOptions) -> Iterator[Line]:
    """The lines of an episode of about this length."""
    rng = random.Random(seed)
    speakers = [name for name in options.cast if name != ANNOUNCER]
    reader = ANNOUNCER if ANNOUNCER in options.cast else speakers[0]
    length, next_ad, ads = 0.0, 0.0, 0
    conversation = talk(rng, speakers, options.talk)
    while length < minutes * 60_000:
        if length >= next_ad:
            lines = [ad_read(ads, reader, rng)]
            if not ads and len(speakers) > 1:
                lines += welcome(speakers)
            ads, next_ad = ads + 1, next_ad + options.minutes_between_ads * 60_000
        else:
            lines = [next(conversation)]
        length += sum(len(line.text) * _MS_PER_CHARACTER + line.gap_ms for line in lines)
        yield from lines


def ad_spans(speech: Speech) -> list[tuple[int, int]]:
    """Where the ad reads stand in the sound: first and last ms of each, in order."""
    spans = []
    for label, group in groupby(speech.words, key=lambda word: word.ad):
        words = list(group)
        if label:
            spans.append((words[0].start_ms, words[-1].end_ms))
    return spans
