"""The crop of a picture is seen, moved and scaled in the middle of the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from svd_desktop.app.session import Session
from svd_desktop.core.crop import crop_box
from svd_desktop.core.request import Framing
from svd_desktop.ui.main_window import MainWindow
from tests.fakes import ScriptedBackend
from tests.made import picture
from tests.ui.conftest import drop_files

KEY = Qt.Key
PLAIN, SHIFT = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def listed(window: MainWindow, session: Session, tmp_path: Path, qtbot: QtBot) -> Path:
    """A tall picture in the list, and another one; the clip is twice as wide as high."""
    session.settings.set("width", 256)
    session.settings.set("height", 128)
    paths = [picture(tmp_path / name, (300, 600)) for name in ("tall.png", "other.png")]
    drop_files(window, *paths)
    qtbot.waitUntil(lambda: session.inputs.rowCount() == 2)
    return paths[0]


@pytest.fixture
def framed(window: MainWindow, session: Session, listed: Path, qtbot: QtBot) -> Path:
    """Its framing is open, with the keys."""
    window.activateWindow()
    window.edit_framing(listed)
    qtbot.waitUntil(lambda: session.framing.picture is not None)
    qtbot.waitUntil(window.stage.framing.hasFocus)
    return listed


def select(window: MainWindow, row: int) -> None:
    window.inputs.list.setCurrentIndex(window.session_for_test.inputs.index(row))


def press(window: MainWindow, qtbot: QtBot, *keys: Qt.Key, modifier=PLAIN):
    for key in keys:
        qtbot.keyClick(window.stage.framing, key, modifier)


def shown(window: MainWindow) -> str:
    """Which part of the middle is on top."""
    stage = window.stage
    names = {stage.framing: "framing", stage.clip: "clip", stage.notice: "notice"}
    return names[stage._pages.currentWidget()]


def test_selecting_a_picture_shows_its_crop_and_no_selection_the_clips_place(
    window: MainWindow, session: Session, listed: Path, qtbot: QtBot
) -> None:
    assert shown(window) == "notice"
    select(window, 0)
    qtbot.waitUntil(lambda: session.framing.picture is not None)
    assert shown(window) == "framing"
    assert session.framing.path == listed
    window.inputs.list.clearSelection()
    assert shown(window) == "notice"


def test_a_clip_being_watched_stays_until_the_framing_is_asked_for(
    window: MainWindow, session: Session, backend: ScriptedBackend, listed: Path, qtbot: QtBot
) -> None:
    session.render([listed])
    qtbot.waitUntil(lambda: session.watching.job_id is not None)
    select(window, 1)
    assert shown(window) == "notice"
    window.commands.action("edit.framing").trigger()
    assert shown(window) == "framing"
    assert session.framing.path.name == "other.png"
    select(window, 0)  # from then on it follows
    assert session.framing.path == listed
    session.watching.pick(session.watching.job_id)
    assert shown(window) == "notice"


def test_enter_on_a_picture_gives_its_crop_the_keys_and_escape_gives_them_back(
    window: MainWindow, session: Session, listed: Path, qtbot: QtBot
) -> None:
    window.activateWindow()
    select(window, 0)
    window.inputs.list.setFocus()
    qtbot.waitUntil(window.inputs.list.hasFocus)
    qtbot.keyClick(window.inputs.list, KEY.Key_Return)
    qtbot.waitUntil(window.stage.framing.hasFocus)
    press(window, qtbot, KEY.Key_Escape)
    assert shown(window) == "notice"
    assert window.inputs.list.hasFocus()


def test_an_unreadable_picture_has_no_framing(
    window: MainWindow, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    bad = tmp_path / "bad.png"
    bad.write_bytes(b"no picture")
    drop_files(window, bad)
    qtbot.waitUntil(lambda: session.inputs.rowCount() == 1)
    qtbot.waitUntil(lambda: not session.inputs.readable())
    select(window, 0)
    window.commands.action("edit.framing").trigger()
    assert shown(window) == "notice"


def test_a_file_that_is_gone_says_so(
    window: MainWindow, session: Session, listed: Path, qtbot: QtBot
) -> None:
    qtbot.waitUntil(
        lambda: session.inputs.index(0).data(Qt.ItemDataRole.DecorationRole) is not None
    )
    listed.unlink()
    select(window, 0)
    qtbot.waitUntil(lambda: "cannot be found" in window.stage.framing_bar.told.text())
    window.stage.framing.grab()
    press(window, qtbot, KEY.Key_Left, KEY.Key_Plus, KEY.Key_0)  # nothing breaks
    assert session.inputs.framings() == {}


def test_the_tab_key_goes_from_the_pictures_over_the_framing_to_the_panel(
    window: MainWindow, session: Session, framed: Path, qtbot: QtBot
) -> None:
    bar = window.stage.framing_bar
    for widget in (bar.mode, bar.reset, bar.done):
        qtbot.keyClick(QApplication.focusWidget(), KEY.Key_Tab)
        assert QApplication.focusWidget() is widget
    qtbot.keyClick(bar.done, KEY.Key_Tab)
    assert window.panel.isAncestorOf(QApplication.focusWidget())
    qtbot.keyClick(bar.done, KEY.Key_Space)
    assert shown(window) == "notice"
    assert window.inputs.list.hasFocus()


def test_starting_the_queue_ends_the_framing(
    window: MainWindow, session: Session, framed: Path
) -> None:
    session.begin()
    assert shown(window) == "notice"


def test_the_arrow_keys_move_the_crop(
    window: MainWindow, session: Session, framed: Path, qtbot: QtBot
) -> None:
    top = session.framing.box[1]
    press(window, qtbot, KEY.Key_Up)
    small = top - session.framing.box[1]
    press(window, qtbot, KEY.Key_Down)
    press(window, qtbot, KEY.Key_Up, modifier=SHIFT)
    assert top - session.framing.box[1] > 3 * small > 0
    assert session.inputs.framings()[framed].focus[1] < 0.5


def test_plus_scales_into_the_picture_minus_out_of_it_and_0_resets(
    window: MainWindow, session: Session, framed: Path, qtbot: QtBot
) -> None:
    press(window, qtbot, KEY.Key_Plus, KEY.Key_Equal)
    assert session.framing.framing.zoom > 1.05
    press(window, qtbot, KEY.Key_Minus, KEY.Key_Minus, KEY.Key_Minus)
    assert session.framing.framing.zoom == 1
    press(window, qtbot, KEY.Key_Plus, KEY.Key_Up, KEY.Key_0)
    assert session.framing.framing == Framing()


def test_the_wheel_scales_the_crop(window: MainWindow, session: Session, framed: Path) -> None:
    at = QPointF(window.stage.framing.rect().center())
    wheel = QWheelEvent(
        at, at, QPoint(), QPoint(0, 240), Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(window.stage.framing, wheel)
    assert session.framing.framing.zoom == pytest.approx(1.05**2)


def has_thumbnail(session: Session) -> bool:
    return session.inputs.index(0).data(Qt.ItemDataRole.DecorationRole) is not None


def drag(window: MainWindow, qtbot: QtBot, start: QPointF, end: QPointF) -> None:
    canvas, left = window.stage.framing, Qt.MouseButton.LeftButton
    qtbot.mousePress(canvas, left, pos=start.toPoint())
    qtbot.mouseMove(canvas, ((start + end) / 2).toPoint())
    qtbot.mouseMove(canvas, end.toPoint())
    qtbot.mouseRelease(canvas, left, pos=end.toPoint())


def test_dragging_the_crop_moves_it_and_comes_back_from_beyond_an_edge(
    window: MainWindow, session: Session, framed: Path, qtbot: QtBot
) -> None:
    canvas = window.stage.framing
    before = canvas.box_rect()
    drag(window, qtbot, before.center(), before.center() + QPointF(0, -30))
    assert canvas.box_rect().top() == pytest.approx(before.top() - 30, abs=1)
    drag(window, qtbot, canvas.box_rect().center(), before.center() + QPointF(0, 5000))
    assert canvas.box_rect().bottom() == pytest.approx(canvas.picture_rect().bottom(), abs=1)


def test_dragging_a_corner_scales_the_crop_and_a_double_click_resets_it(
    window: MainWindow, session: Session, framed: Path, qtbot: QtBot
) -> None:
    canvas = window.stage.framing
    before = canvas.box_rect()
    drag(window, qtbot, before.bottomRight(), before.center())
    after = canvas.box_rect()
    assert after.topLeft().toPoint() == before.topLeft().toPoint()
    assert after.width() == pytest.approx(before.width() / 2, abs=2)
    qtbot.mouseDClick(canvas, Qt.MouseButton.LeftButton, pos=after.center().toPoint())
    assert session.framing.framing == Framing()


def test_the_crop_that_is_shown_is_the_crop_that_is_rendered(
    window: MainWindow, session: Session, backend: ScriptedBackend, framed: Path, qtbot: QtBot
) -> None:
    press(window, qtbot, KEY.Key_Plus, KEY.Key_Up)
    canvas = window.stage.framing
    shown_box, place = canvas.box_rect(), canvas.picture_rect()
    framing = session.framing.framing
    session.render([framed])
    qtbot.waitUntil(lambda: bool(backend.orders))
    request = backend.order.request
    assert request.framing == framing
    box = crop_box((300, 600), request.width, request.height, request.framing)
    scale = place.width() / 300
    assert shown_box.left() - place.left() == pytest.approx(box[0] * scale)
    assert shown_box.top() - place.top() == pytest.approx(box[1] * scale)
    assert shown_box.width() == pytest.approx((box[2] - box[0]) * scale)
    assert shown_box.height() == pytest.approx((box[3] - box[1]) * scale)


def test_what_is_outside_the_crop_is_dark(window: MainWindow, framed: Path) -> None:
    canvas = window.stage.framing
    painted = canvas.grab().toImage()
    place, box = canvas.picture_rect(), canvas.box_rect()
    ratio = painted.devicePixelRatio()

    def color(x: float, y: float) -> QColor:
        return painted.pixelColor(round(x * ratio), round(y * ratio))

    inside = color(box.left() + box.width() / 6, box.center().y())
    outside = color(place.center().x(), (place.top() + box.top()) / 2)
    assert inside == QColor("#3060a0")
    assert outside.lightness() < inside.lightness() / 2


def test_it_says_when_the_crop_is_enlarged_and_how_a_picture_is_padded(
    window: MainWindow, session: Session, framed: Path, qtbot: QtBot
) -> None:
    bar = window.stage.framing_bar
    assert bar.told.text() == "300x150 pixels of the picture"
    session.framing.scale(0.5)
    assert bar.told.text() == "Enlarged 1.7 times: this part of the picture has 150x75 pixels."
    bar.mode.setCurrentIndex(bar.mode.findData("pad"))
    bar.mode.activated.emit(bar.mode.currentIndex())
    assert bar.told.text() == "The whole picture, 300x600 pixels"
    assert session.inputs.framings()[framed].mode == "pad"
    canvas = window.stage.framing
    assert canvas.box_rect().width() == pytest.approx(2 * canvas.box_rect().height())
    canvas.grab()


def test_another_size_of_the_clip_changes_the_box(
    window: MainWindow, session: Session, framed: Path
) -> None:
    session.settings.set("width", 128)
    box = window.stage.framing.box_rect()
    assert box.width() == pytest.approx(box.height())


def test_the_small_picture_in_the_list_shows_the_crop(
    window: MainWindow, session: Session, framed: Path, qtbot: QtBot
) -> None:
    qtbot.waitUntil(
        lambda: session.inputs.index(0).data(Qt.ItemDataRole.DecorationRole) is not None
    )
    view = window.inputs.list
    place = view.visualRect(session.inputs.index(0))
    painted = view.viewport().grab(place).toImage()
    column = 4 + 72 // 2  # the middle of the picture
    ratio = painted.devicePixelRatio()
    top, middle = (
        painted.pixelColor(round(column * ratio), round(y * ratio)).lightness()
        for y in (10, place.height() / 2)
    )
    assert top < middle
