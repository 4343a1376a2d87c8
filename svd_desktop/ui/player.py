"""Shows a clip, frame by frame, and the controls under it."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSlider, QToolButton, QWidget

from svd_desktop.app.playback import Playback
from svd_desktop.ui import glyphs, theme


class ClipView(QWidget):
    """Paints the frame that the playback is at, as large as fits."""

    def __init__(self, playback: Playback, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._playback = playback
        playback.frame_changed.connect(self.update)
        playback.clip_changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        image = self.image()
        if image is None:
            return
        place = self.rect().adjusted(theme.GAP, theme.GAP, -theme.GAP, -theme.GAP)
        size = image.size().scaled(place.size(), Qt.AspectRatioMode.KeepAspectRatio)
        target = QRect(QPoint(0, 0), size)
        target.moveCenter(place.center())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(target, image)

    def image(self) -> QImage | None:
        """The frame shown, over the clip's own memory."""
        clip = self._playback.clip
        if clip is None:
            return None
        frame = clip.frames[self._playback.frame]
        height, width, _ = frame.shape
        return QImage(frame.data, width, height, 3 * width, QImage.Format.Format_RGB888)


class PlayerControls(QWidget):
    """Play, step, scrub, and which frame this is."""

    def __init__(self, playback: Playback, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._playback = playback
        self.back = self._button("back", self.tr("Previous frame"), self.tr("Left"))
        self.play = self._button("play", self.tr("Play or pause"), self.tr("Space"))
        self.forward = self._button("forward", self.tr("Next frame"), self.tr("Right"))
        self.back.clicked.connect(lambda: playback.step(-1))
        self.play.clicked.connect(playback.toggle)
        self.forward.clicked.connect(lambda: playback.step(1))
        self.scrub = QSlider(Qt.Orientation.Horizontal)
        self.scrub.setAccessibleName(self.tr("Frame"))
        self.scrub.setPageStep(5)
        self.scrub.valueChanged.connect(playback.seek)
        self.counter = theme.Quiet()
        self.counter.setWordWrap(False)
        self.counter.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.counter.setMinimumWidth(self.counter.fontMetrics().horizontalAdvance("00 / 00"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.GAP, theme.TIGHT, theme.GAP, theme.TIGHT)
        layout.setSpacing(theme.TIGHT)
        for button in (self.back, self.play, self.forward):
            layout.addWidget(button)
        layout.addSpacing(theme.TIGHT)
        layout.addWidget(self.scrub, 1)
        layout.addSpacing(theme.TIGHT)
        layout.addWidget(self.counter)
        playback.clip_changed.connect(self._on_clip)
        playback.frame_changed.connect(self._on_frame)
        playback.playing_changed.connect(self._on_playing)
        self._on_clip()

    def _button(self, glyph: str, name: str, key: str) -> QToolButton:
        button = QToolButton()
        button.setIcon(glyphs.icon(glyph))
        button.setIconSize(QSize(16, 16))
        button.setAutoRaise(True)
        button.setAccessibleName(name)
        button.setToolTip(f"{name} ({key})")
        return button

    def _on_clip(self) -> None:
        frames = self._playback.frames
        self.setEnabled(bool(frames))
        self.scrub.blockSignals(True)
        self.scrub.setRange(0, max(0, frames - 1))
        self.scrub.blockSignals(False)
        self._on_frame()

    def _on_frame(self) -> None:
        frames = self._playback.frames
        self.scrub.blockSignals(True)  # else following the clip would be scrubbing it
        self.scrub.setValue(self._playback.frame)
        self.scrub.blockSignals(False)
        self.counter.setText(f"{self._playback.frame + 1} / {frames}" if frames else "")

    def _on_playing(self, playing: bool) -> None:
        self.play.setIcon(glyphs.icon("pause" if playing else "play"))
