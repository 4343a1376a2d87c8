"""A window that comes without its engine: what it says of that, and how it comes by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from svd_desktop.app.diagnosis import copy_report
from svd_desktop.app.engine_shelf import EngineShelf
from svd_desktop.app.queue_model import JOB
from svd_desktop.app.session import Session
from svd_desktop.backends import engine_install, private_engine
from svd_desktop.backends.torch_builds import Gpu
from svd_desktop.core.errors import Reason, SvdError
from svd_desktop.core.events import Failed, RenderEvent
from svd_desktop.core.jobs import JobState
from svd_desktop.core.memory import GIB
from svd_desktop.core.orders import RenderOrder
from svd_desktop.ui import theme
from svd_desktop.ui.engine_dialog import EngineDialog
from svd_desktop.ui.main_window import MainWindow
from tests.engines import CARD, Installer, make_ready, stand_in
from tests.fakes import moving_square
from tests.ui.conftest import OpenWindow, close, make_picture
from tests.ui.test_focus import describe, name_of, visible, walk

FOUND = {
    "memory": {"name": "cuda:0", "precision": "fp16", "free_bytes": 11 * GIB,
               "ram_bytes": 64 * GIB, "hardware": CARD.name},
    "vram_bytes": 12 * GIB,
}  # fmt: skip
Open = Callable[[], MainWindow]


@pytest.fixture
def installer(monkeypatch: pytest.MonkeyPatch) -> Installer:
    return stand_in(monkeypatch)


@pytest.fixture
def asked() -> list[object]:
    """Each time that torch was asked what there is."""
    return []


@pytest.fixture
def open_private(
    open_window: OpenWindow, installer: Installer, asked: list[object], qtbot: QtBot
) -> Open:
    def tell(*question: object, **how: object) -> dict[str, Any]:
        asked.append(question)
        return FOUND

    def open_one() -> MainWindow:
        window = open_window(engine=EngineShelf(), describe=tell)
        qtbot.waitUntil(lambda: window.session_for_test.engine.seen is not None)
        return window

    return open_one


@pytest.fixture
def window(open_private: Open) -> MainWindow:
    """With no engine."""
    return open_private()


@pytest.fixture
def ready(home: Path, open_private: Open) -> MainWindow:
    make_ready(home / "engine")
    return open_private()


@pytest.fixture
def engine(window: MainWindow) -> EngineShelf:
    return window.session_for_test.engine


def dialog_of(window: MainWindow) -> EngineDialog:
    window.commands.action("help.engine").trigger()
    return window.habits.dialogs[EngineDialog]


def question_of(dialog: EngineDialog) -> QMessageBox:
    (box,) = dialog.findChildren(QMessageBox)
    return box


def button_of(box: QMessageBox, text: str) -> QAbstractButton:
    return next(button for button in box.buttons() if button.text().replace("&", "") == text)


def choose(dialog: EngineDialog, kind: str) -> None:
    dialog.kind.setCurrentIndex(dialog.kind.findData(kind))
    dialog.kind.activated.emit(dialog.kind.currentIndex())


def states(session: Session) -> list[JobState]:
    queue = session.queue
    return [queue.index(row, 0).data(JOB).state for row in range(queue.rowCount())]


def press_render(window: MainWindow, picture: Path, qtbot: QtBot) -> None:
    window.session_for_test.inputs.add([picture])
    qtbot.waitUntil(lambda: bool(window.inputs.sources()))
    window.panel.render_button.click()
    qtbot.waitUntil(lambda: len(states(window.session_for_test)) == 1)


def test_a_program_with_its_engine_says_nothing_of_one(open_window):
    window = open_window()
    assert "help.engine" not in [command.name for command in window.commands.listed]
    window.habits.greet()
    assert not window.habits.welcome.engine.isVisible()


def test_what_is_refused_is_said_in_the_dialog_with_its_remedy(window, engine, installer, qtbot):
    installer.fault = SvdError("disk", "The engine needs 9.1 GB.", "Free 2.0 GB and try again.")
    dialog = dialog_of(window)
    assert not dialog.problem.isVisible()
    with qtbot.waitSignal(engine.ended):
        dialog.install.click()
    assert dialog.problem.text() == "The engine needs 9.1 GB. Free 2.0 GB and try again."
    assert dialog.problem.isVisible()
    assert not dialog.bar.isVisible()
    assert not window.problems.isVisible(), "it is told in one place"
    installer.fault = None
    with qtbot.waitSignal(engine.ended):
        dialog.install.click()
    assert not dialog.problem.isVisible()


def test_what_is_refused_while_the_dialog_is_closed_is_told_over_the_window(
    window, engine, installer, qtbot
):
    installer.held = True
    dialog = dialog_of(window)
    dialog.install.click()
    qtbot.waitUntil(installer.fetching.is_set)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert engine.doing == "install", "it goes on without the dialog"
    installer.fault = SvdError("model", "The index cannot be reached.", "Check the connection.")
    with qtbot.waitSignal(engine.ended):
        installer.free.set()
    assert window.problems.text.text() == "The index cannot be reached."
    window.problems.button.click()
    again = window.habits.dialogs[EngineDialog]
    assert again.problem.text() == "The index cannot be reached. Check the connection."
    assert not window.problems.isVisible()


def test_a_folder_that_cannot_be_read_is_told_and_torch_is_asked_all_the_same(
    installer, open_window, asked, qtbot
):
    installer.blind = True
    window = open_window(
        engine=EngineShelf(), describe=lambda *_, **how: asked.append(how) or FOUND
    )
    qtbot.waitUntil(lambda: asked != [])
    qtbot.waitUntil(window.problems.isVisible)
    assert window.problems.text.text().startswith("No permission to write /engine.")
    dialog = dialog_of(window)
    qtbot.waitUntil(lambda: dialog.state.text() == "What is installed cannot be read.")
    assert not dialog.kind.isVisible()
    installer.blind = False
    window.session_for_test.engine.look()
    qtbot.waitUntil(lambda: dialog.state.text() == "Not installed yet.")
    assert dialog.install.isEnabled()
    assert dialog.kind.isVisible()


def test_what_waits_in_the_queue_waits_for_the_engine_and_the_person_is_told_once(
    window, engine, backend, picture, qtbot
):
    session = window.session_for_test
    session.render([picture])  # dropped on the queue, say
    qtbot.waitUntil(window.problems.isVisible)
    assert window.problems.text.text() == "The engine that renders is not installed yet."
    assert (window.problems.button.text(), session.held) == ("Engine…", True)
    qtbot.waitUntil(lambda: states(session) == [JobState.QUEUED])
    assert backend.orders == []
    qtbot.waitUntil(
        lambda: window.queue.banner.text.text() == "One clip waits for the engine."
    )  # fmt: skip
    qtbot.waitUntil(lambda: "until the engine is ready" in window.stage.notice.line.text())
    window.problems.button.click()
    assert EngineDialog in window.habits.dialogs


@pytest.mark.parametrize("is_open", [False, True])
def test_an_engine_that_does_not_start_holds_the_queue_and_its_dialog_is_offered(
    ready, backend, tmp_path, monkeypatch, is_open, qtbot
):
    session = ready.session_for_test
    damage = Reason("device", "torch does not start: libc10.so is damaged.", "Repair it.")

    def refuse(order: RenderOrder) -> Iterator[RenderEvent]:
        yield Failed(order.job, damage)

    monkeypatch.setattr(backend, "render", refuse)
    if is_open:
        dialog_of(ready)
    session.render([make_picture(tmp_path / "pictures" / f"{name}.png") for name in "abc"])
    qtbot.waitUntil(ready.problems.isVisible)
    assert ready.problems.text.text() == damage.message, "what helps is its button"
    assert (ready.problems.button.text(), session.held) == ("Engine…", True)
    assert session.last_problem == damage
    assert states(session) == [JobState.FAILED, JobState.QUEUED, JobState.QUEUED]
    ready.problems.button.click()
    assert EngineDialog in ready.habits.dialogs


def test_a_device_that_does_not_start_is_told_with_its_remedy_where_there_is_no_such_engine(
    open_window, backend, picture, monkeypatch, qtbot
):
    gone = Reason("device", "The device cuda:0 is not available.", "Use one of: auto, cpu.")
    monkeypatch.setattr(backend, "render", lambda order: iter([Failed(order.job, gone)]))
    window = open_window()
    window.session_for_test.render([picture])
    qtbot.waitUntil(window.problems.isVisible)
    assert window.problems.text.text() == gone.sentence
    assert not window.problems.button.isVisible()


def test_the_offer_goes_when_the_engine_begins_to_change(window, engine, installer, picture, qtbot):
    window.session_for_test.render([picture])
    qtbot.waitUntil(window.problems.isVisible)
    installer.held = True
    dialog_of(window).install.click()  # as from the menu
    assert not window.problems.isVisible()
    with qtbot.waitSignal(engine.ended):
        installer.free.set()
    assert not window.problems.isVisible()


def test_the_offer_goes_when_the_engine_is_ready(window, engine, home, picture, qtbot):
    window.session_for_test.render([picture])
    qtbot.waitUntil(window.problems.isVisible)
    make_ready(home / "engine")  # by another program
    engine.look()
    qtbot.waitUntil(lambda: not window.problems.isVisible())


def test_what_else_went_wrong_stays_when_the_engine_changes(window, engine, installer, qtbot):
    window.session_for_test.problem.emit(Reason("disk", "The disk is full.", ""))
    with qtbot.waitSignal(engine.ended):
        engine.install("cuda")
    assert window.problems.isVisible()


def test_the_queue_offers_to_install_the_engine_that_its_clips_wait_for(window, picture, qtbot):
    window.session_for_test.render([picture])
    banner = window.queue.banner
    qtbot.waitUntil(lambda: banner.start.text() == "Install the engine…")
    banner.start.click()
    assert window.habits.dialogs[EngineDialog].isVisible()
    assert window.session_for_test.held


def test_the_queue_tells_of_an_installation_whose_dialog_is_closed(
    window, engine, installer, qtbot
):
    installer.held, banner = True, window.queue.banner
    assert not banner.isVisible()
    dialog = dialog_of(window)
    dialog.install.click()
    assert banner.text.text() == "The engine is being installed."
    qtbot.waitUntil(lambda: banner.text.text() == "The engine is being installed: 25%")
    dialog.reject()
    assert (banner.isVisible(), banner.start.text()) == (True, "Show")
    banner.start.click()
    assert window.habits.dialogs[EngineDialog].isVisible()
    with qtbot.waitSignal(engine.ended):
        installer.free.set()
    assert not banner.isVisible(), "nothing waits"


def test_render_opens_the_dialog_and_the_clip_is_rendered_when_the_engine_is_ready(
    window, engine, backend, picture, qtbot
):
    session = window.session_for_test
    press_render(window, picture, qtbot)
    dialog = window.habits.dialogs[EngineDialog]
    qtbot.waitUntil(lambda: session.held)
    assert not window.problems.isVisible(), "the dialog tells it"
    assert backend.orders == []
    dialog.install.click()
    qtbot.waitUntil(lambda: len(backend.orders) == 1)
    qtbot.waitUntil(lambda: states(session) == [JobState.RUNNING])


@pytest.mark.parametrize("pause", [Session.hold, Session.pause_now])
def test_what_the_person_pauses_meanwhile_stays_paused_when_the_engine_is_ready(
    window, engine, backend, picture, pause, qtbot
):
    session = window.session_for_test
    session.render([picture])
    qtbot.waitUntil(window.problems.isVisible)
    pause(session)
    with qtbot.waitSignal(engine.ended):
        engine.install("cuda")
    assert session.held
    assert backend.orders == []


def test_what_waited_goes_on_when_another_program_has_installed_the_engine(
    window, engine, backend, picture, asked, home, qtbot
):
    window.session_for_test.render([picture])
    qtbot.waitUntil(window.problems.isVisible)
    make_ready(home / "engine")
    engine.look()  # as its dialog does
    qtbot.waitUntil(lambda: len(backend.orders) == 1)
    qtbot.waitUntil(lambda: asked != [])


def test_what_another_program_has_removed_is_known_at_the_next_clip(
    ready, backend, picture, home, asked, qtbot
):
    session = ready.session_for_test
    qtbot.waitUntil(lambda: session.planning.planned is not None)
    private_engine.record(home / "engine").unlink()
    session.render([picture])
    qtbot.waitUntil(lambda: session.engine.lacks)
    assert session.planning.planned is None
    make_ready(home / "engine")
    session.engine.look()
    qtbot.waitUntil(lambda: len(backend.orders) == 1)


def test_a_queue_from_last_time_waits_for_its_click_also_after_an_installation(
    window, engine, backend, picture, open_private, qtbot
):
    window.session_for_test.render([picture])
    qtbot.waitUntil(window.problems.isVisible)
    close(window, qtbot)
    window.session_for_test.wait()
    window = open_private()
    engine, banner = window.session_for_test.engine, window.queue.banner
    assert banner.text.text() == "One clip waits for the engine."
    with qtbot.waitSignal(engine.ended):
        dialog_of(window).install.click()
    assert window.session_for_test.held
    assert (banner.text.text(), banner.start.text()) == (
        "One clip waits from last time.", "Start queue",
    )  # fmt: skip
    banner.start.click()
    qtbot.waitUntil(lambda: len(backend.orders) == 1)


def test_what_is_being_rendered_pauses_before_the_engine_changes_and_goes_on_after(
    ready, backend, installer, picture, qtbot
):
    session = ready.session_for_test
    session.render([picture])
    qtbot.waitUntil(lambda: len(backend.orders) == 1)
    backend.progress("denoise", 1, 4)
    qtbot.waitUntil(lambda: session.memory.told > 0)
    dialog, backend.busy = dialog_of(ready), True  # in the middle of a step
    dialog.repair.click()
    assert dialog.pace.text() == "The clip that is being rendered pauses first"
    with qtbot.waitSignal(session.engine.looked):
        session.engine.look()  # comes after what its thread was given before
    assert (installer.begun, backend.closed) == ([], False)
    backend.busy = False
    backend.pause(backend.order.job)
    qtbot.waitUntil(lambda: installer.begun == [None])
    assert backend.closed
    qtbot.waitUntil(lambda: len(backend.orders) == 2)
    backend.finish(moving_square())
    qtbot.waitUntil(lambda: states(session) == [JobState.DONE])


def test_the_dialog_says_when_the_clip_has_paused(ready, backend, picture, monkeypatch, qtbot):
    session, removing, free = ready.session_for_test, Event(), Event()
    really_remove = engine_install.remove

    def remove(folder: Path) -> None:
        removing.set()
        free.wait()
        really_remove(folder)

    monkeypatch.setattr(engine_install, "remove", remove)
    session.render([picture])
    qtbot.waitUntil(lambda: len(backend.orders) == 1)
    qtbot.waitUntil(lambda: states(session) == [JobState.RUNNING])
    dialog = dialog_of(ready)
    session.engine.remove()
    assert dialog.pace.text() == "The clip that is being rendered pauses first"
    assert dialog.stop.isEnabled(), "nothing is deleted yet"
    qtbot.waitUntil(removing.is_set)
    assert dialog.pace.text() == "Removing"
    assert not dialog.stop.isEnabled(), "what is half removed is of no use"
    with qtbot.waitSignal(session.engine.ended):
        free.set()
    assert not dialog.pace.isVisible()


def test_what_was_stopped_goes_on_where_it_was(window, engine, installer, qtbot):
    installer.held = True
    dialog = dialog_of(window)
    assert not dialog.repair.isEnabled(), "nothing was begun"
    assert (dialog.found.text(), dialog.kind.currentData()) == (CARD.name, "cuda")
    assert dialog.download.text() == "About 3 GB."
    assert dialog.disk.text() == "About 10 GB while it is made."
    dialog.install.click()
    qtbot.waitUntil(lambda: "25%" in dialog.pace.text())
    assert "2.0 MB a second" in dialog.pace.text() and "40 s left" in dialog.pace.text()
    assert dialog.bar.value() == dialog.bar.maximum() // 4
    assert QApplication.focusWidget() in (dialog.stop, None)
    with qtbot.waitSignal(engine.ended):
        dialog.stop.click()
    assert not dialog.stop.isVisible()
    assert dialog.state.text() == "Not installed completely; 0 MB have been fetched."
    assert dialog.install.text() == "Go on installing"
    assert dialog.repair.isEnabled()
    choose(dialog, "cpu")
    assert dialog.install.text() == "Install", "for another GPU it begins anew"
    choose(dialog, "cuda")
    installer.held = False
    with qtbot.waitSignal(engine.ended):
        dialog.install.click()
    assert dialog.state.text() == "Ready: PyTorch 2.13.0+cuda."
    assert (dialog.renders_on.text(), dialog.disk.text()) == (f"{CARD.name}.", "1.3 GB")
    assert not dialog.download.isVisible(), "it has come"
    assert not dialog.install.isEnabled()
    assert installer.begun == ["cuda", "cuda"]


def test_closing_the_window_stops_it_and_the_next_one_offers_to_go_on(
    window, engine, installer, open_private, qtbot
):
    installer.held = True
    dialog_of(window).install.click()
    qtbot.waitUntil(installer.fetching.is_set)
    close(window, qtbot)
    window.session_for_test.wait()
    window = open_private()
    qtbot.waitUntil(window.problems.isVisible)
    assert window.problems.text.text() == "The engine is not installed completely."
    window.problems.button.click()
    assert window.habits.dialogs[EngineDialog].install.text() == "Go on installing"


def test_an_engine_of_an_older_version_is_brought_up_to_date(open_private, home, installer, qtbot):
    make_ready(home / "engine", "cpu", wants="an older version")
    window = open_private()
    qtbot.waitUntil(window.problems.isVisible)
    assert "another version" in window.problems.text.text()
    dialog = dialog_of(window)
    assert (dialog.install.text(), dialog.kind.currentData()) == ("Update", "cpu")
    assert dialog.repair.isEnabled()
    with qtbot.waitSignal(window.session_for_test.engine.ended):
        dialog.install.click()
    assert installer.begun == ["cpu"], "the versions are chosen again"


def test_when_it_is_ready_the_window_knows_the_device_without_a_restart(
    window, engine, asked, qtbot
):
    window.habits.greet()
    welcome = window.habits.welcome
    assert welcome.engine.isVisible()
    assert welcome.hardware.text() == CARD.name
    assert welcome.lack.text() == (
        "Before the first clip: SVD Desktop needs its engine, the part that computes the clips "
        "(PyTorch). It is fetched once. "
        "About 3 GB are fetched, and up to 10 GB of the disk are needed while it is made."
    )
    headings = [heading.text() for heading in welcome.findChildren(theme.Heading)]
    assert headings.index("The engine") < headings.index("Begin")
    assert window.panel.plan.text.text() == "Planned when the engine is ready."
    assert asked == [], "there is nobody to ask"
    welcome.install.click()
    dialog = window.habits.dialogs[EngineDialog]
    dialog.reject()
    engine.install("cuda")
    qtbot.waitUntil(lambda: window.session_for_test.planning.planned is not None)
    assert window.statusBar().currentMessage() == "The engine is ready."
    assert not welcome.engine.isVisible()
    assert welcome.hardware.text() == f"{CARD.name}, 12 GiB."
    qtbot.waitUntil(lambda: window.panel.plan.text.text().startswith("Fits"))
    assert asked == [()]


def test_it_is_removed_when_that_was_meant(ready, home, qtbot):
    session = ready.session_for_test
    qtbot.waitUntil(lambda: session.planning.planned is not None)
    dialog = dialog_of(ready)
    dialog.remove.click()
    box = question_of(dialog)
    assert box.defaultButton().text().replace("&", "") == "Cancel"
    assert "A clip that is being rendered pauses first." in box.informativeText()
    assert box.width() >= 400, "not a column of single words"
    with qtbot.waitSignal(session.engine.ended):
        button_of(box, "Remove").click()
    assert dialog.state.text() == "Not installed yet."
    assert not (home / "engine" / "environment").exists()
    qtbot.waitUntil(lambda: session.planning.planned is None)


def test_what_was_fetched_of_one_that_is_not_whole_is_deleted_when_that_was_meant(
    window, engine, installer, home, qtbot
):
    installer.fault = SvdError("model", "The index cannot be reached.", "Check the connection.")
    dialog = dialog_of(window)
    with qtbot.waitSignal(engine.ended):
        dialog.install.click()
    dialog.remove.click()
    box = question_of(dialog)
    assert box.text() == "Delete what was fetched (0 MB)?"
    with qtbot.waitSignal(engine.ended):
        button_of(box, "Delete").click()
    assert not (home / "engine" / "wheels").exists()


def test_a_removal_can_be_stopped_while_the_clip_pauses(ready, backend, picture, home, qtbot):
    session = ready.session_for_test
    session.render([picture])
    qtbot.waitUntil(lambda: len(backend.orders) == 1)
    dialog, backend.busy = dialog_of(ready), True  # in the middle of a step
    session.engine.remove()
    with qtbot.waitSignal(session.engine.ended):
        dialog.stop.click()
    assert (home / "engine" / "environment").exists()
    assert dialog.state.text() == "Ready: PyTorch 2.13.0+cpu."
    backend.busy = False
    backend.pause(backend.order.job)
    qtbot.waitUntil(lambda: len(backend.orders) == 2)
    backend.finish(moving_square())
    qtbot.waitUntil(lambda: states(session) == [JobState.DONE])


def test_nothing_is_fetched_for_a_gpu_that_was_not_found_before_that_was_meant(
    open_private, monkeypatch, qtbot
):
    installer = stand_in(monkeypatch, Gpu("cpu"))
    window = open_private()
    engine, dialog = window.session_for_test.engine, dialog_of(window)
    choose(dialog, "cuda")
    dialog.install.click()
    box = question_of(dialog)
    assert box.text() == "No NVIDIA GPU was found. Install for it all the same?"
    assert box.defaultButton().text().replace("&", "") == "Cancel"
    with qtbot.waitSignal(box.destroyed):
        button_of(box, "Cancel").click()
    assert (engine.doing, dialog.kind.currentData()) == (None, "cuda")
    installer.fault = SvdError("model", "The index cannot be reached.", "Check the connection.")
    dialog.install.click()
    with qtbot.waitSignal(engine.ended):
        button_of(question_of(dialog), "Install").click()
    assert dialog.kind.currentData() == "cuda"
    assert dialog.install.text() == "Go on installing", "and nothing is asked again"
    installer.fault = None
    with qtbot.waitSignal(engine.ended):
        dialog.install.click()
    assert installer.begun == ["cuda", "cuda"]


def test_the_processor_is_there_whatever_was_found(window, engine, installer, qtbot):
    dialog = dialog_of(window)
    choose(dialog, "cpu")
    assert dialog.download.text() == "About 0.4 GB."
    assert dialog.disk.text() == "About 3 GB while it is made. 1.3 GB stay."
    with qtbot.waitSignal(engine.ended):
        dialog.install.click()
    assert installer.begun == ["cpu"]


def test_what_is_chosen_stays_chosen_when_it_is_refused_before_anything_has_come(
    window, engine, installer, monkeypatch, qtbot
):
    dialog = dialog_of(window)
    choose(dialog, "cpu")

    def refuse(*asked: object, **how: object) -> None:
        raise SvdError("disk", "The disk is full.", "")

    monkeypatch.setattr(engine_install, "install", refuse)
    with qtbot.waitSignal(engine.ended):
        dialog.install.click()
    assert dialog.kind.currentData() == "cpu"


def test_the_report_tells_of_the_engine(ready, qtbot):
    QApplication.clipboard().clear()
    copy_report(ready.session_for_test, with_names=False)
    qtbot.waitUntil(lambda: '"torch": "2.13.0+cpu"' in QApplication.clipboard().text())
    assert CARD.name in QApplication.clipboard().text()


def test_everything_is_reached_by_keyboard_and_named(window, engine, installer, qtbot):
    installer.held = True
    dialog = dialog_of(window)
    qtbot.waitUntil(dialog.isActiveWindow)
    for begin in (lambda: None, dialog.install.click):
        begin()
        passed = walk(dialog)
        enabled = [widget for widget in visible(dialog) if widget.isEnabled()]
        assert [describe(widget) for widget in enabled if widget not in passed] == []
        assert [describe(widget) for widget in visible(dialog) if not name_of(widget)] == []
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not window.habits.dialogs
    installer.free.set()
    qtbot.waitUntil(lambda: engine.doing is None)
