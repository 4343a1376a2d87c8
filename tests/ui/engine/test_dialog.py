"""The engine is installed, repaired and removed in its dialog, and says how it goes."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from svd_desktop.app.diagnosis import copy_report
from svd_desktop.app.engine_shelf import EngineShelf
from svd_desktop.backends import engine_install
from svd_desktop.backends.torch_builds import Gpu
from svd_desktop.core.errors import SvdError
from svd_desktop.core.jobs import JobState
from svd_desktop.ui import theme
from svd_desktop.ui.engine_dialog import EngineDialog
from tests.engines import CARD, make_ready, stand_in
from tests.fakes import moving_square
from tests.ui.conftest import close
from tests.ui.engine.acting import button_of, choose, dialog_of, question_of, states
from tests.ui.engine.conftest import FOUND
from tests.ui.test_focus import describe, name_of, visible, walk


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
