"""Takes in step, and how they are laid out."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from svd_desktop.app.comparison import Comparison
from svd_desktop.ui import theme
from svd_desktop.ui.clip_view import ClipView
from svd_desktop.ui.commands import Commands, with_keys


class CompareView(QWidget):
    """The page of the stage that shows a comparison; the player's controls are for all takes."""

    def __init__(self, comparison: Comparison, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._comparison = comparison
        self.view = ClipView(comparison)
        self._title = theme.Heading("")
        self.wipe = theme.Toggle(self.tr("Wipe"))
        self.done = QPushButton(self.tr("Done"))
        self.done.clicked.connect(comparison.leave)
        head = QHBoxLayout()
        head.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, 0)
        head.setSpacing(theme.GAP)
        head.addWidget(self._title)
        head.addStretch()
        head.addWidget(self.wipe)
        head.addWidget(self.done)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.view, 1)
        comparison.changed.connect(self._show)
        comparison.began.connect(self._show)
        self._show()

    def use(self, commands: Commands) -> None:
        wipe = commands.action("clip.wipe")
        self.wipe.clicked.connect(wipe.trigger)
        self.wipe.setToolTip(with_keys(wipe))
        self.done.setToolTip(with_keys(commands.action("clip.leave")))

    def _show(self) -> None:
        self._title.setText(self.tr("Comparing {0} takes").format(len(self._comparison.takes)))
        self.wipe.setVisible(self._comparison.can_wipe)
        self.wipe.setChecked(self._comparison.is_wipe)
