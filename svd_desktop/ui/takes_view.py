"""The gallery of everything made: found by a search, looked at, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from svd_desktop.app.session import Session
from svd_desktop.app.takes_model import TAKE
from svd_desktop.core.gallery import KeptTake, Search, tags_from
from svd_desktop.core.parameter_sets import is_draft
from svd_desktop.ui import theme
from svd_desktop.ui.boxes import Entry
from svd_desktop.ui.commands import Commands, button_of
from svd_desktop.ui.selection import selected_ranges
from svd_desktop.ui.send_to_menu import SendToMenu
from svd_desktop.ui.take_list import TakeList

Index = QModelIndex | QPersistentModelIndex
_SEARCH_WIDTH = 260
_DECORATION = int(Qt.ItemDataRole.DecorationRole)


class TakesView(QWidget):
    """A view of the session's takes; its commands act on the selected ones."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session, self._takes = session, session.takes
        self._model = session.takes.model
        self._enabled_by: list[tuple[QAction, Callable[[list[KeptTake]], bool]]] = []
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Name, model, seed or date"))
        self.search.setAccessibleName(self.tr("Search takes"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(_SEARCH_WIDTH)
        self.search.textChanged.connect(self._search)
        self.starred = theme.Toggle(self.tr("★ Starred"))
        self.starred.setAccessibleName(self.tr("Only starred takes"))
        self.starred.setToolTip(self.tr("Show only what is starred"))
        self.starred.toggled.connect(self._search)
        self.tag = QComboBox()
        self.tag.setAccessibleName(self.tr("Tag"))
        self.tag.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.tag.currentIndexChanged.connect(self._search)
        self._count = theme.Quiet()
        self._count.setWordWrap(False)
        self.list = TakeList(self._model, session.takes.moving)
        self.list.star_clicked.connect(lambda take: self._takes.star([take]))
        self.list.clicked.connect(self._play)
        self.list.activated.connect(self._play)
        self.list.customContextMenuRequested.connect(self._open_menu)
        self._empty = theme.Quiet()
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(self._empty)
        self._stack.addWidget(self.list)
        self.undo_bar = _UndoBar()
        self.send_to = SendToMenu(session.takes.programs, self.selected_takes, self)

        self._bar = QWidget()
        self._head = QHBoxLayout(self._bar)
        self._head.setContentsMargins(0, 0, 0, 0)
        self._head.setSpacing(theme.GAP)
        for widget in (self.search, self.starred, self.tag, self._count):
            self._head.addWidget(widget)
        self._head.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(theme.GAP, theme.GAP, theme.GAP, theme.GAP)
        layout.setSpacing(theme.GAP)
        layout.addWidget(self._bar)
        layout.addWidget(self.undo_bar)
        layout.addWidget(self._stack, 1)
        for signal in (self._model.rowsInserted, self._model.rowsRemoved, self._model.modelReset):
            signal.connect(self._show)
        self._model.dataChanged.connect(self._on_change)
        self._model.tags_changed.connect(self._list_tags)
        self._takes.undoable_changed.connect(self._show_undo)
        session.watching.playback.clip_changed.connect(self._show_enabled)
        self.list.selectionModel().selectionChanged.connect(self._show_enabled)
        self._list_tags()
        self._show()
        self._show_undo()

    def sizeHint(self) -> QSize:
        return QSize(800, 240)

    def selected_takes(self) -> list[KeptTake]:
        """In the order of the grid."""
        ranges = selected_ranges(self.list)
        return [take for first, last in ranges for take in self._model.takes_in_rows(first, last)]

    def add_commands(self, commands: Commands) -> None:
        """Fills the menu of takes; buttons and the menu under the pointer show the same actions."""

        def add(
            name: str,
            text: str,
            run: Callable[[list[KeptTake]], object],
            enabled: Callable[[list[KeptTake]], bool] = bool,
            keys: str | QKeySequence.StandardKey = "",
        ) -> QAction:
            action = commands.add(
                "takes", f"takes.{name}", text, lambda: run(self.selected_takes()), keys,
                inside=self.list,
            )  # fmt: skip
            self._enabled_by.append((action, enabled))
            return action

        takes, standard = self._takes, QKeySequence.StandardKey
        star = add("star", self.tr("Star or unstar"), takes.star, keys="S")
        tags = add("tags", self.tr("Edit tags…"), self._edit_tags, keys="T")
        use = add("settings", self.tr("Use these settings"), _one(takes.use_settings), _is_one, "U")
        seed = add("new-seed", self.tr("New seed"), takes.new_seed, keys="N")
        full = add("in-full", self.tr("Render in full"), takes.render_in_full, _any_draft, "F")
        extend = add("extend", self.tr("Extend"), _one(takes.extend), _is_one, "E")
        extend.setToolTip(self.tr("Goes on from the last frame"))
        here = add(
            "extend-here", self.tr("Extend from the frame shown"), _one(takes.extend_from_shown),
            self._is_shown, "Shift+E",
        )  # fmt: skip
        export = add("export", self.tr("Export…"), self._export, keys="Ctrl+E")
        timeline = add("timeline", self.tr("Timeline of selected…"), self._timeline)
        send = self.send_to.menuAction()
        commands.add_menu("takes", self.send_to)
        self._enabled_by.append((send, bool))
        reveal = add(
            "reveal", self.tr("Show in the file manager"), _one(takes.reveal), _is_one, "R"
        )
        copy = add("copy", self.tr("Copy path"), takes.copy_paths, keys=standard.Copy)
        delete = add("delete", self.tr("Delete"), takes.delete, keys=standard.Delete)
        undo = commands.add(
            "takes", "takes.undo", self.tr("Undo deleting"), takes.undo, standard.Undo, inside=self
        )
        self._enabled_by.append((undo, lambda selected: bool(takes.undoable)))
        self.undo_bar.undo.clicked.connect(undo.trigger)
        self._menu_actions = (
            star, tags, None, use, seed, full, extend, here, None, export, timeline, send,
            None, reveal, copy, None, delete,
        )  # fmt: skip
        for action in (export, use, seed, full, extend, delete):
            self._head.addWidget(button_of(action))
        self._show_enabled()

    def _play(self, index: Index) -> None:
        if len(self.selected_takes()) < 2:  # else the person is choosing several
            self._takes.play(index.data(TAKE))

    def _is_shown(self, selected: list[KeptTake]) -> bool:
        return _is_one(selected) and self._takes.is_shown(selected[0])

    def _export(self, selected: list[KeptTake]) -> None:
        from svd_desktop.ui.export_dialog import ExportDialog

        _open(ExportDialog(self._session, selected, self))

    def _timeline(self, selected: list[KeptTake]) -> None:
        from svd_desktop.ui.timeline_dialog import TimelineDialog

        _open(TimelineDialog(self._session, selected, self))

    def _edit_tags(self, selected: list[KeptTake]) -> None:
        now = ", ".join(dict.fromkeys(tag for take in selected for tag in take.tags))
        dialog = Entry(self)
        dialog.setWindowTitle(self.tr("Tags"))
        dialog.setLabelText(self.tr("Tags, with commas between them:"))
        dialog.setTextValue(now)
        dialog.textValueSelected.connect(lambda text: self._takes.tag(selected, tags_from(text)))
        _open(dialog)

    def _open_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in self._menu_actions:
            menu.addAction(action) if action else menu.addSeparator()
        menu.popup(self.list.viewport().mapToGlobal(at))

    def _search(self) -> None:
        search = Search(self.search.text(), self.starred.isChecked(), self.tag.currentData() or "")
        self._model.set_search(search)

    def _list_tags(self) -> None:
        """The tags there are; hidden while there are none."""
        wanted = self._model.search.tag
        self.tag.blockSignals(True)
        self.tag.clear()
        self.tag.addItem(self.tr("All tags"), "")
        for tag in self._model.tags:
            self.tag.addItem(tag, tag)
        self.tag.setCurrentIndex(max(0, self.tag.findData(wanted)))
        self.tag.blockSignals(False)
        self.tag.setVisible(bool(self._model.tags))
        self._search()

    def _show(self) -> None:
        found, count = self._model.rowCount(), self._model.count
        self._stack.setCurrentIndex(1 if found else 0)
        self._bar.setVisible(bool(count))
        self._empty.setText(
            self.tr("No take is found") if count else self.tr("Finished clips appear here.")
        )
        if found == count:
            one = self.tr("1 take") if count == 1 else self.tr("{0} takes").format(f"{count:,}")
            self._count.setText(one if count else "")
        else:
            self._count.setText(self.tr("{0} of {1} takes").format(f"{found:,}", f"{count:,}"))
        self._show_enabled()

    def _on_change(self, first: Index, last: Index, roles: list[int]) -> None:
        if _DECORATION not in roles:  # a poster changes nothing that can be done
            self._show_enabled()

    def _show_enabled(self) -> None:
        selected = self.selected_takes()
        for action, enabled in self._enabled_by:
            action.setEnabled(enabled(selected))

    def _show_undo(self) -> None:
        self.undo_bar.show_count(self._takes.undoable if self._takes.offered else 0)
        self._show_enabled()


class _UndoBar(QFrame):
    """Says what was deleted for as long as it can be undone."""

    def __init__(self) -> None:
        super().__init__()
        self.setFrameShape(QFrame.Shape.StyledPanel)
        self.text = QLabel()
        self.undo = QPushButton(self.tr("Undo"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(theme.GAP, theme.TIGHT, theme.TIGHT, theme.TIGHT)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.undo)

    def show_count(self, count: int) -> None:
        if count:
            self.text.setText(
                self.tr("Deleted one take.")
                if count == 1
                else self.tr("Deleted {0} takes.").format(count)
            )
        self.setVisible(bool(count))


def _open(dialog: QDialog) -> None:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()


def _one(run: Callable[[KeptTake], object]) -> Callable[[list[KeptTake]], object]:
    return lambda selected: run(selected[0])


def _is_one(selected: list[KeptTake]) -> bool:
    return len(selected) == 1


def _any_draft(selected: list[KeptTake]) -> bool:
    return any(is_draft(take.request) for take in selected)
