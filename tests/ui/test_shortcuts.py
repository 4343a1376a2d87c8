"""The keys of commands: found, changed, refused, reset, and kept."""

from __future__ import annotations

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest

from svd_desktop.app.preferences import read_preferences
from svd_desktop.ui.shortcuts_dialog import ShortcutsDialog
from tests.ui.conftest import close


@pytest.fixture
def dialog(window) -> ShortcutsDialog:
    window.commands.action("help.shortcuts").trigger()
    return window.habits.dialogs[ShortcutsDialog]


def pick(dialog: ShortcutsDialog, name: str) -> None:
    for row in range(dialog.table.topLevelItemCount()):
        item = dialog.table.topLevelItem(row)
        if item.data(0, Qt.ItemDataRole.UserRole).name == name:
            dialog.table.setCurrentItem(item)
            return
    raise AssertionError(name)


def keys(window, name: str) -> str:
    command = next(c for c in window.commands.listed if c.name == name)
    return window.commands.keys(command).toString()


def press(dialog: ShortcutsDialog, text: str) -> None:
    dialog.keys.setKeySequence(QKeySequence(text))


def test_every_command_is_listed_with_its_menu_and_keys(window, dialog):
    assert dialog.table.topLevelItemCount() == len(window.commands.listed)
    assert dialog.table.topLevelItem(0).text(1) == "File", "in the order of the menu bar"
    pick(dialog, "file.open")
    item = dialog.table.currentItem()
    assert [item.text(column) for column in range(3)] == ["Add pictures…", "File", "Ctrl+O"]


def test_the_list_is_in_the_order_of_the_menu_bar(window, dialog):
    rows = range(dialog.table.topLevelItemCount())
    menus = [dialog.table.topLevelItem(row).text(1).partition(" ")[0] for row in rows]
    bar = [action.text().replace("&", "") for action in window.menuBar().actions()]
    assert list(dict.fromkeys(menus)) == bar


def test_changed_keys_work_at_once_and_at_the_next_start(window, dialog, open_window, home, qtbot):
    pick(dialog, "file.open")
    QTest.keyClick(dialog.keys, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: keys(window, "file.open") == "Ctrl+L")
    assert window.commands.action("file.open").shortcut().toString() == "Ctrl+L"
    close(window, qtbot)
    window.session_for_test.wait()
    assert json.loads((home / "settings.json").read_text())["shortcuts"] == {"file.open": "Ctrl+L"}
    assert keys(open_window(read_preferences()), "file.open") == "Ctrl+L"


def test_keys_of_another_command_are_refused_and_it_is_named(window, dialog):
    pick(dialog, "file.render")
    press(dialog, "Ctrl+O")
    assert "Add pictures…" in dialog.problem.text()
    assert keys(window, "file.render") == "Ctrl+Return"
    assert dialog.keys.keySequence().toString() == "Ctrl+Return"


@pytest.mark.parametrize("key", ["Return", "Tab", "Esc", "Up"])
def test_keys_that_move_the_focus_are_refused_where_they_would_be_taken_from_it(
    window, dialog, key
):
    pick(dialog, "file.render")
    press(dialog, key)
    assert "focus" in dialog.problem.text()
    assert keys(window, "file.render") == "Ctrl+Return"


def test_one_key_may_belong_to_two_places(window, dialog):
    pick(dialog, "edit.remove-pictures")
    press(dialog, "Ctrl+Alt+D")
    pick(dialog, "queue.remove")
    press(dialog, "Ctrl+Alt+D")
    assert dialog.problem.text() == ""
    assert keys(window, "queue.remove") == "Ctrl+Alt+D"


def test_keys_can_be_taken_away_and_reset_one_or_all(window, dialog, session):
    pick(dialog, "file.open")
    press(dialog, "")
    pick(dialog, "file.render")
    press(dialog, "Ctrl+L")
    assert set(session.preferences.shortcuts) == {"file.open", "file.render"}
    dialog.reset.click()
    assert keys(window, "file.render") == "Ctrl+Return"
    assert session.preferences.shortcuts == {"file.open": ""}
    assert keys(window, "file.open") == ""
    dialog.reset_all.click()
    assert keys(window, "file.open") == "Ctrl+O"
    assert session.preferences.shortcuts == {}


def test_a_reset_to_keys_that_are_taken_since_is_refused(window, dialog):
    pick(dialog, "file.open")
    press(dialog, "Ctrl+L")
    pick(dialog, "file.render")
    press(dialog, "Ctrl+O")
    pick(dialog, "file.open")
    dialog.reset.click()
    assert "Render" in dialog.problem.text()
    assert keys(window, "file.open") == "Ctrl+L"


def test_changed_keys_win_over_a_later_versions_default(window):
    window.commands.change_keys({"file.render": "Ctrl+O"})
    assert keys(window, "file.render") == "Ctrl+O"
    assert keys(window, "file.open") == ""


def test_the_search_finds_commands_by_words_and_by_keys(dialog):
    def shown() -> list[str]:
        rows = range(dialog.table.topLevelItemCount())
        items = [dialog.table.topLevelItem(row) for row in rows]
        return [item.text(0) for item in items if not item.isHidden()]

    dialog.filter.setText("ctrl+o")
    assert shown() == ["Add pictures…"]
    assert dialog.table.currentItem().text(0) == "Add pictures…"
    dialog.filter.setText("no such command")
    assert shown() == []
    dialog.filter.clear()
    assert len(shown()) == dialog.table.topLevelItemCount()
