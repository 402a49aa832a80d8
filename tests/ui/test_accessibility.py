"""What screen readers and the keyboard find: every control named, and reachable."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QAccessible, QScreen
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QToolButton,
    QTreeWidget,
    QWidget,
)
from test_ad_proposal_list import lab as proposals  # noqa: F401 - a fixture
from test_main_window import Lab, give_times
from test_retiming import RATE, TALK, save
from test_retiming import lab as retiming  # noqa: F401 - a fixture
from test_voices import lab as voices  # noqa: F401 - a fixture
from window_lab import CTRL, Key, Modal, keys, press, rows

from editor.transcript.ads import describe_ad, mark_ad
from editor.transcript.document import Place
from editor.transcript.hand_times import shift_all
from editor.transcript.patch import Caret
from editor.transcript.speakers import relabel_by_key
from editor.transcript.turn_edits import mark_reviewed
from editor.ui import announcing
from editor.ui.announcing import TurnAnnouncer, announce
from editor.ui.controls import FRAME
from editor.ui.wave_base import WaveBase

if TYPE_CHECKING:
    from collections.abc import Iterator

Role = QAccessible.Role

INTERACTIVE = {
    Role.PushButton, Role.CheckBox, Role.RadioButton, Role.ComboBox, Role.EditableText, Role.List,
    Role.Tree, Role.Table, Role.Slider, Role.SpinBox, Role.ProgressBar, Role.MenuItem,
    Role.PageTab, Role.ButtonMenu, Role.ButtonDropDown, Role.Button, Role.Document,
}  # fmt: skip
"""Roles of what can be used; each needs a name."""


def tree(root: QAccessible.Interface, path: str = "") -> Iterator[tuple[str, object]]:
    """Everything below an accessible object that can be seen, with the way to it."""
    if root is None or not root.isValid() or root.state().invisible:
        return
    here = f"{path}/{root.role().name}:{root.text(QAccessible.Text.Name)}"
    yield here, root
    for index in range(root.childCount()):
        yield from tree(root.child(index), here)


def unnamed(widget: QWidget) -> list[str]:
    """Controls without a name."""
    return [
        path
        for path, thing in tree(QAccessible.queryAccessibleInterface(widget))
        if thing.role() in INTERACTIVE
        and not thing.text(QAccessible.Text.Name).strip()
        and not _is_inner(thing)
    ]


def _is_inner(thing: object) -> bool:
    """Parts of Qt's own controls: separators of menus, corners and arrows of tables and fields."""
    parent = thing.parent()
    composite = {Role.ComboBox, Role.SpinBox, Role.Tree, Role.Table, Role.List}
    separator = thing.role() == Role.MenuItem and not thing.childCount()
    return (parent is not None and parent.role() in composite) or (
        separator and thing.text(QAccessible.Text.Name) == "" and bool(thing.state().disabled)
    )


def undescribed(widget: QWidget) -> list[str]:
    """Lists and waves that do not say how they are used, and buttons of which only a picture is
    seen and no tip says what it means.
    """
    found = []
    for path, thing in tree(QAccessible.queryAccessibleInterface(widget)):
        control = thing.object()
        if isinstance(control, WaveBase) and not control.accessibleDescription():
            found.append(path)
        if isinstance(control, QToolButton) and not control.text() and not control.toolTip():
            found.append(path)
    return [path for path in found if path.strip("/")]


def stops(window: QWidget) -> list[QWidget]:
    """What Tab reaches, once around."""
    found: list[QWidget] = []
    for _ in range(200):
        widget = QApplication.focusWidget()
        if widget is None or widget in found:
            break
        found.append(widget)
        press(Key.Key_Tab)
    return found


def named(widget: QWidget) -> str:
    interface = QAccessible.queryAccessibleInterface(widget)
    return interface.text(QAccessible.Text.Name)


@pytest.fixture
def talk(qtbot, program, episode_files):
    lab = Lab(qtbot, program).open(*episode_files)
    session = lab.episode.session
    give_times(session)
    session.apply(relabel_by_key(session.document, [0], 1))
    session.apply(mark_ad(session.document, Place(0, 2), Place(0, 4)))
    lab.window.actions_.refresh_now()
    return lab


def test_every_control_of_the_window_has_a_name(talk):
    for tab in range(talk.window.page.side.count()):
        talk.window.page.side.setCurrentIndex(tab)
        talk.window.transport.set_work("Aligning", 1, 2, stoppable=True)
        talk.window.messages.say("It failed.", lasting=True, button="Again")
        assert unnamed(talk.window) == []


def test_bars_name_and_describe_what_is_in_them(talk):
    press(Key.Key_H, CTRL)
    assert unnamed(talk.window) == []
    press(Key.Key_Escape)
    talk.window.desk.panels.spelling()
    talk.qtbot.waitUntil(talk.window.page.spell_bar.isVisible)
    assert unnamed(talk.window) == []
    assert undescribed(talk.window) == []


def test_the_proposals_by_ear_have_names(voices, proposals):  # noqa: F811
    _, _, ads = proposals
    assert unnamed(ads) == []
    it = voices()
    it.page.show_speakers()
    it.propose()
    assert unnamed(it.window) == []
    assert undescribed(it.window) == []


def test_the_report_of_another_cut_has_names(retiming):  # noqa: F811
    other = save(retiming.folder / "other.wav", TALK[8 * RATE :])
    retiming.retime(other, retiming.folder / "other.proofcast")
    report = retiming.report()
    assert unnamed(report) == []
    assert undescribed(report) == []
    report.close()


def test_every_page_of_the_settings_has_names(talk):
    problems: list[str] = []

    def look(dialog):
        pages = dialog.findChild(QListWidget)
        for row in range(pages.count()):
            pages.setCurrentRow(row)
            problems.extend(unnamed(dialog))
        dialog.reject()

    Modal(look).during(talk.window.actions_["file.settings"].trigger)
    assert problems == []


def test_a_control_without_name_would_be_found(qtbot):
    window = QWidget()
    QToolButton(window)
    QLineEdit(window).move(0, 40)
    qtbot.addWidget(window)
    window.show()
    assert len(unnamed(window)) == 2


def test_every_control_of_the_empty_page_has_a_name(qtbot, program):
    assert unnamed(Lab(qtbot, program).window) == []


DIALOGUES = (
    "file.export",
    "file.models",
    "file.settings",
    "file.go_back",
    "captions.profiles",
    "memory.show",
    "help.rebind",
    "help.palette",
    "help.keys",
    "help.about",
)


@pytest.mark.parametrize("command", DIALOGUES)
def test_every_control_of_a_dialogue_has_a_name_and_tab_reaches_it(talk, command):
    problems: list[str] = []

    def look(dialog):
        problems.extend(unnamed(dialog))
        reached = stops(dialog)
        problems.extend(
            f"Tab does not reach {type(w).__name__} {named(w)!r}"
            for w in dialog.findChildren(QWidget)
            if w.isVisible() and w.isEnabled()
            and isinstance(w, QAbstractButton | QComboBox)
            and w.focusPolicy() & Qt.FocusPolicy.TabFocus
            and w not in reached
        )  # fmt: skip
        dialog.reject()

    Modal(look).during(talk.window.actions_[command].trigger)
    assert problems == []


def test_tab_goes_around_the_window_and_through_every_button(talk):
    names = [named(widget) for widget in stops(talk.window)]
    assert all(names), names
    for wanted in ("Transcript", "Play", "Open", "Export captions", "Side panel", "Doubts"):
        assert wanted in names, names
    bar = talk.window.transport
    places = [w.x() for w in stops(talk.window) if w.parent() is bar]
    assert len(places) > 5
    first = places.index(min(places))
    assert places[first:] + places[:first] == sorted(places), "not in the order of reading"


def test_labels_lead_to_their_fields(talk):
    page = talk.window.page
    labels = {label.text(): label.buddy() for label in page.ads.findChildren(QLabel)}
    assert labels["K&ind"] is not None
    assert labels["S&ponsor"] is not None

    def look(dialog):
        found = {label.text(): label.buddy() for label in dialog.findChildren(QLabel)}
        for text in ("&Profile", "&Ad reads", "Speakers in &SRT", "&Folder", "&Name"):
            assert found[text] is not None, text
        dialog.reject()

    Modal(look).during(talk.window.actions_["file.export"].trigger)


def test_what_a_colour_says_is_also_said_in_words(talk):
    page = talk.window.page
    assert "Speaker 1" in [row[1] for row in rows(page.speakers.findChild(QTreeWidget))]
    talk.window.transport.set_saved(False)
    texts = [label.text() for label in talk.window.transport.findChildren(QLabel)]
    assert "○ Saving…" in texts


# -- what is said without being asked ---------------------------------------------------------


@pytest.fixture
def spoken(talk, monkeypatch):
    """What a screen reader hears while the caret moves."""
    heard: list[str] = []
    announcer = TurnAnnouncer(talk.view, lambda _, text: heard.append(text), lambda: True)
    talk.window.page.touched.connect(announcer.look)
    talk.view.set_caret(Caret(0, 0))
    announcer.look()
    heard.clear()
    return heard


def test_a_turn_is_announced_when_the_caret_comes_into_it(talk, spoken):
    talk.view.set_caret(Caret(1, 0))
    assert spoken == ["No speaker, 0:01"]
    talk.view.set_caret(Caret(1, 5))
    assert len(spoken) == 1
    talk.view.set_caret(Caret(0, 3))
    assert spoken[1:] == ["Speaker 1, 0:00, ad (mid-roll)"]


def test_what_changes_about_the_turn_is_announced(talk, spoken):
    session = talk.episode.session
    session.apply(mark_reviewed(session.document, [0], True))
    assert spoken == ["Speaker 1, 0:00, ad (mid-roll), reviewed"]
    ad = session.document.ads[0]
    session.apply(describe_ad(session.document, ad.id, ad.kind, "Slow Post"))
    assert spoken[1:] == ["Speaker 1, 0:00, ad (mid-roll): Slow Post, reviewed"]


def test_alignment_announces_nothing(talk, spoken):
    session = talk.episode.session
    session.apply(shift_all(session.document, 5000))
    assert spoken == []


def test_typing_announces_nothing(talk, spoken):
    talk.view.setFocus()
    keys("abc")
    assert spoken == []


def test_without_a_screen_reader_nothing_is_looked_up(talk):
    heard: list[str] = []
    TurnAnnouncer(talk.view, lambda _, text: heard.append(text), lambda: False).look()
    assert heard == []


def test_the_window_announces_turns_and_messages(talk, monkeypatch):
    events: list[tuple[str, bool]] = []

    def note(event):
        urgent = event.politeness() == QAccessible.AnnouncementPoliteness.Assertive
        events.append((event.message(), urgent))

    monkeypatch.setattr(announcing.QAccessible, "updateAccessibility", note)
    announce(talk.view, "Maren, 0:41")
    talk.window.messages.say("It failed.", lasting=True)
    talk.window.messages.say("Done.")
    assert events == [("Maren, 0:41", False), ("It failed.", True), ("Done.", False)]


# -- larger, and calmer -----------------------------------------------------------------------


@pytest.mark.parametrize("size", [24, 32])
def test_large_text_leaves_room_for_times_and_names(talk, size):
    talk.window.resize(1024, 640)
    talk.app.store.change(text_size=size)
    QApplication.processEvents()
    view = talk.view
    assert view.gutter.geometry().right() <= view.viewport().geometry().left()
    assert view.font().pixelSize() == size
    assert view.horizontalScrollBar().maximum() == 0
    lines = view.document().firstBlock().layout()
    assert all(
        lines.lineAt(n).naturalTextWidth() <= view.viewport().width()
        for n in range(lines.lineCount())
    )


def test_ctrl_plus_doubles_the_text(talk):
    before = talk.view.font().pixelSize()
    for _ in range(12):
        press(Key.Key_Plus, CTRL)
    assert talk.view.font().pixelSize() >= 2 * before


@pytest.mark.parametrize("width", [1024, 1360])
def test_no_title_of_the_panels_scrolls_out_of_sight(talk, width):
    talk.window.resize(width, 640)
    side = talk.window.page.side
    side.setTabText(0, "Review (1,234)")
    press(Key.Key_H, CTRL)
    QApplication.processEvents()
    bar = side.tabBar()
    assert [bar.tabRect(n).left() >= 0 for n in range(side.count())] == [True] * 5
    assert bar.tabRect(side.count() - 1).right() <= bar.width()
    assert not [b for b in bar.findChildren(QToolButton) if b.isVisible()]


def test_rows_and_fields_are_comfortable(talk):
    heights: dict[str, set[int]] = {}

    def look(dialog):
        pages = dialog.findChild(QListWidget)
        heights["row"] = {pages.sizeHintForRow(n) for n in range(pages.count())}
        boxes = dialog.findChildren(QComboBox) + dialog.findChildren(QAbstractSpinBox)
        heights["field"] = {box.sizeHint().height() for box in boxes}
        tops = [pages.visualItemRect(pages.item(n)) for n in range(pages.count())]
        heights["overlap"] = {
            tops[n].bottom() - tops[n + 1].top() + 1 for n in range(len(tops) - 1)
        }
        dialog.reject()

    Modal(look).during(talk.window.actions_["file.settings"].trigger)
    assert all(28 <= height <= 32 for height in heights["row"] | heights["field"])
    assert len(heights["field"]) == 1
    assert heights["overlap"] == {0}


def test_reduced_motion_scrolls_at_once(qtbot, talk):
    talk.app.store.change(motion="reduced")
    follower = talk.view._follower
    bar = talk.view.verticalScrollBar()
    bar.setRange(0, 400)
    follower.scroll_to(200)
    assert bar.value() == 200


@pytest.mark.parametrize("command", DIALOGUES)
def test_dialogues_fit_on_a_small_screen(talk, command, monkeypatch):
    small = QRect(0, 0, 1024, 640)
    monkeypatch.setattr(QScreen, "availableGeometry", lambda _: small)
    sizes = []
    Modal(lambda dialog: (sizes.append(dialog.size()), dialog.reject())).during(
        talk.window.actions_[command].trigger
    )
    assert sizes[0].width() <= small.width()
    assert sizes[0].height() <= small.height() - FRAME.height()
