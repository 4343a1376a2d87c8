"""What the parameters do, each with a small picture of its effect."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QGridLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from svd_desktop.app import words
from svd_desktop.app.help_pictures import PAIRS
from svd_desktop.app.session import Session
from svd_desktop.core.parameters import PARAMETERS, Parameter
from svd_desktop.models.resources import resource
from svd_desktop.ui import theme
from svd_desktop.ui.boxes import Buttons

_PICTURE = QSize(512, 288)  # two clips of the demonstration model, with their differences below


class HelpDialog(QDialog):
    """Every parameter, from the one table that everything else reads."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("What the parameters do"))
        self.pictures: dict[str, QLabel] = {}
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.WIDE)
        column.setSpacing(theme.TIGHT)
        for number, parameter in enumerate(PARAMETERS.values()):
            if number:
                column.addSpacing(theme.GAP)
                column.addWidget(theme.line())
                column.addSpacing(theme.GAP)
            self._add(column, parameter)
        column.addStretch()
        scroll = QScrollArea()
        scroll.setWidget(inside)
        scroll.setWidgetResizable(True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setAccessibleName(self.windowTitle())
        buttons = Buttons(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(scroll, 1)
        layout.addWidget(buttons)
        session.ask(_read_pictures, self._show_pictures)
        scroll.setFocus()  # the arrows and page keys read on

    def sizeHint(self) -> QSize:
        return QSize(_PICTURE.width() + 4 * theme.WIDE + 2 * theme.GAP, 640)

    def _add(self, column: QVBoxLayout, parameter: Parameter) -> None:
        column.addWidget(theme.Heading(words.parameter_label(parameter)))
        column.addWidget(QLabel(words.parameter_range(parameter)))
        text = theme.Quiet(words.parameter_help(parameter))
        column.addWidget(text)
        if parameter.name in PAIRS:
            column.addSpacing(theme.TIGHT)
            column.addWidget(self._pair(parameter))

    def _pair(self, parameter: Parameter) -> QFrame:
        frame = QFrame()
        grid = QGridLayout(frame)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setVerticalSpacing(theme.TIGHT)
        grid.setHorizontalSpacing(0)  # each name begins where its half of the picture does
        frame.setMaximumWidth(_PICTURE.width())
        for place, value in enumerate(PAIRS[parameter.name]):
            grid.addWidget(theme.Quiet(f"{words.parameter_label(parameter)} {value:g}"), 0, place)
        picture = QLabel()
        picture.setFixedSize(_PICTURE)
        picture.setAccessibleName(self.tr("Effect of {0}").format(words.parameter_label(parameter)))
        self.pictures[parameter.name] = picture
        grid.addWidget(picture, 1, 0, 1, 2)
        note = theme.Quiet(
            self.tr("Above the last frame, below how much it differs from the first. "
                    "Made by the demonstration model.")
        )  # fmt: skip
        note.setFont(theme.smaller(note.font()))
        grid.addWidget(note, 2, 0, 1, 2)
        return frame

    def _show_pictures(self, images: dict[str, QImage]) -> None:
        for name, image in images.items():
            self.pictures[name].setPixmap(QPixmap.fromImage(image))


def _read_pictures() -> dict[str, QImage]:
    return {name: QImage(str(resource("help", f"{name}.webp"))) for name in PAIRS}
