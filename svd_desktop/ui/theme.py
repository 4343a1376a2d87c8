"""Distances and colours of the window. Everything else is the platform's own style."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QPushButton, QWidget

# Device-independent pixels; Qt scales them with the screen.
TIGHT = 4  # between what belongs together
GAP = 8  # between neighbours, and inside a frame
WIDE = 16  # between groups

_QUIET = 0.72  # of the text's colour: 6.5:1 on Fusion's light window, 7:1 on its dark one
_BACKDROP = 0.08
_MUTED = 0.35
_SCHEMES = {"light": Qt.ColorScheme.Light, "dark": Qt.ColorScheme.Dark}
_still = False
_ACCENT = 0.4


def _mixed(
    palette: QPalette, share: float, ink: QPalette.ColorRole = QPalette.ColorRole.WindowText
) -> QColor:
    """The window's colour with a share of its text's, or of another."""
    text = palette.color(ink)
    window = palette.color(QPalette.ColorRole.Window)
    pairs = (
        (text.red(), window.red()),
        (text.green(), window.green()),
        (text.blue(), window.blue()),
    )
    return QColor(*(round(share * one + (1 - share) * other) for one, other in pairs))


def show_scheme(name: str) -> None:
    """Shows a scheme, or the system's for any other name than light and dark.

    Plain window managers have a platform theme that cannot change: it gets our own dark colours.
    """
    wanted = _SCHEMES.get(name, Qt.ColorScheme.Unknown)
    QGuiApplication.styleHints().setColorScheme(wanted)
    QApplication.setPalette(QPalette())  # the platform's own again
    if wanted == Qt.ColorScheme.Dark and not is_dark(QApplication.palette()):
        QApplication.setPalette(_dark_palette())


def _dark_palette() -> QPalette:
    """As Fusion has it where the platform is dark."""
    role, window = QPalette.ColorRole, QColor(50, 50, 50)
    text, gone, blue = QColor(240, 240, 240), QColor(130, 130, 130), QColor(48, 140, 198)
    palette = QPalette(window)  # buttons, frames and their shades
    for ink in (role.Text, role.WindowText, role.ButtonText, role.ToolTipText):
        palette.setColor(ink, text)
        palette.setColor(QPalette.ColorGroup.Disabled, ink, gone)
    for accent in (role.Highlight, role.Accent, role.Link):
        palette.setColor(accent, blue)
    palette.setColor(role.HighlightedText, QColor("white"))
    palette.setColor(role.PlaceholderText, gone)
    palette.setColor(role.Base, window.darker(140))
    palette.setColor(role.AlternateBase, window.darker(120))
    palette.setColor(role.ToolTipBase, window)
    return palette


def is_dark(palette: QPalette) -> bool:
    window = palette.color(QPalette.ColorRole.Window)
    return window.lightness() < palette.color(QPalette.ColorRole.WindowText).lightness()


def quiet_color(palette: QPalette) -> QColor:
    """For text that explains: lighter than other text, still easy to read."""
    return _mixed(palette, _QUIET)


def backdrop_color(palette: QPalette) -> QColor:
    """Around pictures and clips: neutral, near the window's own, never black."""
    return _mixed(palette, _BACKDROP)


def muted_color(palette: QPalette) -> QColor:
    """For outlines that only guide the eye."""
    return _mixed(palette, _MUTED)


def error_color(palette: QPalette) -> QColor:
    """At least 4.5:1 on the window's and the lists' backgrounds."""
    return QColor("#ff9c8f") if is_dark(palette) else QColor("#a8201a")


def is_still() -> bool:
    """Whether the person wants nothing to move by itself."""
    return _still


def set_still(still: bool) -> None:
    global _still
    _still = still


def warning_color(palette: QPalette) -> QColor:
    """For what is allowed and rarely wise; as easy to read as an error."""
    return QColor("#f0b54a") if is_dark(palette) else QColor("#8a5200")


def chosen_color(palette: QPalette) -> QColor:
    """Of a button that is down: the accent, light enough for the button's own text."""
    return _mixed(palette, _ACCENT, QPalette.ColorRole.Highlight)


def smaller(font: QFont) -> QFont:
    font = QFont(font)
    font.setPointSizeF(font.pointSizeF() * 0.92)
    return font


def larger(font: QFont) -> QFont:
    font = QFont(font)
    font.setPointSizeF(font.pointSizeF() * 1.25)
    return font


class Heading(QLabel):
    """The name of a part of the window."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        font = self.font()
        font.setBold(True)
        self.setFont(font)


class Quiet(QLabel):
    """A sentence that explains; its colour follows the platform's scheme."""

    _color = staticmethod(quiet_color)

    def __init__(self, text: str = "", parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setWordWrap(True)
        _keep_color(self, QPalette.ColorRole.WindowText, self._color)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            _keep_color(self, QPalette.ColorRole.WindowText, self._color)
        super().changeEvent(event)


class MainButton(QPushButton):
    """What the window is for: taller, with the outline of a default button, and a second line while
    it has the focus, for which the style would only draw the outline again."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setDefault(True)
        self.setMinimumHeight(self.sizeHint().height() + GAP)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.hasFocus():
            inset = TIGHT - 0.5  # in the middle of a pixel: one line, not two pale ones
            with QPainter(self) as painter:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(self.palette().color(QPalette.ColorRole.ButtonText))
                line = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
                painter.drawRoundedRect(line, 2, 2)


class Toggle(QPushButton):
    """Down or up. Fusion's own grey of one that is down is hard to tell from one that is up."""

    def __init__(self, text: str, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self.setCheckable(True)
        self.toggled.connect(self._tint)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            self._tint()
        super().changeEvent(event)

    def _tint(self) -> None:
        role = QPalette.ColorRole.Button
        plain = QApplication.palette().color(role)
        _keep_color(self, role, chosen_color if self.isChecked() else lambda palette: plain)


class Caution(Quiet):
    """A sentence about what is allowed and rarely wise."""

    _color = staticmethod(warning_color)


class Backdrop(QWidget):
    """A neutral ground under pictures."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAutoFillBackground(True)
        _keep_color(self, QPalette.ColorRole.Window, backdrop_color)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.PaletteChange:
            _keep_color(self, QPalette.ColorRole.Window, backdrop_color)
        super().changeEvent(event)


def _keep_color(
    widget: QWidget, role: QPalette.ColorRole, mixed: Callable[[QPalette], QColor]
) -> None:
    """Mixes the colour anew from the application's palette, which follows the platform."""
    color = mixed(QApplication.palette())
    palette = widget.palette()
    if palette.color(role) != color:  # setting it is a change of palette too
        palette.setColor(role, color)
        widget.setPalette(palette)


def line(shape: QFrame.Shape = QFrame.Shape.HLine) -> QFrame:
    frame = QFrame()
    frame.setFrameShape(shape)
    frame.setFrameShadow(QFrame.Shadow.Sunken)
    return frame
