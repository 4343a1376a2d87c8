"""Every command of the window: in a menu, with keys that can be looked up and changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

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


class Commands(QObject):
    """The window's commands, in the order they were added."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.listed: list[Command] = []
        self._rows: list[tuple[MenuName, QAction]] = []  # of the menus, submenus among them

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
    ) -> QAction:
        """A command for the menu `menu`; `inside` a widget, its keys work only there.

        Enable, check and label the action that is returned; put it into buttons and other menus.
        """
        action = QAction(text, self)
        action.setObjectName(name)
        # Qt gives it whether the action is checked, which `run` has no use for.
        action.triggered.connect(lambda: run())
        sequence = QKeySequence(keys)
        command = Command(name, menu, action, sequence, plain)
        self.listed.append(command)
        self._rows.append((menu, action))
        if inside is not None:
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        (inside or self._window).addAction(action)
        self.set_keys(command, sequence)
        return action

    def add_menu(self, menu: MenuName, submenu: QMenu) -> None:
        """A menu of what is only known while the program runs, such as recent folders."""
        self._rows.append((menu, submenu.menuAction()))

    def action(self, name: str) -> QAction:
        return next(command.action for command in self.listed if command.name == name)

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
        titles: dict[MenuName, str] = {
            "file": self.tr("&File"),
            "edit": self.tr("&Edit"),
            "clip": self.tr("&Clip"),
            "queue": self.tr("&Queue"),
            "takes": self.tr("&Takes"),
            "view": self.tr("&View"),
            "help": self.tr("&Help"),
        }
        for name, title in titles.items():
            actions = [action for menu, action in self._rows if menu == name]
            if actions:
                bar.addMenu(title).addActions(actions)


def label_of(action: QAction) -> str:
    """Its words alone, without the mark of its letter and its keys."""
    return action.text().partition("\t")[0].replace("&", "")


def with_keys(action: QAction) -> str:
    """For a button's tooltip: what it does, and the keys."""
    sequence: QKeySequence = action.property("keys")
    native = sequence.toString(QKeySequence.SequenceFormat.NativeText)
    template = QCoreApplication.translate("commands", "{0} ({1})")
    return template.format(label_of(action), native) if native else label_of(action)
