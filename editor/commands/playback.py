"""Commands for listening."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from editor.commands.command import Command, has_audio, has_episode
from editor.transcript.document import Place
from editor.transcript.patch import caret_at
from editor.transcript.sentences import ends_sentence
from editor.transcript.timeline import Timeline, time_near

if TYPE_CHECKING:
    from editor.commands.desk import Desk

SPEED_STEP = 0.05


def toggle(desk: Desk) -> None:
    """Play or pause."""
    if desk.player.playing:
        pause(desk)
    else:
        play(desk)


def play(desk: Desk) -> None:
    """Play on. Does nothing while playing: a pedal sends it twice."""
    if not desk.player.playing:
        desk.player.clear_loop()
        _follow_if_wanted(desk)
        desk.player.play()


def pause(desk: Desk) -> None:
    """Stop, and stay here; the caret goes to the spoken word, unless the user is elsewhere."""
    listening = desk.player.playing
    desk.player.pause()
    if listening and desk.settings.caret_on_pause and desk.view.following:
        document = desk.session.document
        word = Timeline(document).word_at(desk.player.position_ms)
        if word is not None:
            desk.view.set_caret(caret_at(document, word))


def play_from_caret(desk: Desk) -> None:
    """Play from the word under the caret."""
    start = _caret_time(desk)
    if start is not None:
        desk.player.clear_loop()
        desk.player.seek(start)
        _follow_if_wanted(desk)
        desk.player.play()


def again(desk: Desk) -> None:
    """Hear the sentence at the caret again."""
    span = _sentence(desk)
    if span:
        desk.player.clear_loop()
        desk.player.play_snippet(*span)


def again_slower(desk: Desk) -> None:
    """Hear the sentence at the caret again, slowly; the next play is as fast as before."""
    span = _sentence(desk)
    if span:
        desk.player.clear_loop()
        desk.player.play_snippet(*span, rate=desk.settings.slow_speed)


def loop_sentence(desk: Desk) -> None:
    """Hear the selection, or the sentence at the caret, again and again."""
    span = _selection(desk) if desk.view.selected_words() else _sentence(desk)
    if span:
        desk.player.set_loop(*span)
        if not desk.player.playing:
            desk.player.play()


def skip(milliseconds: int, desk: Desk) -> None:
    """Move the playhead."""
    desk.player.clear_loop()
    desk.player.seek(max(0, desk.player.position_ms + milliseconds))


def skip_short(sign: int, desk: Desk) -> None:
    """Move the playhead by the short step."""
    skip(sign * desk.settings.skip_short_ms, desk)


def skip_long(sign: int, desk: Desk) -> None:
    """Move the playhead by the long step."""
    skip(sign * desk.settings.skip_long_ms, desk)


def change_speed(sign: int, desk: Desk) -> None:
    """One step faster or slower."""
    desk.player.set_rate(round(desk.player.rate + sign * SPEED_STEP, 2))
    desk.say(f"Speed {desk.player.rate:.2f}×")


def normal_speed(desk: Desk) -> None:
    """As recorded."""
    desk.player.set_rate(1.0)


def follow(desk: Desk) -> None:
    """Scroll to the spoken word, and along with it."""
    desk.view.resume_following()


def _follow_if_wanted(desk: Desk) -> None:
    if desk.settings.follow_playback:
        desk.view.resume_following()


def _caret_time(desk: Desk) -> int | None:
    place = desk.view.caret_place() or Place(desk.view.caret().turn, 0)
    moment = time_near(desk.session.document, place)
    if moment is None:
        desk.say("No word has a time yet: align the episode first.")
    return moment


def _selection(desk: Desk) -> tuple[int, int] | None:
    chosen = desk.view.selected_words()
    if not chosen:
        return None
    return _span(desk, *chosen)


def _sentence(desk: Desk) -> tuple[int, int] | None:
    """From the sentence start at or before the caret to its end, in ms."""
    place = desk.view.caret_place()
    if place is None or _caret_time(desk) is None:
        return None
    words = desk.session.document.turns[place.turn].words
    ends = [i for i, word in enumerate(words) if ends_sentence(word.text)]
    first = max((i + 1 for i in ends if i < place.word), default=0)
    last = min((i for i in ends if i >= place.word), default=len(words) - 1)
    return _span(desk, Place(place.turn, first), Place(place.turn, last))


def _span(desk: Desk, first: Place, last: Place) -> tuple[int, int] | None:
    turns = desk.session.document.turns
    timed = [
        word
        for index in range(first.turn, last.turn + 1)
        for w, word in enumerate(turns[index].words)
        if word.timed and first <= Place(index, w) <= last
    ]
    if not timed:
        desk.say("These words have no times yet.")
        return None
    return min(word.start for word in timed), max(word.end for word in timed)


PLAYBACK = (
    Command("play.toggle", "Play or pause", toggle, has_audio, "Playback"),
    Command("play.play", "Play", play, has_audio, "Playback", help="For pedals: never pauses."),
    Command("play.pause", "Pause", pause, has_audio, "Playback", help="For pedals: never plays."),
    Command(
        "play.from_caret", "Play from caret", play_from_caret, has_audio, "Playback",
    ),
    Command(
        "play.hold", "Play while the key is held", play, has_audio, "Playback",
        help="For pedals: letting the key go pauses.",
    ),
    Command("play.again", "Sentence again", again, has_audio, "Playback", separated=True),
    Command("play.again_slower", "Sentence again, slower", again_slower, has_audio, "Playback"),
    Command("play.loop", "Loop selection or sentence", loop_sentence, has_audio, "Playback"),
    Command(
        "play.back_short", "Back a little", partial(skip_short, -1), has_audio, "Playback",
        separated=True,
    ),
    Command(
        "play.forward_short", "Forward a little", partial(skip_short, 1), has_audio, "Playback"
    ),
    Command("play.back_long", "Back further", partial(skip_long, -1), has_audio, "Playback"),
    Command("play.forward_long", "Forward further", partial(skip_long, 1), has_audio, "Playback"),
    Command(
        "play.slower", "Slower", partial(change_speed, -1), has_audio, "Playback", separated=True
    ),
    Command("play.faster", "Faster", partial(change_speed, 1), has_audio, "Playback"),
    Command("play.normal_speed", "Normal speed", normal_speed, has_audio, "Playback"),
    Command(
        "play.follow", "Follow the spoken word", follow, has_episode, "Playback", separated=True
    ),
)  # fmt: skip
"""The commands for listening."""
