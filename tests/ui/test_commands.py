"""Commands: their menus, their keys, and who hears a plain key."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMainWindow, QVBoxLayout, QWidget

from svd_desktop.ui.commands import Commands, label_of, with_keys


class Window(QMainWindow):
    def __init__(self) -> None:
        super().__init__()
        self.commands = Commands(self)
        self.ran: list[str] = []
        inside = QWidget()
        self.field = QLineEdit()
        QVBoxLayout(inside).addWidget(self.field)
        self.setCentralWidget(inside)

    def add(self, name: str, keys: str = "", plain: bool = False):
        return self.commands.add(
            "file", name, "&Play", lambda: self.ran.append(name), keys, plain=plain
        )

    def keyPressEvent(self, event):
        if not self.commands.press(event):
            super().keyPressEvent(event)


@pytest.fixture
def window(qtbot):
    made = Window()
    qtbot.addWidget(made)
    made.show()
    return made


def test_a_plain_key_is_typed_where_there_is_text_and_runs_elsewhere(window):
    window.add("play", "J", plain=True)
    QTest.keyClick(window.field, Qt.Key.Key_J)
    assert (window.field.text(), window.ran) == ("j", [])
    QTest.keyClick(window, Qt.Key.Key_J)
    assert window.ran == ["play"]


def test_a_disabled_command_does_not_hear_its_key(window):
    window.add("play", "J", plain=True).setEnabled(False)
    QTest.keyClick(window, Qt.Key.Key_J)
    assert window.ran == []


def test_changed_keys_are_told_and_heard(window):
    action = window.add("play", "J", plain=True)
    (command,) = window.commands.listed
    window.commands.set_keys(command, QKeySequence("K"))
    QTest.keyClick(window, Qt.Key.Key_J)
    QTest.keyClick(window, Qt.Key.Key_K)
    assert window.ran == ["play"]
    assert with_keys(action) == "Play (K)"
    assert label_of(action) == "Play"


def test_menus_hold_what_was_added_to_them_and_no_menu_is_empty(window):
    window.add("play")
    window.commands.fill(window.menuBar())
    (menu,) = window.menuBar().actions()
    assert menu.text() == "&File"
    assert [action.objectName() for action in menu.menu().actions()] == ["play"]
