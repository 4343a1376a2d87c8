"""Pictures come in by drop, paste and dialog; what cannot be read says why."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QClipboard, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from svd_desktop.app.inputs_model import INPUT
from svd_desktop.app.session import Session
from svd_desktop.ui.main_window import MainWindow
from tests.ui.conftest import drop, drop_files, make_picture


def names(session: Session) -> list[str]:
    model = session.inputs
    return [model.index(row).data() for row in range(model.rowCount())]


def has_thumbnail(session: Session, row: int) -> bool:
    return session.inputs.index(row).data(Qt.ItemDataRole.DecorationRole) is not None


@pytest.fixture
def clipboard(qapp: QApplication) -> Iterator[QClipboard]:
    """Emptied after the test: data of Python's own that Qt deletes after Python has ended is a
    segmentation fault at the very end of the run."""
    yield qapp.clipboard()
    qapp.clipboard().clear()


def test_dropped_files_become_inputs_in_their_order(
    window: MainWindow, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    paths = [make_picture(tmp_path / "p" / name) for name in ("b.png", "a.jpg")]
    drop_files(window, *paths)
    qtbot.waitUntil(lambda: names(session) == ["b.png", "a.jpg"])
    qtbot.waitUntil(lambda: has_thumbnail(session, 0) and has_thumbnail(session, 1))


def test_a_drop_copies_and_never_moves_the_persons_files(window: MainWindow, picture: Path) -> None:
    event = drop_files(window, picture)
    assert event.isAccepted()
    assert event.dropAction() == Qt.DropAction.CopyAction


def test_a_dropped_folder_gives_the_pictures_in_it(
    window: MainWindow, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    make_picture(tmp_path / "trip" / "one.png")
    make_picture(tmp_path / "trip" / "two.png")
    (tmp_path / "trip" / "notes.txt").write_text("no picture")
    drop_files(window, tmp_path / "trip")
    qtbot.waitUntil(lambda: names(session) == ["one.png", "two.png"])


def test_the_same_file_is_listed_once(
    window: MainWindow, session: Session, picture: Path, qtbot: QtBot
) -> None:
    drop_files(window, picture, picture)
    drop_files(window, picture)
    drop_files(window, make_picture(picture.with_name("last.png")))
    qtbot.waitUntil(lambda: "last.png" in names(session))
    assert names(session) == ["boat.png", "last.png"]


def test_an_unreadable_file_is_listed_with_the_reason_and_never_rendered(
    window: MainWindow, session: Session, picture: Path, qtbot: QtBot
) -> None:
    broken = picture.with_name("broken.png")
    broken.write_bytes(picture.read_bytes()[:60])
    drop_files(window, broken, picture)
    qtbot.waitUntil(lambda: window.inputs.sources() == [picture])
    item = session.inputs.index(0).data(INPUT)
    assert "is damaged or cut off" in item.reason.message
    assert item.reason.remedy in session.inputs.index(0).data(Qt.ItemDataRole.ToolTipRole)


def test_a_missing_file_given_at_the_start_is_listed_with_the_reason(
    window: MainWindow, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    session.arrivals.add([tmp_path / "gone.jpg"])
    qtbot.waitUntil(lambda: session.inputs.rowCount() == 1)
    qtbot.waitUntil(lambda: session.inputs.index(0).data(INPUT).reason is not None)
    assert "cannot be found" in session.inputs.index(0).data(INPUT).reason.message


def test_a_pasted_picture_is_kept_as_a_file(
    window: MainWindow, session: Session, home: Path, qtbot: QtBot, clipboard: QClipboard
) -> None:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(0x336699)
    clipboard.setImage(image)
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: session.inputs.rowCount() == 1)
    path = session.inputs.index(0).data(INPUT).path
    assert path.parent == home / "library" / "pasted"
    assert QImage(str(path)).pixelColor(0, 0).name() == "#336699"


def test_pasted_files_become_inputs(
    window: MainWindow, session: Session, picture: Path, qtbot: QtBot, clipboard: QClipboard
) -> None:
    data = QMimeData()
    data.setUrls([picture.as_uri()])
    clipboard.setMimeData(data)
    qtbot.keyClick(window, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: names(session) == ["boat.png"])


def test_dropped_image_data_becomes_an_input(
    window: MainWindow, session: Session, qtbot: QtBot
) -> None:
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(0)
    data = QMimeData()
    data.setImageData(image)
    drop(window, data)
    qtbot.waitUntil(lambda: session.inputs.rowCount() == 1)


def test_the_sample_is_one_click_away(window: MainWindow, session: Session, qtbot: QtBot) -> None:
    window.inputs.sample_asked.emit()
    qtbot.waitUntil(lambda: names(session) == ["rocket.jpg"])


def test_del_takes_the_selected_pictures_off_the_list(
    window: MainWindow, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    drop_files(window, *(make_picture(tmp_path / "p" / f"{n}.png") for n in range(5)))
    qtbot.waitUntil(lambda: session.inputs.rowCount() == 5)
    selection = window.inputs.list.selectionModel()
    for row in (0, 2, 3):
        selection.select(session.inputs.index(row), selection.SelectionFlag.Select)
    window.activateWindow()
    window.inputs.list.setFocus()
    qtbot.waitUntil(window.inputs.list.hasFocus)
    qtbot.keyClick(window.inputs.list, Qt.Key.Key_Delete)
    assert names(session) == ["1.png", "4.png"]


def test_a_row_has_room_for_three_lines_of_any_letters(
    window: MainWindow, session: Session, picture: Path, qtbot: QtBot
) -> None:
    drop_files(window, picture)
    qtbot.waitUntil(lambda: session.inputs.rowCount() == 1)
    view = window.inputs.list
    font = view.font()
    font.setPointSize(font.pointSize() * 2)
    view.setFont(font)
    assert view.sizeHintForRow(0) > 3 * view.fontMetrics().height()


def test_a_thousand_dropped_at_once_come_in_few_steps_and_bounded_memory(
    window: MainWindow, session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    first = make_picture(tmp_path / "many" / "0000.png")
    for number in range(1, 1000):
        first.with_name(f"{number:04}.png").hardlink_to(first)
    told: list[int] = []
    session.inputs.rowsInserted.connect(lambda parent, start, end: told.append(end - start + 1))
    drop_files(window, first.parent)
    qtbot.waitUntil(lambda: session.inputs.rowCount() == 1000, timeout=20_000)
    assert sum(told) == 1000
    assert len(told) < 50
    qtbot.waitUntil(lambda: has_thumbnail(session, 999), timeout=20_000)
