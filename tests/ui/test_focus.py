"""The whole window by keyboard and by screen reader: every place is reached, named and seen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QKeySequenceEdit,
    QLineEdit,
    QPlainTextEdit,
    QRadioButton,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

from svd_desktop.models.resources import resource
from tests.fakes import moving_square

INTERACTIVE = (
    QAbstractButton, QLineEdit, QAbstractSpinBox, QComboBox, QAbstractSlider, QAbstractItemView,
    QPlainTextEdit, QTextEdit, QTabBar, QKeySequenceEdit,
)  # fmt: skip
MOST = 300  # steps of Tab: a walk that does not come back ends here
RING = 3  # a focus may be drawn around its widget


@pytest.fixture
def full_window(open_window, backend, qtbot):
    """With a picture, a clip in the player, and a job: as much as there can be enabled."""
    window = open_window()
    session = window.session_for_test
    session.arrivals.add([resource("samples", "rocket.jpg")])
    qtbot.waitUntil(lambda: len(window.inputs.sources()) == 1)
    window.render_inputs()
    qtbot.waitUntil(lambda: bool(backend.orders))
    backend.finish(moving_square())
    qtbot.waitUntil(lambda: session.watching.playback.clip is not None)
    session.watching.playback.pause()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    window.inputs.setFocus()
    return window


def walk(window: QWidget) -> list[QWidget]:
    """Every widget that Tab comes to, from the one with the focus until it is there again."""
    passed: list[QWidget] = []
    while (here := QApplication.focusWidget()) not in passed:
        assert here is not None, f"after {passed[-1:]} nothing has the focus"
        assert len(passed) < MOST
        passed.append(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
    assert here is passed[0], f"Tab goes round without {describe(passed[0])}"
    return passed


def visible(window: QWidget) -> Iterator[QWidget]:
    """What a person can work with, without the inner parts of other widgets."""
    for widget in window.findChildren(QWidget):
        inner = isinstance(widget, QHeaderView | QScrollBar) or isinstance(
            widget.parent(), QAbstractSpinBox | QLineEdit | QComboBox | QTabBar | QKeySequenceEdit
        )
        if isinstance(widget, INTERACTIVE) and widget.isVisibleTo(window) and not inner:
            yield widget


def name_of(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def describe(widget: QWidget) -> str:
    return f"{type(widget).__name__} {name_of(widget)!r} in {type(widget.parent()).__name__}"


def is_reached(widget: QWidget, passed: list[QWidget], commands) -> bool:
    if any(widget is here or widget.isAncestorOf(here) for here in passed):
        return True
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    if isinstance(widget, QRadioButton) or (group and group.exclusive()):
        others = group.buttons() if group else widget.parent().findChildren(QRadioButton)
        return any(other in passed for other in others)  # the arrows go on from the chosen one
    actions = {command.action for command in commands.listed}
    return isinstance(widget, QToolButton) and widget.defaultAction() in actions


def test_tab_comes_to_everything_that_can_be_worked_with(full_window):
    passed = walk(full_window)
    left = [
        describe(widget)
        for widget in visible(full_window)
        if widget.isEnabled() and not is_reached(widget, passed, full_window.commands)
    ]
    assert left == []


def test_a_screen_reader_has_a_name_for_everything(full_window):
    places = {*walk(full_window), *visible(full_window)}
    assert [describe(place) for place in places if not name_of(place).strip()] == []


def test_the_focus_is_seen_wherever_it_is(full_window):
    unseen = []
    for here in walk(full_window):
        assert QApplication.focusWidget() is here
        focused = picture(full_window, here)
        here.clearFocus()
        by_keyboard(full_window)
        if focused == picture(full_window, here):
            unseen.append(describe(here))
        here.setFocus(Qt.FocusReason.TabFocusReason)
        QTest.keyClick(here, Qt.Key.Key_Tab)  # unlike setFocus, it scrolls to where it goes
    assert unseen == []


def picture(window: QWidget, widget: QWidget) -> QImage:
    by_keyboard(window)
    QApplication.processEvents()
    place = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    return window.grab(place.adjusted(-RING, -RING, RING, RING)).toImage()


def by_keyboard(window: QWidget) -> None:
    """Some show the focus only to who works by keyboard, which is forgotten without a focus."""
    window.setAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange)


def test_every_command_is_in_a_menu(full_window):
    within = set()
    menus = [action.menu() for action in full_window.menuBar().actions()]
    while menus:
        for action in menus.pop().actions():
            within.add(action)
            if action.menu():
                menus.append(action.menu())
    assert [c.name for c in full_window.commands.listed if c.action not in within] == []
