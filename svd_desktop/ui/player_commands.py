"""What can be done with the clip that is shown, with the keys that editors are used to."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QAction

from svd_desktop.app.session import Session
from svd_desktop.app.source import SourceMode
from svd_desktop.ui.commands import Commands
from svd_desktop.ui.stage import Stage


def _tr(text: str) -> str:
    return QCoreApplication.translate("player commands", text)


def add_player_commands(
    commands: Commands, session: Session, stage: Stage, compare: Callable[[], object]
) -> None:
    """`compare` plays what the person has selected together."""
    watching = session.watching
    playback, source, comparison = watching.playback, watching.source, watching.comparison

    def add(name: str, text: str, run: Callable[[], object], keys: str) -> QAction:
        return commands.add("clip", f"clip.{name}", text, run, keys, plain=True)

    add("play", _tr("Play or pause"), playback.toggle, "Space")
    add("play-backwards", _tr("Play backwards, then faster"), lambda: playback.shuttle(-1), "J")
    add("halt", _tr("Pause, back to normal speed"), playback.halt, "K")
    add("play-forwards", _tr("Play forwards, then faster"), lambda: playback.shuttle(1), "L")
    add("back", _tr("Previous frame"), lambda: playback.step(-1), "Left")
    add("forward", _tr("Next frame"), lambda: playback.step(1), "Right")
    add("first", _tr("First frame"), lambda: playback.seek(0), "Home")
    add("last", _tr("Last frame"), lambda: playback.seek(playback.frames - 1), "End")
    ping_pong = add(
        "ping-pong", _tr("Back and forth"),
        lambda: playback.set_ping_pong(not playback.ping_pong), "P",
    )  # fmt: skip
    ping_pong.setCheckable(True)
    playback.ping_pong_changed.connect(ping_pong.setChecked)

    actual = add("actual-size", _tr("Actual size (100%)"), lambda: None, "Z")
    actual.setCheckable(True)
    actual.toggled.connect(stage.set_actual)

    beside = add("source-beside", _tr("Show source"), lambda: show_source("beside"), "S")
    wipe = add("wipe", _tr("Wipe over the source, or two takes"), lambda: show_wipe(), "W")
    for action in (beside, wipe):
        action.setCheckable(True)

    def show_source(mode: SourceMode) -> None:
        source.set_mode("off" if source.mode == mode else mode)

    def show_wipe() -> None:
        """Between two takes that are compared; else between a clip and its source."""
        if comparison.takes:
            comparison.set_wipe(not comparison.is_wipe)
        else:
            show_source("wipe")

    def show() -> None:
        comparing = bool(comparison.takes)
        beside.setEnabled(not comparing)
        beside.setChecked(not comparing and source.mode == "beside")
        wipe.setEnabled(not comparing or comparison.can_wipe)
        wipe.setChecked(comparison.is_wipe if comparing else source.mode == "wipe")
        leave.setEnabled(comparing or stage.is_full_screen)

    def leave_it() -> None:
        stage.set_full_screen(False) if stage.is_full_screen else comparison.leave()

    commands.add(  # with a letter alone, lists would search for it
        "clip", "clip.compare", _tr("Compare selected"), compare,
        "Ctrl+Shift+C",
    )  # fmt: skip
    full = add(
        "full-screen", _tr("Full screen"),
        lambda: stage.set_full_screen(not stage.is_full_screen), "F",
    )  # fmt: skip
    full.setCheckable(True)
    full.setShortcut("F11")  # as in other programs, besides the key that is told
    leave = add("leave", _tr("Leave full screen or comparison"), leave_it, "Escape")
    stage.full_screen_changed.connect(full.setChecked)
    stage.full_screen_changed.connect(show)
    for signal in (source.changed, comparison.changed, comparison.began):
        signal.connect(show)
    show()
    stage.use(commands)
