"""What a new window shows in the clip's place: what was found, and where to begin."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from svd_desktop.app import engine_words
from svd_desktop.app.engine_shelf import EngineShelf
from svd_desktop.app.hardware import described
from svd_desktop.app.sentences import told
from svd_desktop.app.session import Session
from svd_desktop.ui import theme

_WIDTH = 460


class Welcome(QScrollArea):
    """A quiet card; the rest of the window works beside it."""

    help_asked = Signal()
    models_asked = Signal()
    engine_asked = Signal()
    closed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        title = QLabel(self.tr("Welcome to SVD Desktop"))
        title.setFont(theme.larger(title.font()))
        title.setWordWrap(True)
        purpose = theme.Quiet(self.tr("Pictures become short moving clips, on this computer."))
        self.models = QPushButton(self.tr("Get the real models…"))
        self.models.clicked.connect(self.models_asked)
        self.install = QPushButton(self.tr("Install…"))
        self.install.clicked.connect(self.engine_asked)
        self.help = QPushButton(self.tr("What the parameters do"))
        self.help.clicked.connect(self.help_asked)
        self.close_button = QPushButton(self.tr("Close"))
        self.close_button.clicked.connect(self.closed)
        self.hardware = theme.Quiet(self.tr("Looking at what is in it…"))
        self.possible = theme.Quiet()

        card = QWidget()
        card.setMaximumWidth(_WIDTH)
        column = QVBoxLayout(card)
        column.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.WIDE)
        column.setSpacing(theme.TIGHT)
        column.addStretch(1)
        column.addWidget(title)
        column.addWidget(purpose)
        column.addSpacing(theme.WIDE)
        column.addWidget(self._engine_part())
        column.addWidget(theme.Heading(self.tr("Begin")))
        column.addWidget(
            theme.Quiet(
                self.tr("Drop pictures anywhere, or try the sample; then press Render. "
                        "The demonstration model is ready.")
            )
        )  # fmt: skip
        column.addLayout(_row(self.help))
        column.addSpacing(theme.WIDE)
        column.addWidget(theme.Heading(self.tr("This computer")))
        column.addWidget(self.hardware)
        column.addWidget(self.possible)
        column.addSpacing(theme.WIDE)
        column.addWidget(theme.Heading(self.tr("The real models")))
        column.addWidget(
            theme.Quiet(
                self.tr("Stable Video Diffusion is fetched from its makers. "
                        "What you have of it already can be imported.")
            )
        )  # fmt: skip
        column.addLayout(_row(self.models))
        column.addSpacing(theme.WIDE)
        column.addLayout(_row(self.close_button, right=True))
        column.addStretch(1)
        ground = theme.Backdrop()
        across = QHBoxLayout(ground)
        across.addStretch(1)
        across.addWidget(card, 100)
        across.addStretch(1)
        self.setWidget(ground)
        self.setFocusProxy(self.close_button)
        session.planning.described.connect(self._show_hardware)
        if session.engine:
            session.engine.changed.connect(self._show_hardware)
        self._show_hardware()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.closed.emit()
        else:
            super().keyPressEvent(event)

    def _engine_part(self) -> QWidget:
        """Where it is not ready; what it says of it is below."""
        self.engine = QWidget()
        self.lack = theme.Quiet()
        column = QVBoxLayout(self.engine)
        column.setContentsMargins(0, 0, 0, theme.WIDE)
        column.setSpacing(theme.TIGHT)
        column.addWidget(theme.Heading(self.tr("The engine")))
        column.addWidget(self.lack)
        column.addLayout(_row(self.install))
        self.engine.hide()
        return self.engine

    def _show_hardware(self) -> None:
        planning, engine = self._session.planning, self._session.engine
        self.engine.setVisible(engine is not None and engine.lacks)
        if engine and engine.lacks:
            self._show_lack(engine)
        elif planning.description is not None:
            first, second = described(planning.description)
            self.hardware.setText(first)
            self.possible.setText(second)
            self.possible.show()
        elif planning.problem is not None:
            self.hardware.setText(told(planning.problem))

    def _show_lack(self, engine: EngineShelf) -> None:
        """What torch would find is told when it is there."""
        if engine.seen:
            self.hardware.setText(engine_words.found(engine.seen.gpu))
        self.possible.hide()
        if engine.doing:
            self.lack.setText(engine_words.doing(engine.doing))
            return
        text = self.tr(
            "Before the first clip: SVD Desktop needs its engine, the part that computes the clips "
            "(PyTorch). It is fetched once."
        )
        if seen := engine.seen:
            text = f"{text} {engine_words.costs(seen.begun or seen.gpu.kind)}"
        self.lack.setText(text)


def _row(*buttons: QPushButton, right: bool = False) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setContentsMargins(0, theme.TIGHT, 0, 0)
    row.setSpacing(theme.GAP)
    if right:
        row.addStretch()
    for button in buttons:
        row.addWidget(button)
    if not right:
        row.addStretch()
    return row
