"""The clip as a strip of small frames, to see where it is and to go somewhere else."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QMouseEvent, QPainter, QPaintEvent, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QSizePolicy, QSlider, QWidget

from svd_desktop.app.clips import Clip
from svd_desktop.app.playback import Playback
from svd_desktop.ui import theme

_HEIGHT = 44
_MARK = 2  # the width of the line around the current frame
_EDGE = 4  # around the film, for that line and for the focus
_NARROWEST = 0.6  # of its height; below, a frame's place cannot show what is in it


class Filmstrip(QSlider):
    """A slider over the frames: its keys, its range and its voice, with pictures to aim at."""

    def __init__(self, playback: Playback, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._playback = playback
        self._strip: QPixmap | None = None
        self._strip_of: tuple[Clip | None, QSize, float] | None = None
        self.setAccessibleName(self.tr("Frame"))
        self.setPageStep(5)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        playback.clip_changed.connect(self._on_clip)
        playback.frame_changed.connect(self._on_frame)
        self.valueChanged.connect(playback.seek)
        self._on_clip()

    def sizeHint(self) -> QSize:
        return QSize(200, _HEIGHT)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, _HEIGHT)

    def cell(self, frame: int) -> QRectF:
        """The part of the strip that stands for a frame."""
        film = self._film()
        width = film.width() / max(1, self._playback.frames)
        return QRectF(film.left() + frame * width, film.top(), width, film.height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._go(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            film = self._film()
            painter.fillRect(film, theme.backdrop_color(self.palette()))
            clip = self._playback.clip
            if clip is not None:
                painter.drawPixmap(film.topLeft(), self._pictures(clip, film))
                self._paint_mark(painter)
            if self.hasFocus():
                painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Highlight), 1))
                painter.drawRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5))

    def _film(self) -> QRectF:
        return QRectF(self.rect()).adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)

    def _go(self, event: QMouseEvent) -> None:
        film = self._film()
        if self._playback.frames and film.width() > 0:
            share = (event.position().x() - film.left()) / film.width()
            self._playback.seek(int(share * self._playback.frames))

    def _paint_mark(self, painter: QPainter) -> None:
        """The current frame in a frame of its own, seen on any picture."""
        mark = self.cell(self._playback.frame).adjusted(-1, -1, 1, 1)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(Qt.GlobalColor.black, _MARK + 2))
        painter.drawRoundedRect(mark, 2, 2)
        painter.setPen(QPen(Qt.GlobalColor.white, _MARK))
        painter.drawRoundedRect(mark, 2, 2)

    def _pictures(self, clip: Clip, film: QRectF) -> QPixmap:
        """Made once for a clip and a width: 3 ms for 25 frames."""
        ratio = self.devicePixelRatioF()
        wanted = (clip, film.size().toSize(), ratio)
        if self._strip is None or self._strip_of is None or not _same(wanted, self._strip_of):
            self._strip = _strip(clip, wanted[1] * ratio)
            self._strip.setDevicePixelRatio(ratio)
            self._strip_of = wanted
        return self._strip

    def _on_clip(self) -> None:
        self.blockSignals(True)
        self.setRange(0, max(0, self._playback.frames - 1))
        self.blockSignals(False)
        self._strip = self._strip_of = None
        self._on_frame()
        self.update()

    def _on_frame(self) -> None:
        self.blockSignals(True)  # else following the clip would be scrubbing it
        self.setValue(self._playback.frame)
        self.blockSignals(False)


def _same(one: tuple[Clip, QSize, float], other: tuple[Clip | None, QSize, float]) -> bool:
    return one[0] is other[0] and one[1:] == other[1:]


def _strip(clip: Clip, size: QSize) -> QPixmap:
    """Every frame in its own place, by its middle; of a long clip as many as fit whole."""
    count, height, width, _ = clip.frames.shape
    strip = QPixmap(size)
    strip.fill(Qt.GlobalColor.transparent)
    shown = count
    if size.width() < count * _NARROWEST * size.height():
        shown = min(count, max(1, round(size.width() * height / (size.height() * width))))
    step = max(1, height // (2 * size.height()))  # twice as many pixels as needed, then smoothly
    with QPainter(strip) as painter:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for place in range(shown):
            pixels = clip.frames[int((place + 0.5) * count / shown)][::step, ::step].copy()
            rows, columns, _ = pixels.shape
            image = QImage(pixels.data, columns, rows, 3 * columns, QImage.Format.Format_RGB888)
            left = place * size.width() / shown
            target = QRectF(left, 0, size.width() / shown - 1, size.height())
            painter.drawImage(target, image, _middle(image.size(), target))
    return strip


def _middle(size: QSize, target: QRectF) -> QRectF:
    """The largest part of a picture, from its middle, with the shape of its place."""
    part = target.size().scaled(size.toSizeF(), Qt.AspectRatioMode.KeepAspectRatio)
    return QRectF(
        (size.width() - part.width()) / 2, (size.height() - part.height()) / 2,
        part.width(), part.height(),
    )  # fmt: skip
