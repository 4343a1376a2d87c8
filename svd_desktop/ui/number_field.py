"""A field for one parameter's number."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QDoubleSpinBox, QWidget

from svd_desktop.app import words
from svd_desktop.core.parameters import Parameter


class NumberField(QDoubleSpinBox):
    """Whole numbers too: a plain spin box ends at 2**31, a seed does not.

    With `automatic` the lowest value reads as that word.
    """

    def __init__(
        self, parameter: Parameter, automatic: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        # The digits go to 1/step, as 0.01 has two.
        self.setDecimals(0 if parameter.whole else len(f"{parameter.step:g}".partition(".")[2]))
        self.setRange(parameter.minimum, parameter.maximum)
        self.setSingleStep(parameter.step)
        if parameter.unit:
            self.setSuffix(f" {words.parameter_unit(parameter)}")
        if automatic:
            self.setMinimum(0)
            self.setSpecialValueText(automatic)
        self.setKeyboardTracking(False)  # a half-typed number is no value yet
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.lineEdit().setAcceptDrops(False)  # a dropped picture is for the window

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scrolling past a field moves the panel; only a field with the focus takes the wheel."""
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()
