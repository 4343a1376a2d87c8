"""The pictures to render from: a list with small pictures, or an invitation to drop some."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QStandardItemModel,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QListView,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from svd_desktop.app.inputs_model import INPUT, Input, InputsModel
from svd_desktop.ui import theme
from svd_desktop.ui.input_delegate import InputDelegate

_WIDTH = 248
_BATCH = 50


class InputsView(QWidget):
    """A view of InputsModel; what is selected in it is what Render renders."""

    choose_asked = Signal()
    sample_asked = Signal()
    selection_changed = Signal()
    framing_asked = Signal(object)  # the Path of a picture

    def __init__(self, model: InputsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setMinimumWidth(_WIDTH)
        self.list = _List()
        self.list.setModel(model)
        self.list.setAccessibleName(self.tr("Pictures"))
        self.list.selectionModel().selectionChanged.connect(self.selection_changed)
        self.list.activated.connect(self.ask_framing)
        self._empty = _Invitation()
        self._empty.choose.clicked.connect(self.choose_asked)
        self._empty.sample.clicked.connect(self.sample_asked)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.list)
        self.choose = QPushButton(self.tr("Add…"))
        self.choose.setToolTip(self.tr("Choose pictures (Ctrl+O)"))
        self.choose.clicked.connect(self.choose_asked)
        self.remove = QPushButton(self.tr("Remove"))
        self.remove.setToolTip(self.tr("Take the selected pictures off the list (Del)"))
        self.remove.clicked.connect(self.remove_selected)
        self._count = theme.Quiet()
        self._count.setWordWrap(False)

        head = QHBoxLayout()
        head.addWidget(theme.Heading(self.tr("Pictures")))
        head.addStretch()
        head.addWidget(self._count)
        self._foot = QWidget()
        foot = QHBoxLayout(self._foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self.choose)
        foot.addWidget(self.remove)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        layout.setSpacing(theme.GAP)
        layout.addLayout(head)
        layout.addWidget(self._stack, 1)
        layout.addWidget(self._foot)
        for signal in (model.rowsInserted, model.rowsRemoved):
            signal.connect(self._show)
        self.selection_changed.connect(self._show)
        self._show()

    def sizeHint(self) -> QSize:
        return QSize(_WIDTH, 600)

    def selected_rows(self) -> list[int]:
        return sorted(index.row() for index in self.list.selectionModel().selectedRows())

    def remove_selected(self) -> None:
        self._model.remove(self.selected_rows())

    def sources(self) -> list[Path]:
        """The pictures that Render is about: those selected, or all."""
        rows = self.selected_rows()
        return self._model.readable(rows or None)

    def picked(self) -> Path | None:
        """The one picture that is selected, if it can be rendered from."""
        rows = self.selected_rows()
        paths = self._model.readable(rows) if len(rows) == 1 else []
        return paths[0] if paths else None

    def ask_framing(self) -> None:
        """Of the picture that the keys are at, or of the first one."""
        current = self.list.currentIndex().row()
        rows = [current] if current >= 0 else self.selected_rows() or None
        for path in self._model.readable(rows)[:1]:
            self.framing_asked.emit(path)

    def offer_menu(self, actions: list[QAction]) -> None:
        """What can be done with pictures, under the right button and the menu key."""
        self.list.addActions(actions)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def warm_up(self) -> None:
        """Paints a row that nobody sees.

        Python's side of a Qt class is made when it is first touched, and the first pictures should
        not wait 90 ms for that.
        """
        model = QStandardItemModel(1, 1)
        model.setData(model.index(0, 0), Input(Path("picture")), INPUT)
        view = _List()
        view.setModel(model)
        view.highlight(True)
        view.grab()

    def invite(self, dragging: bool) -> None:
        """Shows that a drop would be taken."""
        self._empty.highlight(dragging)
        self.list.highlight(dragging)

    def _show(self) -> None:
        count = self._model.rowCount()
        self._stack.setCurrentIndex(1 if count else 0)
        self.setFocusProxy(self.list if count else self._empty.choose)
        self._foot.setVisible(bool(count))
        self.remove.setEnabled(bool(self.selected_rows()))
        self._count.setText(f"{count:,}" if count else "")


class _List(QListView):
    """Rows of one height: a thousand are laid out as fast as ten."""

    def __init__(self) -> None:
        super().__init__()
        self._highlighted = False
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setUniformItemSizes(True)
        # Each row laid out asks the model, in Python: a few at a time, and the window stays awake.
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(_BATCH)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(InputDelegate(self))

    def highlight(self, on: bool) -> None:
        self._highlighted = on
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._highlighted:
            with QPainter(self.viewport()) as painter:
                color = self.palette().color(QPalette.ColorRole.Highlight)
                painter.setPen(QPen(color, 2))
                painter.drawRect(self.viewport().rect().adjusted(1, 1, -1, -1))


class _Invitation(QWidget):
    """What a new window says: drop pictures here."""

    def __init__(self) -> None:
        super().__init__()
        self._highlighted = False
        title = QLabel(self.tr("Drop pictures or folders here"))
        title.setAlignment(Qt.AlignmentFlag.AlignCenter)
        title.setWordWrap(True)
        title.setFont(theme.larger(title.font()))
        kinds = theme.Quiet(self.tr("JPEG, PNG, HEIC, WebP, AVIF, TIFF and more"))
        kinds.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.choose = QPushButton(self.tr("Choose pictures…"))
        self.choose.setToolTip(QKeySequence(QKeySequence.StandardKey.Open).toString())
        self.sample = QPushButton(self.tr("Try the sample"))
        self.sample.setToolTip(self.tr("Adds a photograph that comes with the program"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.WIDE, theme.WIDE, theme.WIDE, theme.WIDE)
        layout.setSpacing(theme.GAP)
        layout.addStretch()
        layout.addWidget(title)
        layout.addWidget(kinds)
        layout.addSpacing(theme.WIDE)
        layout.addWidget(self.choose)
        layout.addWidget(self.sample)
        layout.addStretch()

    def highlight(self, on: bool) -> None:
        self._highlighted = on
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        role = QPalette.ColorRole.Highlight
        color = (
            self.palette().color(role) if self._highlighted else theme.muted_color(self.palette())
        )
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            pen = QPen(color, 2 if self._highlighted else 1, Qt.PenStyle.DashLine)
            painter.setPen(pen)
            painter.drawRoundedRect(self.rect().adjusted(2, 2, -2, -2), theme.GAP, theme.GAP)
