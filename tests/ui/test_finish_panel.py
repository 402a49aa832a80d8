"""The checklist before an export, in the whole window: what it lists, and where Enter goes."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QTreeWidget
from test_main_window import Lab, give_times
from window_lab import ALT, CTRL, Key, Modal, button, keys, press

from editor.commands.finish import Open
from editor.transcript.ads import mark_ad
from editor.transcript.document import Place
from editor.ui.finish_panel import MOST

UNLABELLED = "Turns without speaker"


@pytest.fixture
def talk(qtbot, program, episode_files):
    lab = Lab(qtbot, program).open(*episode_files)
    give_times(lab.episode.session)
    lab.window.actions_.refresh_now()
    return lab


def panel(talk):
    return talk.window.finish.panel


def listed(talk) -> dict[str, list[str]]:
    tree = panel(talk).findChild(QTreeWidget)
    groups = [tree.topLevelItem(row) for row in range(tree.topLevelItemCount())]
    return {
        group.text(0): [group.child(row).text(0) for row in range(group.childCount())]
        for group in groups
    }


def figure(talk, name: str) -> str:
    labels = panel(talk).findChildren(QLabel)
    return next(label.text() for label in labels if label.accessibleDescription() == name)


def shows(talk, turns: int) -> None:
    """Wait until so many turns without speaker are listed."""
    title = f"{UNLABELLED} ({turns})"

    def there() -> bool:
        found = [name for name in listed(talk) if name.startswith(UNLABELLED)]
        return found == ([title] if turns else [])

    talk.qtbot.waitUntil(there)


def open_panel(talk) -> None:
    press(Key.Key_F9, CTRL)
    assert panel(talk).isVisible()
    assert panel(talk).findChild(QTreeWidget).hasFocus()


def test_it_lists_by_sort_and_enter_goes_to_the_place(talk):
    open_panel(talk)
    shows(talk, 2)
    assert listed(talk)["Turns without speaker (2)"][1] == "Thank you for having me."
    press(Key.Key_Down)
    press(Key.Key_Return)
    assert talk.view.hasFocus()
    assert talk.view.caret().turn == 1
    assert talk.app.player.position_ms == 1000


def test_what_is_done_goes_and_the_next_moves_up(talk):
    open_panel(talk)
    shows(talk, 2)
    press(Key.Key_Return)
    press(Key.Key_1, ALT)
    shows(talk, 1)
    press(Key.Key_F9, CTRL)
    press(Key.Key_Return)
    assert talk.view.caret().turn == 1
    press(Key.Key_1, ALT)
    shows(talk, 0)


def test_when_nothing_is_open_it_says_so(talk):
    open_panel(talk)
    panel(talk).show_items({})
    labels = [label.text() for label in panel(talk).findChildren(QLabel) if label.isVisible()]
    assert "Nothing is open. The episode can be exported." in labels


def test_ads_without_sponsor_are_there(talk):
    session = talk.episode.session
    session.apply(mark_ad(session.document, Place(0, 0), Place(0, 2)))
    open_panel(talk)
    talk.qtbot.waitUntil(lambda: "Ad reads without sponsor (1)" in listed(talk))


def test_a_closed_sort_stays_closed(talk):
    open_panel(talk)
    shows(talk, 2)
    press(Key.Key_Left)
    press(Key.Key_Left)
    press(Key.Key_Return)
    tree = panel(talk).findChild(QTreeWidget)
    tree.topLevelItem(0).setExpanded(False)
    talk.view.setFocus()
    press(Key.Key_1, ALT)
    shows(talk, 1)
    assert not tree.topLevelItem(0).isExpanded()


def test_a_place_that_is_gone_is_not_gone_to(talk):
    open_panel(talk)
    shows(talk, 2)
    found = panel(talk).findChild(QTreeWidget).topLevelItem(0).child(1).data(0, 0x100)
    session = talk.episode.session
    from editor.transcript.text_edits import join_turns

    session.apply(join_turns(session.document, 0))
    panel(talk).chosen.emit(found)
    assert talk.view.caret().turn == 0


def test_it_lists_no_more_than_can_be_read(talk):
    from editor.commands.finish import OpenItem

    items = [OpenItem(Open.UNLABELLED, Place(0, 0), None, f"turn {n}") for n in range(MOST + 50)]
    panel(talk).show_items({Open.UNLABELLED: items})
    ((title, rows),) = listed(talk).items()
    assert title == f"Turns without speaker ({MOST + 50})"
    assert len(rows) == MOST


def test_an_export_says_what_is_open_and_offers_the_list(talk):
    seen = []

    def look(dialog):
        label = dialog.findChild(QLabel, "reminder")
        seen.append(label.text())
        button(dialog, "Show what is open").click()

    assert Modal(look).during(lambda: press(Key.Key_E, CTRL)) == ["Export captions"]
    assert seen == ["Still open: 2 turns without speaker."]
    assert panel(talk).isVisible()


def test_an_export_of_what_is_finished_says_nothing(talk):
    press(Key.Key_A, CTRL)
    press(Key.Key_1, ALT)
    seen = []
    Modal(lambda d: (seen.append(d.findChild(QLabel, "reminder")), d.reject())).during(
        lambda: press(Key.Key_E, CTRL)
    )
    assert seen == [None]


def test_figures_of_the_work(talk):
    press(Key.Key_1, ALT)
    keys("Well ")
    open_panel(talk)
    assert figure(talk, "Corrections") == "2 (speakers 1, typed 1)"
    assert figure(talk, "Doubts left") == "0"
    assert figure(talk, "Heard") == "0 % of 0:02"
    assert figure(talk, "Worked").startswith("0:0")


def test_work_is_counted_and_kept_with_the_project(talk, qtbot, program):
    finish = talk.window.finish
    seconds = [0.0]
    finish._clock = lambda: seconds[0]
    finish.set_episode(talk.episode)
    for _ in range(5):
        seconds[0] += 20
        press(Key.Key_Right)
    assert finish.work.total_ms == 80_000
    path = talk.episode.project.path
    talk.window.close()
    again = Lab(qtbot, program).open(path)
    assert 80_000 <= again.window.finish.work.total_ms < 90_000
    press(Key.Key_F9, CTRL)
    assert figure(again, "Worked").startswith("1:2")
    assert "min per minute of audio" in figure(again, "Worked")


def test_without_an_episode_nothing_is_counted(qtbot, program):
    lab = Lab(qtbot, program)
    lab.window.actions_["view.text_larger"].trigger()
    assert lab.window.finish.work.total_ms == 0


def test_it_says_by_which_key_one_comes_back(talk):
    hint = panel(talk).findChild(QLabel, "hint")
    assert "Ctrl+F9" in hint.text()
    talk.window.actions_.bind({"review.finish": ("F13",)})
    assert "F13" in hint.text()
    talk.window.actions_.bind({})
    assert hint.text() == "Enter goes to a place."
