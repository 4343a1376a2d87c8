"""All commands with their keys, which can be looked up and changed."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from svd_desktop.app.session import Session
from svd_desktop.ui import theme
from svd_desktop.ui.boxes import Buttons
from svd_desktop.ui.commands import Command, Commands, label_of, plain, title_of

_COMMAND = Qt.ItemDataRole.UserRole
# They move the focus and press what has it, everywhere; only a plain command may have them.
_MOVING = {
    QKeySequence(key)
    for key in (
        Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Escape,
        Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down,
    )
}  # fmt: skip


class ShortcutsDialog(QDialog):
    """A view of Commands; what is changed works at once and is kept."""

    def __init__(self, commands: Commands, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._commands = commands
        self._session = session
        self._items: list[QTreeWidgetItem] = []
        self.setWindowTitle(self.tr("Keyboard shortcuts"))
        self.filter = QLineEdit()
        self.filter.setPlaceholderText(self.tr("Search commands and keys"))
        self.filter.setAccessibleName(self.tr("Search commands and keys"))
        self.filter.setClearButtonEnabled(True)
        self.filter.textChanged.connect(self._search)
        self.table = QTreeWidget()
        self.table.setAccessibleName(self.tr("Commands"))
        self.table.setHeaderLabels([self.tr("Command"), self.tr("Menu"), self.tr("Keys")])
        self.table.setRootIsDecorated(False)
        self.table.setUniformRowHeights(True)
        self.table.setAllColumnsShowFocus(True)
        self.table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.table.currentItemChanged.connect(self._show_current)
        self.keys = QKeySequenceEdit()
        self.keys.setAccessibleName(self.tr("New keys"))
        self.keys.setMaximumSequenceLength(1)
        self.keys.setClearButtonEnabled(True)
        self.keys.keySequenceChanged.connect(self._change)
        label = QLabel(self.tr("&New keys"))
        label.setBuddy(self.keys)
        self.reset = QPushButton(self.tr("Reset"))
        self.reset.setAutoDefault(False)
        self.reset.clicked.connect(self._reset_current)
        self.problem = theme.Quiet()
        self.problem.setMinimumHeight(2 * self.fontMetrics().lineSpacing())
        self.problem.setAlignment(Qt.AlignmentFlag.AlignTop)
        buttons = Buttons(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self.reset_all = buttons.addButton(
            self.tr("Reset all"), QDialogButtonBox.ButtonRole.ResetRole
        )
        self.reset_all.clicked.connect(self._reset_all)

        editing = QHBoxLayout()
        editing.setSpacing(theme.GAP)
        editing.addWidget(label)
        editing.addWidget(self.keys, 1)
        editing.addWidget(self.reset)
        layout = QVBoxLayout(self)
        layout.setSpacing(theme.GAP)
        layout.addWidget(self.filter)
        layout.addWidget(self.table, 1)
        layout.addLayout(editing)
        layout.addWidget(self.problem)
        layout.addWidget(buttons)
        self._fill()

    def sizeHint(self) -> QSize:
        return QSize(560, 520)

    def _fill(self) -> None:
        for command in self._commands.in_menus():
            menu = plain(title_of(command.menu))
            place = f"{menu} › {command.submenu}" if command.submenu else menu
            item = QTreeWidgetItem([label_of(command.action), place, ""])
            item.setData(0, _COMMAND, command)
            self.table.addTopLevelItem(item)
            self._items.append(item)
        self._show_keys()
        header = self.table.header()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setStretchLastSection(False)
        for column in (1, 2):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        self.table.setCurrentItem(self._items[0])

    def _show_keys(self) -> None:
        for item in self._items:
            keys = self._commands.keys(item.data(0, _COMMAND))
            item.setText(2, keys.toString(QKeySequence.SequenceFormat.NativeText))
            font = item.font(2)
            font.setBold(keys != item.data(0, _COMMAND).default)
            item.setFont(2, font)
        self.reset_all.setEnabled(bool(self._session.preferences.shortcuts))

    def _show_current(self) -> None:
        command = self._current()
        self.keys.setEnabled(command is not None)
        self.keys.blockSignals(True)
        self.keys.setKeySequence(self._commands.keys(command) if command else QKeySequence())
        self.keys.blockSignals(False)
        changed = command is not None and self._commands.keys(command) != command.default
        self.reset.setEnabled(changed)
        self.problem.setText("")

    def _search(self, text: str) -> None:
        for item in self._items:
            words = " ".join(item.text(column) for column in range(3)).casefold()
            item.setHidden(text.casefold() not in words)
        shown = [item for item in self._items if not item.isHidden()]
        if shown and self.table.currentItem() not in shown:
            self.table.setCurrentItem(shown[0])

    def _change(self, sequence: QKeySequence) -> None:
        command = self._current()
        if command is None:
            return
        native = sequence.toString(QKeySequence.SequenceFormat.NativeText)
        holder = self._commands.holder(command, sequence)
        if sequence in _MOVING and not command.plain:
            self._refuse(
                self.tr("{0} belongs to whatever has the focus. Add Ctrl or Alt.").format(native)
            )
        elif holder is not None:
            self._refuse(
                self.tr("{0} already belongs to “{1}”. Choose other keys, or change those first.")
                .format(native, label_of(holder.action))
            )  # fmt: skip
        else:
            self._keep(command, sequence)

    def _refuse(self, sentence: str) -> None:
        self._show_current()
        self.problem.setText(sentence)

    def _keep(self, command: Command, sequence: QKeySequence) -> None:
        changed = dict(self._session.preferences.shortcuts)
        changed.pop(command.name, None)
        if sequence != command.default:
            changed[command.name] = sequence.toString(QKeySequence.SequenceFormat.PortableText)
        self._keep_all(changed)

    def _keep_all(self, changed: dict[str, str]) -> None:
        self._session.keep(shortcuts=changed)
        self._commands.change_keys(changed)
        self._show_keys()
        self._show_current()

    def _reset_current(self) -> None:
        command = self._current()
        if command is not None:
            self._change(command.default)

    def _reset_all(self) -> None:
        self._keep_all({})

    def _current(self) -> Command | None:
        item = self.table.currentItem()
        command: Command | None = item.data(0, _COMMAND) if item else None
        return command
