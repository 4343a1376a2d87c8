"""What the next clip needs and whether it fits, with the ladder to choose from."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from svd_desktop.app import plan_words
from svd_desktop.app.clip_settings import ClipSettings
from svd_desktop.app.planning import Planning
from svd_desktop.app.sentences import told
from svd_desktop.core.memory import ladder
from svd_desktop.core.request import RUNGS
from svd_desktop.ui import theme

_MOST_OFFERS = 2


class PlanLine(QWidget):
    """A view of Planning."""

    def __init__(self, planning: Planning, settings: ClipSettings) -> None:
        super().__init__()
        self._planning = planning
        self._settings = settings
        self.text = theme.Quiet()
        self.warning = theme.Caution()
        self.remarks = theme.Caution()
        for label in (self.text, self.warning, self.remarks):
            label.setFont(theme.smaller(label.font()))
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.menu = QMenu(self)
        self.menu.setToolTipsVisible(True)
        self.menu.aboutToShow.connect(self.fill_menu)
        self.ladder = QPushButton()
        self.ladder.setMenu(self.menu)
        self.ladder.setAccessibleName(self.tr("Memory"))
        self.ladder.setToolTip(self.tr("How the model uses the device's memory."))
        self.offers = [QPushButton() for _ in range(_MOST_OFFERS)]
        instead = QHBoxLayout()
        instead.setSpacing(theme.TIGHT)
        for number, button in enumerate(self.offers):
            button.clicked.connect(lambda _, number=number: self._take(number))
            instead.addWidget(button, 1)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP)
        title = QLabel(self.tr("Memory"))
        title.setBuddy(self.ladder)
        row.addWidget(title)
        row.addStretch()
        row.addWidget(self.ladder)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        layout.addLayout(row)
        for widget in (self.text, self.remarks, self.warning):
            layout.addWidget(widget)
        layout.addLayout(instead)
        planning.changed.connect(self._show)
        settings.changed.connect(self._on_changed)
        self._show()

    def fill_menu(self) -> None:
        """Automatic, and every rung at the settings' size: its peak, and whether it fits."""
        self.menu.clear()
        group = QActionGroup(self.menu)
        wanted, planned = self._settings.computing.memory, self._planning.planned
        told = {} if planned is None else {option.rung: option for option in planned.options}
        rungs = RUNGS if planned is None else ladder(planned.device)
        self._add(group, "auto", self.tr("Automatic"), self.tr("The fastest that fits."))
        self.menu.addSeparator()
        for rung in rungs if wanted == "auto" or wanted in rungs else (*rungs, wanted):
            option = told.get(rung)
            text = plan_words.option(option) if option else plan_words.rung(rung)
            self._add(group, rung, _capital(text), plan_words.rung_help(rung))

    def _add(self, group: QActionGroup, rung: str, text: str, help_text: str) -> None:
        action = QAction(text, group)
        action.setCheckable(True)
        action.setChecked(rung == self._settings.computing.memory)
        action.setToolTip(help_text)
        action.setData(rung)
        action.triggered.connect(lambda: self._settings.set_computing(memory=rung))
        self.menu.addAction(action)

    def _on_changed(self, name: str) -> None:
        if name == "computing":
            self._show()

    def _take(self, number: int) -> None:
        planned = self._planning.planned
        if planned and number < len(planned.offers):
            self._planning.take(planned.offers[number])

    def _show(self) -> None:
        planned, problem = self._planning.planned, self._planning.problem
        memory = self._settings.computing.memory
        self.ladder.setText(
            self.tr("Automatic") if memory == "auto" else _capital(plan_words.rung(memory))
        )
        offers = planned.offers if planned else ()
        fits = planned is None or planned.fits
        if planned:
            sentence = plan_words.sentence(planned)
        elif self._planning.is_asking:
            sentence = self.tr("Looking at the device…")
        elif self._planning.is_resting:
            sentence = self.tr("Planned when the engine is ready.")
        else:
            sentence = self.tr("Planned when it renders.")
        shown, other = (self.text, self.warning) if fits else (self.warning, self.text)
        if offers:
            sentence += " " + self.tr("This fits:")
        elif not fits:
            sentence += " " + self.tr("No smaller clip fits either.")
        shown.setText(sentence)
        shown.setToolTip(told(problem) if problem and not planned else "")
        shown.show()
        other.hide()
        self.ladder.setAccessibleDescription(sentence)
        remarks = plan_words.remarks(planned, int(self._settings.value("steps"))) if planned else []
        self.remarks.setText(" ".join(remarks))
        self.remarks.setVisible(bool(remarks))
        for number, button in enumerate(self.offers):
            button.setVisible(number < len(offers))
            if number < len(offers):
                words = plan_words.offer(offers[number])
                button.setText(words)
                button.setAccessibleName(self.tr("Use {0}").format(words))


def _capital(text: str) -> str:
    """A rung by itself, beside "Automatic"; in a sentence it is small."""
    return text[:1].upper() + text[1:]
