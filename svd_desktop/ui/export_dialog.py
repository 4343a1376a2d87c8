"""Dialogs around the form of an export: of takes that there are, and of clips to come."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from svd_desktop.app.deliveries import keepable, kept_delivery
from svd_desktop.app.export_form import ExportForm, Subject, subject_of
from svd_desktop.app.session import Session
from svd_desktop.core.gallery import KeptTake
from svd_desktop.core.jobs import Delivery
from svd_desktop.ui import theme
from svd_desktop.ui.boxes import Buttons
from svd_desktop.ui.export_fields import ExportFields

_FRAME = 60  # of the window around a dialog, and the desktop's bar


class _FormDialog(QDialog):
    """The form, what is wrong with it, and buttons."""

    def __init__(self, session: Session, form: ExportForm, accept: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self.form = session, form
        form.setParent(self)
        self.fields = ExportFields(form)
        self.problem = theme.Caution()
        self.problem.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.buttons = Buttons(QDialogButtonBox.StandardButton.Cancel)
        self.go = QPushButton(accept)
        self.buttons.addButton(self.go, QDialogButtonBox.ButtonRole.AcceptRole)
        self.buttons.accepted.connect(self.accept)
        self.buttons.rejected.connect(self.reject)
        self._area = area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setWidget(self.fields)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.GAP)
        layout.addWidget(area, 1)
        layout.addWidget(self.problem)
        layout.addWidget(self.buttons)
        form.changed.connect(self._show_problem)
        self._show_problem()
        session.outputs.look()
        self.buttons.button(QDialogButtonBox.StandardButton.Cancel).setAutoDefault(False)
        self.go.setDefault(True)
        self.resize(self.sizeHint())
        self._laid_out = QTimer(self, singleShot=True, interval=0)
        self._laid_out.timeout.connect(self._grow)
        self.fields.installEventFilter(self)
        self.fields.presets.setFocus()

    def sizeHint(self) -> QSize:
        return QSize(720, 640).boundedTo(self.screen().availableSize() - QSize(0, _FRAME))

    def _grow(self) -> None:
        """To what the form needs, as far as the screen goes: beyond that it scrolls."""
        form = self.fields.heightForWidth(self._area.viewport().width())
        needed = form + self.height() - self._area.height()
        room = self.screen().availableSize().height() - _FRAME
        self.resize(self.width(), max(self.height(), min(needed, room)))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # something unfolds, or a sentence is longer
            self._laid_out.start()
        return super().eventFilter(watched, event)

    def _show_problem(self) -> None:
        problem = self.form.problem()
        self.problem.setText(problem)
        self.go.setEnabled(not problem)


class ExportDialog(_FormDialog):
    """Takes become files. What was chosen last is chosen again."""

    def __init__(self, session: Session, takes: Sequence[KeptTake], parent: QWidget) -> None:
        output = session.outputs.output
        last = kept_delivery(session.preferences.export, output)
        form = ExportForm(last, [subject_of(take) for take in takes], session.outputs)
        self._takes = takes
        super().__init__(session, form, "", parent)
        if len(takes) == 1:
            self.go.setText(self.tr("Export"))
            self.setWindowTitle(self.tr("Export {0}").format(takes[0].name))
        else:
            self.go.setText(self.tr("Export {0} takes").format(len(takes)))
            self.setWindowTitle(self.go.text())

    def accept(self) -> None:
        session = self._session
        session.keep(export=keepable(self.form.delivery, session.outputs.output))
        session.takes.export(self._takes, self.form.chosen())
        super().accept()


class FinishedClipsDialog(_FormDialog):
    """What clips become that are rendered from now on; those that wait stay as they are."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        template = session.settings.template()
        kept = kept_delivery(session.preferences.finished_clips, session.outputs.output)
        subjects = [Subject(template, template.frames)]
        form = ExportForm(kept, subjects, session.outputs, later=True)
        super().__init__(session, form, "", parent)
        self.go.setText(self.tr("Use for new clips"))
        self.setWindowTitle(self.tr("Finished clips"))
        usual = self.buttons.addButton(
            self.tr("As at first"), QDialogButtonBox.ButtonRole.ResetRole
        )
        usual.setAutoDefault(False)
        usual.clicked.connect(self._reset)

    def accept(self) -> None:
        output = self._session.outputs.output
        self._session.keep(finished_clips=keepable(self.form.chosen(), output))
        super().accept()

    def _reset(self) -> None:
        self.fields.show_rate(None)
        self.form.start_again(Delivery(self._session.outputs.output))
