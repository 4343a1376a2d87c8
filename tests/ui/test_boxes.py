"""A style that draws icons on the buttons of dialogs draws them in black, on dark grey too."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import (
    QApplication,
    QDialogButtonBox,
    QMessageBox,
    QProxyStyle,
    QStyle,
    QWidget,
)

from svd_desktop.ui.boxes import Entry, ask
from svd_desktop.ui.job_log import JobLog


class _WithIcons(QProxyStyle):
    """As on a desktop; without a screen there are none."""

    def styleHint(self, hint, option=None, widget=None, data=None) -> int:
        if hint == QStyle.StyleHint.SH_DialogButtonBox_ButtonsHaveIcons:
            return 1
        return super().styleHint(hint, option, widget, data)


@pytest.fixture(autouse=True)
def with_icons(qapp: QApplication) -> Iterator[None]:
    before = qapp.style().name()
    qapp.setStyle(_WithIcons(before))
    plain = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
    assert not plain.buttons()[0].icon().isNull(), "or nothing is tested"
    yield
    qapp.setStyle(before)


def icons(box: QWidget) -> list[str]:
    """The texts of buttons with an icon, in this box or in those inside."""
    boxes = [box] if isinstance(box, QMessageBox) else box.findChildren(QDialogButtonBox)
    buttons = [button for one in boxes for button in one.buttons()]
    assert buttons
    return [button.text() for button in buttons if not button.icon().isNull()]


def test_a_question_has_none_and_return_says_no(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    ask(parent, "Remove it?", "Clips stay.", "Remove", lambda: None)
    (box,) = parent.findChildren(QMessageBox)
    assert icons(box) == []
    assert box.defaultButton() == box.button(QMessageBox.StandardButton.Cancel)


def test_a_dialog_has_none(qtbot):
    parent = QWidget()
    qtbot.addWidget(parent)
    assert icons(JobLog("boat.png", "", parent)) == []


def test_a_line_to_be_typed_has_none(qtbot):
    entry = Entry()
    qtbot.addWidget(entry)
    entry.show()
    assert icons(entry) == []


@pytest.mark.parametrize(
    "name",
    ["help.parameters", "help.shortcuts", "help.log", "help.about", "file.models",
     "file.finished-clips"],
)  # fmt: skip
def test_what_the_menus_open_has_none(open_window, name):
    window = open_window()
    window.commands.action(name).trigger()
    (dialog,) = window.habits.dialogs.values()
    assert icons(dialog) == []
