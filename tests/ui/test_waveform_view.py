"""Both waveform views, driven by real mouse, wheel and key events."""

from __future__ import annotations

import time

import numpy as np
import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPixmap, QWheelEvent
from PySide6.QtWidgets import QApplication

from editor.ui.theme import DARK, LIGHT
from editor.ui.waveform_view import CloseUp, EpisodeOverview, Following, Lane, Span, WordBox

LEFT = Qt.MouseButton.LeftButton
MINUTES_10 = 600_000


class Beats:
    """A sound with a loud half second in every second."""

    def __init__(self, duration_ms=MINUTES_10):
        self.duration_ms = duration_ms
        self.asked = 0

    def between(self, start_ms, end_ms, columns):
        self.asked += 1
        at = start_ms + (np.arange(columns) + 0.5) * (end_ms - start_ms) / columns
        loud = np.where(at % 1000 < 500, 0.8, 0.01).astype(np.float32)
        return -loud, loud


def shown(view, qtbot, width=1000):
    qtbot.addWidget(view)
    view.resize(width, view.minimumHeight())
    view.show()
    view.clearFocus()  # the ring would lie over what is looked at
    return view


@pytest.fixture
def overview(qtbot):
    view = EpisodeOverview()
    view.set_peaks(Beats())
    return shown(view, qtbot)


@pytest.fixture
def close_up(qtbot):
    view = CloseUp()
    view.set_peaks(Beats())
    words = [WordBox((0, n), n * 500, n * 500 + 400, f"word{n}", n % 3) for n in range(1200)]
    view.set_words(words)
    view.show_stretch(0, 10_000)
    return shown(view, qtbot)


def at(x, y=60):
    return QPoint(round(x), y)


def colour_at(view, x, y):
    return view.grab().toImage().pixelColor(round(x), round(y))


def wheel(view, x, delta, modifiers=Qt.KeyboardModifier.NoModifier):
    place = QPointF(x, 50)
    event = QWheelEvent(
        place,
        QPointF(view.mapToGlobal(place.toPoint())),
        QPoint(),
        QPoint(0, delta),
        Qt.MouseButton.NoButton,
        modifiers,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(view, event)


def drag(qtbot, view, start, end, y=60):
    qtbot.mouseMove(view, at(start, y))
    qtbot.mousePress(view, LEFT, pos=at(start, y))
    for x in np.linspace(start, end, 5):
        qtbot.mouseMove(view, at(x, y))
        move(view, x, y)


def move(view, x, y, buttons=LEFT):
    """A move with the button held, which QTest's mouseMove does not carry offscreen."""
    place = QPointF(x, y)
    event = QMouseEvent(
        QEvent.Type.MouseMove,
        place,
        QPointF(view.mapToGlobal(place.toPoint())),
        Qt.MouseButton.NoButton,
        buttons,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(view, event)


# -- overview --------------------------------------------------------------------------------------


def test_a_click_in_the_overview_seeks(overview, qtbot):
    with qtbot.waitSignal(overview.seek_requested) as heard:
        qtbot.mouseClick(overview, LEFT, pos=at(250))
    assert heard.args[0] == pytest.approx(150_000, abs=600)


def test_dragging_in_the_overview_seeks_all_the_way_and_stays_inside(overview, qtbot):
    heard = []
    overview.seek_requested.connect(heard.append)
    drag(qtbot, overview, 500, 1400)
    assert heard == sorted(heard)
    assert heard[-1] == MINUTES_10


@pytest.mark.parametrize(
    ("key", "position"),
    [
        (Qt.Key.Key_Left, 295_000),
        (Qt.Key.Key_Right, 305_000),
        (Qt.Key.Key_PageUp, 240_000),
        (Qt.Key.Key_PageDown, 360_000),
        (Qt.Key.Key_Home, 0),
        (Qt.Key.Key_End, MINUTES_10),
    ],
)
def test_the_overview_is_worked_by_keys(overview, qtbot, key, position):
    overview.set_playhead(300_000)
    with qtbot.waitSignal(overview.seek_requested) as heard:
        qtbot.keyClick(overview, key)
    assert heard.args == [position]
    assert overview.accessibleDescription().endswith("of 10:00")


def test_without_sound_nothing_is_asked_for_and_the_next_step_is_said(qtbot):
    view = EpisodeOverview()
    view.set_empty_text("Open an episode (Ctrl+O)")
    shown(view, qtbot)
    view.set_playhead(2_000_000_000)
    view.set_window(1_000_000_000, 2_000_000_000)
    with qtbot.assertNotEmitted(view.seek_requested):
        qtbot.mouseClick(view, LEFT, pos=at(250))
    assert view.accessibleName() == "Whole episode"
    assert view.accessibleDescription() == "Open an episode (Ctrl+O)"
    image = view.grab().toImage()
    middle = {image.pixelColor(x, 36).name() for x in range(400, 600)}
    assert len(middle) > 3  # something is written there


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_overview_shows_speakers_ads_and_doubts(overview, theme):
    overview.set_theme(theme)
    overview.set_lanes([Lane(0, 300_000, 0), Lane(300_000, MINUTES_10, 1)])
    overview.set_ads([Span(540_000, MINUTES_10, "post-roll")])
    overview.set_doubts([120_000])
    strip = overview.height() - 7
    assert colour_at(overview, 100, strip).name() == theme.speakers[0].fill
    assert colour_at(overview, 900, strip).name() == theme.speakers[1].fill
    assert colour_at(overview, 950, 2).name() == theme.ad_hatch
    assert colour_at(overview, 200, 5).name() == theme.doubt
    assert colour_at(overview, 250, 5).name() == theme.surface


def test_what_was_heard_is_shaded(overview):
    middle = 36
    assert colour_at(overview, 100, middle).name() == LIGHT.wave
    overview.set_playhead(300_000)
    assert colour_at(overview, 100, middle).name() == LIGHT.wave_heard
    assert colour_at(overview, 700, middle).name() == LIGHT.wave
    overview.set_heard([Span(400_000, 500_000)])
    assert colour_at(overview, 100, middle).name() == LIGHT.wave
    assert colour_at(overview, 750, middle).name() == LIGHT.wave_heard
    assert colour_at(overview, 500, middle).name() == LIGHT.playhead


def test_the_bracket_stands_where_the_close_up_looks(overview):
    before = colour_at(overview, 550, 3)
    overview.set_window(300_000, 360_000)
    assert colour_at(overview, 550, 3) != before
    overview.set_window(30_000, 60_000)
    assert colour_at(overview, 550, 3) == before


def test_a_growing_sound_keeps_its_scale(qtbot):
    view = EpisodeOverview()
    view.set_peaks(Beats(60_000), MINUTES_10)
    shown(view, qtbot)
    assert view.x_of(60_000) == pytest.approx(100)
    assert colour_at(view, 50, 36).name() == LIGHT.wave
    assert colour_at(view, 500, 25).name() == LIGHT.surface
    view.set_peaks(Beats(300_000), MINUTES_10)
    assert view.x_of(60_000) == pytest.approx(100)
    assert colour_at(view, 400, 36).name() == LIGHT.wave


class Fine(CloseUp):
    """On a screen with four pixels where others have one."""

    def devicePixelRatioF(self) -> float:
        return 2.0


def test_on_a_fine_screen_the_wave_is_as_large_as_its_area(qtbot):
    view = Fine()
    view.set_peaks(Beats())
    view.show_stretch(0, 10_000)
    shown(view, qtbot)
    picture = QPixmap(view.size() * 2)
    picture.setDevicePixelRatio(2)
    view.render(picture)
    seen, middle = picture.toImage(), view.wave_area().center().y()
    quarter = view.wave_area().height() / 4
    for second in range(10):
        loud = round(2 * view.x_of(second * 1000 + 250))
        silent = round(2 * view.x_of(second * 1000 + 750))
        for y in (round(2 * (middle - quarter)), round(2 * (middle + quarter))):
            assert seen.pixelColor(loud, y).name() == LIGHT.wave
            assert seen.pixelColor(silent, y).name() == LIGHT.surface


@pytest.mark.parametrize("make", [EpisodeOverview, CloseUp])
def test_who_has_the_keyboard_has_a_ring(make, qtbot):
    view = make()
    view.set_peaks(Beats())
    shown(view, qtbot)
    view.setFocus()
    qtbot.waitUntil(view.hasFocus)
    assert colour_at(view, 1, 20).name() == LIGHT.focus
    view.clearFocus()
    assert colour_at(view, 1, 20).name() != LIGHT.focus


def test_moving_the_playhead_does_not_draw_the_wave_again(overview):
    overview.grab()
    asked = overview.peaks.asked
    for ms in range(0, 60_000, 500):
        overview.set_playhead(ms)
        overview.grab()
    assert overview.peaks.asked == asked


# -- close-up --------------------------------------------------------------------------------------


def test_a_click_on_the_wave_seeks_and_on_a_word_goes_to_its_start(close_up, qtbot):
    with qtbot.waitSignal(close_up.seek_requested) as heard:
        qtbot.mouseClick(close_up, LEFT, pos=at(325))
    assert heard.args[0] == pytest.approx(3250, abs=6)
    with qtbot.waitSignal(close_up.seek_requested) as heard:
        qtbot.mouseClick(close_up, LEFT, pos=at(325, close_up.height() - 15))
    assert heard.args == [3000]


def test_a_double_click_chooses_the_word(close_up, qtbot):
    with qtbot.waitSignal(close_up.word_activated) as heard:
        qtbot.mouseDClick(close_up, LEFT, pos=at(320))
    assert heard.args == [(0, 6)]


def test_an_edge_is_dragged_shown_and_told_on_release(close_up, qtbot):
    told = []
    close_up.edge_dragged.connect(lambda *what: told.append(what))
    drag(qtbot, close_up, 340, 345)  # word 6 is 3000 to 3400
    assert told == []
    assert close_up._words()[6].end == pytest.approx(3450, abs=10)
    assert colour_at(close_up, 345, 40).name() == LIGHT.accent
    with qtbot.assertNotEmitted(close_up.seek_requested):
        qtbot.mouseRelease(close_up, LEFT, pos=at(345))
    assert told == [((0, 6), "end", pytest.approx(3450, abs=10))]
    assert close_up._words()[6].end == 3400  # the receiver decides what the word becomes


def test_the_other_edge_can_be_dragged_too(close_up, qtbot):
    told = []
    close_up.edge_dragged.connect(lambda *what: told.append(what))
    drag(qtbot, close_up, 301, 280)
    qtbot.mouseRelease(close_up, LEFT, pos=at(280))
    assert told == [((0, 6), "start", pytest.approx(2800, abs=10))]


def test_escape_lets_an_edge_go(close_up, qtbot):
    drag(qtbot, close_up, 340, 370)
    qtbot.keyClick(close_up, Qt.Key.Key_Escape)
    with qtbot.assertNotEmitted(close_up.edge_dragged):
        qtbot.mouseRelease(close_up, LEFT, pos=at(370))
    assert close_up._words()[6].end == 3400


def test_a_click_on_an_edge_is_only_a_click(close_up, qtbot):
    with (
        qtbot.assertNotEmitted(close_up.edge_dragged),
        qtbot.waitSignal(close_up.seek_requested) as heard,
    ):
        qtbot.mouseClick(close_up, LEFT, pos=at(340))
    assert heard.args[0] == pytest.approx(3400, abs=6)


def test_the_pointer_says_where_an_edge_can_be_taken(close_up):
    move(close_up, 340, 60, Qt.MouseButton.NoButton)
    assert close_up.cursor().shape() == Qt.CursorShape.SplitHCursor
    move(close_up, 320, 60, Qt.MouseButton.NoButton)
    assert close_up.cursor().shape() == Qt.CursorShape.ArrowCursor


def test_the_wheel_scrolls_and_stops_following(close_up, qtbot):
    with qtbot.waitSignals([close_up.following_changed, close_up.visible_changed]):
        wheel(close_up, 500, -120)
    assert close_up.visible()[0] == pytest.approx(1250)
    assert not close_up.following
    wheel(close_up, 500, 1200)
    assert close_up.visible()[0] == 0


def test_ctrl_and_wheel_zoom_about_the_pointer(close_up):
    before = close_up.ms_at(300)
    wheel(close_up, 300, 120, Qt.KeyboardModifier.ControlModifier)
    assert close_up.span == 8000
    assert close_up.ms_at(300) == pytest.approx(before, abs=10)
    for _ in range(40):
        wheel(close_up, 300, 120, Qt.KeyboardModifier.ControlModifier)
    assert close_up.span == 1000
    for _ in range(60):
        wheel(close_up, 300, -120, Qt.KeyboardModifier.ControlModifier)
    assert close_up.span == 120_000


def test_keys_go_scroll_and_zoom(close_up, qtbot):
    close_up.set_playhead(5000)
    with qtbot.waitSignal(close_up.seek_requested) as heard:
        qtbot.keyClick(close_up, Qt.Key.Key_Right)
    assert heard.args == [5250]
    qtbot.keyClick(close_up, Qt.Key.Key_Plus)
    assert close_up.span == 8000
    assert close_up.x_of(5000) == pytest.approx(500, abs=1)  # the playhead keeps its place
    qtbot.keyClick(close_up, Qt.Key.Key_PageDown)
    assert close_up.visible()[0] == pytest.approx(1000 + 7200)


def test_following_turns_the_page(close_up):
    close_up.set_playhead(8900)
    assert close_up.visible()[0] == 0
    close_up.set_playhead(9100)
    assert close_up.visible()[0] == pytest.approx(8100)
    close_up.set_playhead(2000)
    assert close_up.visible()[0] == pytest.approx(1000)


def test_following_in_the_middle(close_up):
    close_up.set_following(True, Following.CENTRED)
    close_up.set_playhead(60_000)
    assert close_up.visible() == (55_000, 65_000)
    close_up.set_playhead(1000)
    assert close_up.visible()[0] == 0


def test_a_user_who_looks_elsewhere_is_left_alone_until_asked_back(close_up):
    close_up.scroll_by(100_000)
    close_up.set_playhead(50_000)
    assert close_up.visible()[0] == 100_000
    close_up.set_following(True)
    assert close_up.visible()[0] == pytest.approx(49_000)


def test_nothing_scrolls_away_while_an_edge_is_held(close_up, qtbot):
    drag(qtbot, close_up, 340, 370)
    close_up.set_playhead(30_000)
    assert close_up.visible()[0] == 0
    qtbot.mouseRelease(close_up, LEFT, pos=at(370))


def test_show_ms_scrolls_only_if_it_must(close_up):
    close_up.show_ms(9000)
    assert close_up.visible()[0] == 0
    close_up.show_ms(90_000)
    assert close_up.visible() == (85_000, 95_000)


@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
def test_the_spoken_word_is_lit(close_up, theme):
    close_up.set_theme(theme)
    inside = close_up.height() - 8
    before = colour_at(close_up, 335, inside)
    close_up.set_lit((0, 6))
    assert colour_at(close_up, 335, inside).name() == theme.lit
    assert colour_at(close_up, 335, 25).name() == theme.lit
    close_up.set_lit(None)
    assert colour_at(close_up, 335, inside) == before


def test_doubts_and_ads_are_marked(close_up):
    close_up.set_words([WordBox(0, 3000, 5000, "doubted", 0, True, True)])
    bottom = close_up.height() - 6
    row = {colour_at(close_up, x, bottom).name() for x in range(310, 330)}
    image = close_up.grab().toImage()
    reds = [image.pixelColor(x, y) for x in range(305, 495) for y in range(bottom - 2, bottom + 2)]
    assert QColor(LIGHT.doubt) in reds, row
    assert image.pixelColor(400, 24).name() != LIGHT.surface


def test_scrolling_a_little_copies_the_wave_and_a_new_theme_redraws_it(close_up):
    close_up.scroll_by(1000)
    close_up.grab()
    close_up.scroll_by(1000)
    close_up.grab()
    asked = close_up.peaks.asked
    for _ in range(8):
        close_up.scroll_by(1000)
        close_up.grab()
    assert close_up.peaks.asked == asked
    close_up.set_theme(DARK)
    close_up.grab()
    assert close_up.peaks.asked == asked + 1


def test_a_short_episode_and_an_empty_one_are_no_trouble(qtbot):
    view = CloseUp()
    shown(view, qtbot)
    view.set_playhead(100)
    view.zoom_by(3)
    view.scroll_by(500)
    view.grab()
    view.set_peaks(Beats(300))
    view.set_words([WordBox(0, 0, 300, "hi")])
    view.zoom_by(3)
    assert view.visible() == (0, 1000)
    view.grab()
    view.set_peaks(None)
    view.grab()


def test_a_frame_takes_less_than_a_sixtieth_of_a_second(overview, close_up):
    """The median of frames on a large screen; a busy machine gets three times the room."""
    pictures = {}
    for view in (overview, close_up):
        view.resize(1920, view.height())
        view.set_playhead(0)
        took = []
        for frame in range(60):
            begun = time.perf_counter()
            view.set_playhead(frame * 33)
            view.repaint()
            took.append(time.perf_counter() - begun)
        pictures[type(view).__name__] = sorted(took)[30]
    assert max(pictures.values()) < 3 * 0.016, pictures
