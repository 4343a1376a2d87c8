"""The controls under a clip: its strip of frames, the buttons, the speed, and where it is."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from svd_desktop.app.playback import SPEEDS, Playback
from svd_desktop.ui import glyphs, theme
from svd_desktop.ui.commands import Commands, label_of, with_keys
from svd_desktop.ui.filmstrip import Filmstrip

# The buttons, as the names of their commands and glyphs; between the halves is what the clip says.
_LEFT = (
    ("clip.back", "back"), ("clip.play", "play"), ("clip.forward", "forward"),
    ("clip.ping-pong", "ping-pong"),
)  # fmt: skip
_RIGHT = (
    ("clip.source-beside", "beside"), ("clip.wipe", "wipe"), ("clip.actual-size", "actual"),
    ("clip.full-screen", "full"),
)  # fmt: skip


class PlayerControls(QWidget):
    """Play, step, scrub, how fast, what is seen, and which frame this is."""

    def __init__(self, playback: Playback, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._playback = playback
        self.scrub = Filmstrip(playback)
        self._buttons = {name: _button(glyph) for name, glyph in (*_LEFT, *_RIGHT)}
        self.speed = QComboBox()
        self.speed.setAccessibleName(self.tr("Speed"))
        self.speed.setToolTip(self.tr("Speed"))
        for speed in SPEEDS:
            self.speed.addItem(self.tr("{0}x").format(f"{float(speed):g}"), speed)
        self.speed.activated.connect(lambda row: playback.set_speed(self.speed.itemData(row)))
        self.counter = theme.Quiet()
        self.counter.setWordWrap(False)
        self.counter.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        row = QHBoxLayout()
        row.setSpacing(theme.TIGHT)
        for name, _ in _LEFT:
            row.addWidget(self._buttons[name])
        row.addWidget(self.speed)
        row.addStretch()
        row.addWidget(self.counter)
        row.addSpacing(theme.TIGHT)
        for name, _ in _RIGHT:
            row.addWidget(self._buttons[name])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP, theme.TIGHT, theme.GAP, theme.TIGHT)
        layout.setSpacing(theme.TIGHT)
        layout.addWidget(self.scrub)
        layout.addLayout(row)
        self._in_order()
        playback.clip_changed.connect(self._on_clip)
        playback.frame_changed.connect(self._on_frame)
        playback.playing_changed.connect(self._on_playing)
        playback.speed_changed.connect(self._on_speed)
        self._on_clip()
        self._on_speed()

    def use(self, commands: Commands) -> None:
        """The buttons are their commands: checked, enabled and explained as these are."""
        for name, glyph in (*_LEFT, *_RIGHT):
            _follow(self._buttons[name], commands.action(name), glyph)

    def _in_order(self) -> None:
        """Tab goes as the eye does."""
        widgets: list[QWidget] = [self.scrub]
        widgets += [self._buttons[name] for name, _ in _LEFT]
        widgets.append(self.speed)
        widgets += [self._buttons[name] for name, _ in _RIGHT]
        for before, after in pairwise(widgets):
            self.setTabOrder(before, after)

    def _on_clip(self) -> None:
        frames = self._playback.frames
        self.setEnabled(bool(frames))
        # Of a fixed size: a label that may grow has the window laid out anew with every frame.
        metrics = self.counter.fontMetrics()
        longest = self._count(max(0, frames - 1)).translate(str.maketrans("123456789", "0" * 9))
        self.counter.setFixedSize(metrics.horizontalAdvance(longest) + 2, metrics.height())
        self._on_frame()

    def _on_frame(self) -> None:
        self.counter.setText(self._count(self._playback.frame))

    def _count(self, frame: int) -> str:
        """The frame, and its time in the file that is delivered."""
        clip = self._playback.clip
        if clip is None:
            return ""
        seconds = float(frame / clip.rate)
        return self.tr("{0} / {1}  ·  {2} s").format(
            frame + 1, self._playback.frames, f"{seconds:.2f}"
        )

    def _on_playing(self, playing: bool) -> None:
        self._buttons["clip.play"].setIcon(glyphs.icon("pause" if playing else "play"))

    def _on_speed(self) -> None:
        self.speed.setCurrentIndex(SPEEDS.index(self._playback.speed))


def _button(glyph: str) -> QToolButton:
    button = QToolButton()
    button.setIcon(glyphs.icon(glyph))
    button.setIconSize(QSize(16, 16))
    button.setAutoRaise(True)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def _follow(button: QToolButton, action: QAction, glyph: str) -> None:
    """Not as its default action: that would take the icon from a button that changes it."""
    button.clicked.connect(action.trigger)

    def show() -> None:
        button.setCheckable(action.isCheckable())
        button.setChecked(action.isChecked())
        button.setEnabled(action.isEnabled())
        button.setAccessibleName(label_of(action))
        button.setToolTip(with_keys(action))

    action.changed.connect(show)
    show()
