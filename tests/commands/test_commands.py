from __future__ import annotations

import pytest
from desk_stand_in import Desk
from notation import document, picture

from editor.commands.all import registry
from editor.commands.command import Command, Registry
from editor.commands.looking import ads_known, doubts_known
from editor.commands.turns import BLOCKED
from editor.transcript.document import AdKind, Place
from editor.transcript.patch import Caret
from editor.transcript.scopes import Scope

COMMANDS = registry()


def desk(text: str, turn: int = 0, offset: int = 0, anchor: tuple[int, int] | None = None) -> Desk:
    result = Desk(document(text))
    result.view.here = Caret(turn, offset, anchor)
    return result


def run(on: Desk, *commands: str) -> str:
    for command in commands:
        assert COMMANDS[command].when(on), command
        COMMANDS[command].run(on)
    return picture(on.session.document)


def test_ids_are_unique():
    row = Command("x", "X", print)
    with pytest.raises(ValueError, match="two commands are called x"):
        Registry([row], [row])


def test_every_command_stands_in_a_menu_and_the_order_is_kept():
    menus = COMMANDS.menus()
    assert list(menus) == [
        "File", "Edit", "Turns", "Speakers", "Ads", "Review", "Captions", "Playback", "Align",
        "Times", "View", "Help",
    ]  # fmt: skip
    assert sum(map(len, menus.values())) == len(list(COMMANDS))


@pytest.mark.parametrize("command", [c.id for c in COMMANDS], ids=str)
def test_no_command_fails_on_an_empty_document(command):
    empty = desk("?:")
    if COMMANDS[command].when(empty):
        COMMANDS[command].run(empty)
    if COMMANDS[command].checked:
        assert COMMANDS[command].checked(empty) in (True, False)


def test_nothing_about_the_text_can_be_done_without_an_episode():
    closed = desk("?:")
    closed.has_episode = closed.has_audio = False
    allowed = {command.menu for command in COMMANDS if command.when(closed)}
    assert allowed <= {"File", "View", "Help", ""}
    assert not COMMANDS["turn.split"].when(closed)


def test_split_join_undo_redo():
    d = desk("A: one two | B: three", offset=4)
    assert run(d, "turn.split") == "A: one | A: two | B: three"
    d.view.here = Caret(1, 0)
    assert run(d, "turn.join_previous") == "A: one two | B: three"
    d.view.here = Caret(0, 0)
    assert run(d, "turn.join_next") == "A: one two three"
    assert run(d, "edit.undo", "edit.undo", "edit.redo") == "A: one two | B: three"


def test_there_is_nothing_to_join_at_the_ends():
    d = desk("A: one")
    run(d, "turn.join_previous", "turn.join_next")
    assert d.said == ["There is no turn to join with."] * 2


def test_undo_is_possible_only_when_there_is_something_to_undo():
    d = desk("A: one two", offset=4)
    assert not COMMANDS["edit.undo"].when(d)
    run(d, "turn.split")
    assert COMMANDS["edit.undo"].when(d)
    assert not COMMANDS["edit.redo"].when(d)


def test_undo_and_redo_say_what_they_would_do():
    d = desk("A: one two", offset=4)
    titles = [COMMANDS[f"edit.{name}"].named for name in ("undo", "redo")]
    assert [title(d) for title in titles] == ["Undo", "Redo"]
    run(d, "turn.split")
    assert [title(d) for title in titles] == ["Undo split turn", "Redo"]
    run(d, "edit.undo")
    assert [title(d) for title in titles] == ["Undo", "Redo split turn"]


def test_digits_label_every_turn_the_selection_touches():
    d = desk("A: one | B: two | A: three", turn=1, anchor=(2, 1))
    assert run(d, "speaker.1") == "A: one | A: two | A: three"
    assert run(d, "speaker.none") == "A: one | ?: two | ?: three"
    assert run(d, "speaker.3") == "A: one | Speaker 3: two | Speaker 3: three"


def test_a_digit_for_nobody_says_how_to_add_one():
    d = desk("A: one")
    run(d, "speaker.9")
    assert d.said == ["There are 1 speakers: Alt+2 adds the next one."]


def test_the_next_unlabelled_turn_wraps_round():
    d = desk("?: one | A: two | ?: | ?: four", turn=0)
    run(d, "speaker.next_unlabelled")
    assert d.view.here.turn == 3
    run(d, "speaker.next_unlabelled")
    assert d.view.here.turn == 0
    d = desk("A: one")
    run(d, "speaker.next_unlabelled")
    assert d.said == ["Every turn has a speaker."]


def test_turns_above_and_below():
    d = desk("A: one | B: two", turn=0, offset=2)
    run(d, "turn.next", "turn.next")
    assert d.view.here == Caret(1, 0)
    run(d, "turn.previous", "turn.previous")
    assert d.view.here == Caret(0, 0)


def test_renaming_opens_the_speakers_at_the_one_under_the_caret():
    d = desk("A: one | B: two", turn=1)
    run(d, "speaker.rename")
    assert d.panels.calls == [("show_speakers", 2)]


def test_marking_an_ad_and_unmarking_it_with_the_same_key():
    d = desk("A: one two three", offset=4, anchor=(0, 13))
    assert run(d, "ad.mark") == "A: one [1 two three 1]"
    assert d.panels.calls == [("show_ads", 1)]
    d.view.here = Caret(0, 5)
    assert run(d, "ad.mark") == "A: one two three"


def test_marking_asks_for_a_selection():
    d = desk("A: one two")
    run(d, "ad.mark", "ad.house")
    empty = desk("?:")
    run(empty, "ad.mark")
    assert len(d.said) == 2
    assert len(empty.said) == 1


def test_the_kind_is_set_on_marking_and_changed_afterwards():
    d = desk("A: one two", offset=0, anchor=(0, 3))
    run(d, "ad.house")
    assert d.session.document.ads[0].kind is AdKind.HOUSE
    d.view.here = Caret(0, 1)
    run(d, "ad.mid_roll")
    assert d.session.document.ads[0].kind is AdKind.MID_ROLL


def test_walking_through_the_ads():
    d = desk("A: [1 one 1] two | B: [2 three 2] four | ?:")
    run(d, "ad.next")
    assert d.view.here == Caret(1, 0)
    run(d, "ad.next")
    assert d.view.here == Caret(0, 0)
    run(d, "ad.previous")
    assert d.view.here == Caret(1, 0)
    d.view.here = Caret(2, 0)
    run(d, "ad.next")
    assert d.view.here == Caret(0, 0)
    assert d.said[0] == "Ad read: mid-roll."
    none = desk("A: one")
    run(none, "ad.next")
    assert none.said == ["No ad read is marked."]


SPOKEN = "A: One@0 two.@300 Three@600 four?@900 five@1500"


def test_play_and_pause():
    d = desk(SPOKEN)
    d.player.looping = (0, 1)
    run(d, "play.toggle")
    assert (d.player.playing, d.player.looping, d.view.following) == (True, None, True)
    run(d, "play.play")
    assert d.player.playing
    run(d, "play.toggle")
    assert not d.player.playing
    run(d, "play.pause")
    assert not d.player.playing


@pytest.mark.parametrize(
    ("following", "wanted", "caret"), [(True, True, 9), (False, True, 0), (True, False, 0)]
)
def test_pausing_puts_the_caret_to_the_spoken_word_unless_the_user_is_elsewhere(
    following, wanted, caret
):
    d = desk(SPOKEN)
    d.settings = d.settings.changed(caret_on_pause=wanted)
    run(d, "play.play")
    d.view.following, d.player.position_ms = following, 700
    run(d, "play.pause")
    assert d.view.here.offset == caret
    d.view.here = Caret(0, 0)
    run(d, "play.pause")
    assert d.view.here.offset == 0


def test_who_does_not_want_to_follow_follows_only_when_told():
    d = desk(SPOKEN)
    d.settings = d.settings.changed(follow_playback=False)
    run(d, "play.play", "play.from_caret")
    assert not d.view.following
    run(d, "play.follow")
    assert d.view.following


def test_a_sentence_again():
    d = desk(SPOKEN, offset=10)
    run(d, "play.again", "play.hold")
    assert d.player.snippet == (600, 1100, None)
    assert d.player.playing


def test_playing_from_the_caret():
    d = desk(SPOKEN, offset=10)
    run(d, "play.from_caret")
    assert (d.player.position_ms, d.player.playing) == (600, True)
    untimed = desk("A: one")
    run(untimed, "play.from_caret")
    assert untimed.said == ["No word has a time yet: align the episode first."]
    assert not untimed.player.playing


def test_the_sentence_again_and_slower():
    d = desk(SPOKEN, offset=10)
    run(d, "play.again_slower")
    assert d.player.snippet == (600, 1100, 0.75)
    last = desk(SPOKEN, offset=99)
    run(last, "play.again_slower")
    assert last.player.snippet == (1500, 1700, 0.75)


def test_looping_the_selection_or_the_sentence():
    d = desk(SPOKEN, offset=0)
    run(d, "play.loop")
    assert (d.player.looping, d.player.playing) == ((0, 500), True)
    d.view.here = Caret(0, 4, (0, 14))
    run(d, "play.loop")
    assert d.player.looping == (300, 800)
    untimed = desk("A: one two", offset=0, anchor=(0, 7))
    run(untimed, "play.loop")
    assert untimed.said == ["These words have no times yet."]
    assert untimed.player.looping is None


@pytest.mark.parametrize(
    ("command", "lands"),
    [
        ("play.back_short", 2000),
        ("play.forward_short", 8000),
        ("play.back_long", 0),
        ("play.forward_long", 15_000),
    ],
)
def test_skipping(command, lands):
    d = desk(SPOKEN)
    d.player.position_ms = 5000
    run(d, command)
    assert d.player.position_ms == lands


def test_speed_in_small_steps():
    d = desk(SPOKEN)
    run(d, "play.slower", "play.slower")
    assert d.player.rate == 0.9
    assert d.said[-1] == "Speed 0.90×"
    run(d, "play.faster")
    assert d.player.rate == 0.95
    run(d, "play.normal_speed")
    assert d.player.rate == 1.0
    run(d, "play.follow")
    assert d.view.following


def test_aligning_selection_and_from_here():
    d = desk("A: one | B: two | A: three", turn=1)
    run(d, "align.selection", "align.from_here", "align.all")
    assert d.alignment.calls == [
        ("align_turns", range(1, 2)), ("align_turns", range(1, 3)), ("align_all",),
    ]  # fmt: skip
    assert not COMMANDS["align.stop"].when(d)
    d.alignment.running = True
    assert COMMANDS["align.stop"].when(d)
    assert not COMMANDS["align.all"].when(d)


def test_audio_without_ads_needs_ads():
    assert not COMMANDS["file.export_audio"].when(desk("A: one"))
    assert COMMANDS["file.export_audio"].when(desk("A: [1 one 1]"))


def test_themes_show_which_one_is_chosen():
    d = desk("A: one")
    run(d, "view.theme_dark")
    assert d.panels.calls == [("set_theme", "dark")]
    assert COMMANDS["view.theme_system"].checked(d)
    assert not COMMANDS["view.theme_dark"].checked(d)


def test_places_are_words_not_characters():
    assert desk(SPOKEN, offset=5).view.caret_place() == Place(0, 1)


def test_word_times_are_nudged_and_set_at_the_playhead():
    d = desk("A: one@0 two@300 three", offset=4)
    assert run(d, "times.start_earlier_10") == "A: one@0 two@290-500! three"
    assert run(d, "times.end_later_50") == "A: one@0 two@290-550! three"
    d.player.position_ms = 250
    assert run(d, "times.start_here") == "A: one@0 two@250-550! three"
    d.player.position_ms = 600
    assert run(d, "times.end_here") == "A: one@0 two@250-600! three"
    d.view.here = Caret(0, 9)
    run(d, "times.start_later_10", "times.end_here")
    assert len(d.said) == 2
    run(d, "times.shift_all")
    assert d.panels.calls == [("shift_times",)]


def test_a_digit_labels_exactly_the_selected_words():
    d = desk("A: one two three | B: four", offset=7, anchor=(0, 4))
    assert run(d, "speaker.2") == "A: one | B: two | A: three | B: four"
    d.view.here = Caret(3, 0)
    assert run(d, "speaker.1") == "A: one | B: two | A: three | A: four"


def test_the_other_speaker_takes_the_turn_or_the_selection():
    d = desk("A: one | B: two | ?: three four", turn=2)
    assert run(d, "speaker.other") == "A: one | B: two | A: three four"
    assert run(d, "speaker.other") == "A: one | B: two | B: three four"
    d.view.here = Caret(2, 10, (2, 6))
    assert run(d, "speaker.other") == "A: one | B: two | B: three | A: four"
    alone = desk("A: one")
    assert run(alone, "speaker.other") == "A: one"
    assert alone.said == ["There is no other speaker yet: Alt+1 and Alt+2 name the first two."]


def test_scopes_ask_whose_turns_they_are():
    d = desk("A: one | B: two", turn=1)
    run(d, "speaker.all_turns", "speaker.from_here")
    assert d.panels.calls == [
        ("choose_speaker", 1, Scope.ALL), ("choose_speaker", 1, Scope.ONWARDS)
    ]  # fmt: skip


def test_words_up_to_the_caret_go_up_and_from_the_start_the_first():
    d = desk("A: one | B: two three four", turn=1, offset=9)
    assert run(d, "turn.words_up") == "A: one two three | B: four"
    d.view.here = Caret(1, 0)
    assert run(d, "turn.words_up") == "A: one two three four"
    d.view.here = Caret(0, 0)
    run(d, "turn.words_up")
    assert d.said == ["There is no turn above."]


def test_words_from_the_caret_go_down_and_from_the_end_the_last():
    d = desk("A: one two three | B: four", offset=13)
    assert run(d, "turn.words_down") == "A: one two | B: three four"
    d.view.here = Caret(0, 4, (0, 7))
    assert run(d, "turn.words_down") == "A: one | B: two three four"
    d.view.here = Caret(1, 0)
    run(d, "turn.words_down")
    assert d.said == ["There is no turn below."]


def test_words_that_would_move_hand_times_stay():
    d = desk("A: one@500-900! | B: two@700-1000! three@1000", turn=1)
    before = d.session.document
    run(d, "turn.words_up")
    assert d.session.document is before
    assert "set by hand" in d.said[0]


def test_turns_move_and_the_caret_with_them():
    d = desk("A: one | B: two", turn=1, offset=2)
    assert run(d, "turn.move_up") == "B: two | A: one"
    d.view.here = Caret(0, 2)
    assert run(d, "turn.move_down") == "A: one | B: two"
    d.view.here = Caret(1, 0)
    run(d, "turn.move_down")
    d.view.here = Caret(0, 0)
    run(d, "turn.move_up")
    assert d.said == ["There is no turn below.", "There is no turn above."]


def test_a_split_can_go_to_the_other_speaker():
    d = desk("A: one | B: two three", turn=1, offset=4)
    assert run(d, "turn.split_other") == "A: one | B: two | A: three"


def test_reviewed_turns_are_marked_and_left_behind():
    d = desk("A: one | B: two | A: three")
    assert not COMMANDS["turn.reviewed"].checked(d)
    run(d, "turn.reviewed_next")
    assert d.view.here == Caret(1, 0)
    assert d.said == ["1 of 3 turns are reviewed."]
    run(d, "turn.reviewed", "turn.next_unreviewed")
    assert COMMANDS["turn.reviewed"].checked(desk("A: one")) is False
    assert d.view.here == Caret(2, 0)
    run(d, "turn.reviewed_next")
    assert d.said[-1] == "Every turn is reviewed."
    run(d, "turn.reviewed")
    assert [turn.reviewed for turn in d.session.document.turns] == [True, True, False]


def test_selected_words_are_moved_to_the_turn_above_and_below():
    on = desk("A: 1 2 | B: 3 4 5 | A: 6", 1, 3, (1, 2))
    assert run(on, "turn.words_up") == "A: 1 2 3 4 | B: 5 | A: 6"
    on = desk("A: 1 2 | B: 3 4 5 | A: 6", 1, 3, (1, 2))
    assert run(on, "turn.words_down") == "A: 1 2 | B: 3 | A: 4 5 6"


@pytest.mark.parametrize(
    ("command", "turn", "said"),
    [
        ("turn.words_up", 0, "There is no turn above."),
        ("turn.words_down", 1, "There is no turn below."),
        ("turn.move_up", 0, "There is no turn above."),
        ("turn.move_down", 1, "There is no turn below."),
    ],
)
def test_beyond_the_first_and_last_turn_there_is_nowhere_to_go(command, turn, said):
    on = desk("A: 1 | B: 2", turn)
    COMMANDS[command].run(on)
    assert on.said == [said]
    assert picture(on.session.document) == "A: 1 | B: 2"


def test_words_set_by_hand_block_the_way_and_it_is_said():
    text = "A: one@0-500 two@500-900! | B: three@700-1000! four@1000"
    for command, turn, offset in (("turn.words_up", 1, 0), ("turn.words_down", 0, 7)):
        on = desk(text, turn, offset)
        COMMANDS[command].run(on)
        assert on.said == [BLOCKED]
    on = desk("A: one | B:", 1)
    COMMANDS["turn.words_up"].run(on)
    assert on.said == []  # an empty turn has none that could be blocked


def test_a_command_without_a_menu_stands_in_none():
    assert Registry([Command("x", "X", print)]).menus() == {}


def test_pausing_where_no_word_has_a_time_leaves_the_caret():
    on = desk("A: one two", 0, 4)
    on.player.playing = on.view.following = True
    COMMANDS["play.pause"].run(on)
    assert not on.player.playing
    assert on.view.caret() == Caret(0, 4)


def test_what_has_to_be_known_first_is_looked_for_only_for_a_moment(monkeypatch):
    on = desk("A: one two")
    while not (doubts_known(on) and ads_known(on)):
        pass  # a slow machine needs more than one moment
    looks = []
    monkeypatch.setattr(on.review, "look_on", lambda: looks.append(1) is not None)
    assert not doubts_known(on)
    assert len(looks) > 1
