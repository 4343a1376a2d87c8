"""A list to choose one of."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QWidget

from svd_desktop.ui import theme


class ChoiceBox(QComboBox):
    """Scrolling past it moves the panel; long words do not make the panel wider."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)

    def show_data(self, data: object) -> None:
        self.setCurrentIndex(self.findData(data))

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """A text too long for the box ends in an ellipsis, not in the middle of a letter."""
        super().initStyleOption(option)
        field = self.style().subControlRect(
            QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self
        )
        option.currentText = option.fontMetrics.elidedText(
            option.currentText, Qt.TextElideMode.ElideMiddle, field.width() - theme.TIGHT
        )

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()
