"""A row of the panel: a name, what it is set with, a way back to the default, a sentence."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QWidget

from svd_desktop.ui import glyphs, theme


class ResetButton(QToolButton):
    """The way back, seen while there is one: it is what says that something is changed."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setIcon(glyphs.icon("reset"))
        self.setAutoRaise(True)
        self.setAccessibleName(name)


class SettingRow(QWidget):
    """`field` sets it; `reset` is called for the way back. A warning stands under the sentence."""

    def __init__(
        self, label: str, field: QWidget, help_text: str, reset: Callable[[], object]
    ) -> None:
        super().__init__()
        self._field, self._help_text = field, help_text
        title = QLabel(label)
        title.setBuddy(field)
        title.setWordWrap(True)  # the panel's width is not the longest name's
        self.reset = ResetButton(self.tr("Reset {0}").format(label))
        self.reset.clicked.connect(lambda: reset())
        # Its place stays when it is hidden: numbers do not jump when one is changed.
        policy = self.reset.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.reset.setSizePolicy(policy)
        help_label = theme.Quiet(help_text)
        self.warning = theme.Caution()
        for text in (help_label, self.warning):
            text.setFont(theme.smaller(text.font()))
        self._grid = grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.TIGHT)
        grid.setVerticalSpacing(theme.TIGHT)
        grid.setColumnStretch(0, 1)
        grid.addWidget(title, 0, 0)
        grid.addWidget(self.reset, 0, 1)
        grid.addWidget(field, 0, 2)
        grid.addWidget(help_label, 2, 0, 1, 3)
        grid.addWidget(self.warning, 3, 0, 1, 3)
        self.warn("")

    def put_under(self, widget: QWidget) -> None:
        """Between the row and its sentence, over the whole width."""
        self._grid.addWidget(widget, 1, 0, 1, 3)

    def warn(self, sentence: str) -> None:
        self.warning.setText(sentence)
        self.warning.setVisible(bool(sentence))
        self._field.setAccessibleDescription(f"{self._help_text} {sentence}".strip())

    def offer_reset(self, offered: bool, default: str) -> None:
        self.reset.setVisible(offered)
        self.reset.setToolTip(self.tr("Back to {0}").format(default))
