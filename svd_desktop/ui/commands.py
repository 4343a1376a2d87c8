"""Every command of the window: in a menu, with keys that can be looked up and changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QToolButton, QWidget

MenuName = Literal["file", "edit", "clip", "queue", "takes", "view", "help"]
Keys = str | QKeySequence.StandardKey


@dataclass(frozen=True)
class Command:
    """`plain` keys have no modifier: they work wherever the focus has no use of its own for them,
    so that Space still presses the button that has the focus, and letters still type."""

    name: str  # `queue.pause-now`: what a changed key is kept under
    menu: MenuName
    action: QAction
    default: QKeySequence
    plain: bool
    inside: QWidget | None
    submenu: str


class Commands(QObject):
    """The window's commands, in the order they were added."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.listed: list[Command] = []
        self._rows: list[tuple[MenuName, str, QAction]] = []  # of the menus and their submenus

    def add(
        self,
        menu: MenuName,
        name: str,
        text: str,
        run: Callable[[], object],
        keys: Keys = "",
        *,
        plain: bool = False,
        inside: QWidget | None = None,
        submenu: str = "",
    ) -> QAction:
        """A command for the menu `menu`, or one in it called `submenu`; `inside` a widget, its
        keys work only there.

        Enable, check and label the action that is returned; put it into buttons and other menus.
        """
        action = QAction(text, self)
        action.setObjectName(name)
        # Qt gives it whether the action is checked, which `run` has no use for.
        action.triggered.connect(lambda: run())
        sequence = QKeySequence(keys)
        command = Command(name, menu, action, sequence, plain, inside, submenu)
        self.listed.append(command)
        self._rows.append((menu, submenu, action))
        if inside is not None:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        (inside or self._window).addAction(action)
        self.set_keys(command, sequence)
        return action

    def add_menu(self, menu: MenuName, submenu: QMenu) -> None:
        """A menu of what is only known while the program runs, such as recent folders."""
        self._rows.append((menu, "", submenu.menuAction()))

    def action(self, name: str) -> QAction:
        return next(command.action for command in self.listed if command.name == name)

    def in_menus(self) -> list[Command]:
        """In the order of the menus."""
        return [command for name in get_args(MenuName) for command in self.listed
                if command.menu == name]  # fmt: skip

    def set_keys(self, command: Command, sequence: QKeySequence) -> None:
        action = command.action
        action.setProperty("keys", sequence)
        if command.plain:  # told in the menu, heard in `press`
            label = action.text().partition("\t")[0]
            native = sequence.toString(QKeySequence.SequenceFormat.NativeText)
            action.setText(f"{label}\t{native}" if native else label)
        else:
            action.setShortcut(sequence)

    def keys(self, command: Command) -> QKeySequence:
        """As they are now, changed or not."""
        sequence: QKeySequence = command.action.property("keys")
        return sequence

    def change_keys(self, changed: Mapping[str, str]) -> None:
        """Keys as a person changed them, by the names of their commands; the others' are their
        defaults, or none where a changed one has taken it."""
        for command in self.listed:
            self.set_keys(command, QKeySequence(changed.get(command.name, command.default)))
        for command in self.listed:
            other = self.holder(command, self.keys(command))
            if other and other.name in changed and command.name not in changed:
                self.set_keys(command, QKeySequence())

    def holder(self, command: Command, sequence: QKeySequence) -> Command | None:
        """Another command that these keys would already run where this one is heard."""
        if sequence.isEmpty():
            return None
        for other in self.listed:
            meet = command.inside is None or other.inside in (None, command.inside)
            if other is not command and meet and self.keys(other) == sequence:
                return other
        return None

    def press(self, event: QKeyEvent) -> bool:
        """Runs the command of a plain key that nothing else wanted; whether there was one."""
        pressed = QKeySequence(event.keyCombination())
        for command in self.listed:
            if command.plain and self.keys(command) == pressed and command.action.isEnabled():
                command.action.trigger()
                return True
        return False

    def fill(self, bar: QMenuBar) -> None:
        """Makes the menus, in their usual order; empty ones are left out."""
        for name in get_args(MenuName):
            mine = [(submenu, action) for menu, submenu, action in self._rows if menu == name]
            if mine:
                _fill(bar.addMenu(title_of(name)), mine)


def title_of(menu: MenuName) -> str:
    """As the menu bar has it."""
    return {
        "file": _tr("&File"),
        "edit": _tr("&Edit"),
        "clip": _tr("&Clip"),
        "queue": _tr("&Queue"),
        "takes": _tr("&Takes"),
        "view": _tr("&View"),
        "help": _tr("&Help"),
    }[menu]


def _fill(menu: QMenu, rows: list[tuple[str, QAction]]) -> None:
    within: dict[str, QMenu] = {}
    for submenu, action in rows:
        if submenu and submenu not in within:
            within[submenu] = menu.addMenu(submenu)
        (within[submenu] if submenu else menu).addAction(action)


def label_of(action: QAction) -> str:
    """Its words alone, without the mark of its letter and its keys."""
    return plain(action.text().partition("\t")[0])


def plain(text: str) -> str:
    """Without the mark of its letter, which Korean and others put behind: 파일(&F)."""
    return re.sub(r"\(&.\)|&", "", text)


def with_keys(action: QAction) -> str:
    """For a button's tooltip: what it does, and the keys."""
    sequence: QKeySequence = action.property("keys")
    native = sequence.toString(QKeySequence.SequenceFormat.NativeText)
    template = _tr("{0} ({1})")
    return template.format(label_of(action), native) if native else label_of(action)


def button_of(action: QAction) -> QToolButton:
    """For the head of a view."""
    button = QToolButton()
    button.setDefaultAction(action)
    button.setToolTip(with_keys(action))
    button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    return button


def _tr(text: str) -> str:
    return QCoreApplication.translate("commands", text)
