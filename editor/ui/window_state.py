"""What a project remembers of the window: caret, playhead, scroll, panels."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from editor.transcript.patch import Caret

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from editor.storage.content import State, StateValue
    from editor.ui.editor_page import EditorPage
    from editor.ui.player import Player


def window_state(window: QMainWindow, page: EditorPage, player: Player) -> State:
    """How everything stands now."""
    caret = page.view.caret()
    return {
        "caret_turn": caret.turn,
        "caret_offset": caret.offset,
        "scroll": page.view.verticalScrollBar().value(),
        "position": player.position_ms,
        "side_visible": page.side.isVisibleTo(page),
        "side_tab": page.side.currentIndex(),
        "splitter": bytes(page.splitter.saveState().data()),
        "geometry": bytes(window.saveGeometry().data()),
        "wave_zoom": page.waveforms.zoom,
        "heard": json.dumps(page.waveforms.heard),
    }


def restore_state(state: State, window: QMainWindow, page: EditorPage) -> None:
    """Put everything back, as far as the state says; the playhead waits for the sound."""
    geometry, splitter = state.get("geometry"), state.get("splitter")
    if isinstance(geometry, bytes):
        window.restoreGeometry(geometry)
    if isinstance(splitter, bytes):
        page.splitter.restoreState(splitter)
    page.side.setVisible(bool(state.get("side_visible", True)))
    tab, zoom = state.get("side_tab"), state.get("wave_zoom")
    if isinstance(tab, int):
        page.side.setCurrentIndex(tab)
    if isinstance(zoom, int):
        page.waveforms.set_zoom(zoom)
    page.waveforms.set_heard(_spans(state.get("heard")))
    _restore_caret(state, page)


def _spans(value: StateValue) -> list[tuple[int, int]]:
    """Pairs of ms from what a project says; a project can say anything."""
    try:
        rows = json.loads(value) if isinstance(value, str) else []
        return [(int(start), int(end)) for start, end in rows]
    except (ValueError, TypeError):
        return []


def _restore_caret(state: State, page: EditorPage) -> None:
    turn, offset, scroll = (state.get(key) for key in ("caret_turn", "caret_offset", "scroll"))
    turns = page.view.session.document.turns
    if isinstance(turn, int) and isinstance(offset, int) and 0 <= turn < len(turns):
        page.view.set_caret(Caret(turn, max(0, min(offset, len(turns[turn].text)))))
    if isinstance(scroll, int):
        page.view.verticalScrollBar().setValue(scroll)
