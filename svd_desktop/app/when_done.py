"""What happens when the queue is done: nothing, a notification, or the computer goes off."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import QObject, QProcess, QTimer, Signal

from svd_desktop.app.power import power_command
from svd_desktop.core.errors import Reason
from svd_desktop.core.events import Failed, Finished, RenderEvent
from svd_desktop.core.jobs import Job, JobState

SECONDS = 60  # to change one's mind


class Choice(StrEnum):
    NOTHING = "nothing"
    NOTIFY = "notify"
    SLEEP = "sleep"
    SHUT_DOWN = "shutdown"


class WhenDone(QObject):
    """Counts what was rendered since the queue was last done, and acts when it is done again.

    The choice is for this run of the program: no computer goes off by surprise next week.
    """

    chosen = Signal()
    notify = Signal(int, int)  # clips done, clips failed
    counting = Signal(int)  # seconds left before the computer goes off; 0 when it does or will not
    problem = Signal(object)  # Reason

    def __init__(
        self,
        parent: QObject | None = None,
        run: Callable[[list[str]], None] | None = None,
        exporting: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(parent)
        self._run = run or self._start
        self._exporting = exporting  # whether clips are still being exported
        self._idle = False
        self._process: QProcess | None = None
        self.choice = Choice.NOTIFY
        self._done = self._failed = 0
        self.seconds_left = 0
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.tick)

    def choose(self, choice: Choice) -> None:
        self.choice = choice
        self.cancel()
        self.chosen.emit()

    def hear(self, event: RenderEvent) -> None:
        if isinstance(event, Finished):
            self._done += 1
        elif isinstance(event, Failed):
            self._failed += 1

    def hear_job(self, job: Job) -> None:
        """Nobody's computer goes off while it renders."""
        if job.state == JobState.RUNNING:
            self._idle = False
            self.cancel()

    def on_exported(self) -> None:
        """The last export has ended."""
        if self._idle:
            self.on_idle()

    def on_idle(self) -> None:
        self._idle = True
        if self._exporting() and self.choice in (Choice.SLEEP, Choice.SHUT_DOWN):
            return  # until that has ended too
        done, failed = self._done, self._failed
        self._done = self._failed = 0
        if not done and not failed:
            return
        if self.choice == Choice.NOTIFY:
            self.notify.emit(done, failed)
        elif self.choice != Choice.NOTHING:
            self.seconds_left = SECONDS
            self._timer.start()
            self.counting.emit(self.seconds_left)

    def tick(self) -> None:
        """A second of the countdown."""
        if self.seconds_left > 1:
            self.seconds_left -= 1
            self.counting.emit(self.seconds_left)
        else:
            self.act()

    def act(self) -> None:
        """Puts the computer to sleep or shuts it down, now."""
        self.cancel()
        self._run(power_command("sleep" if self.choice == Choice.SLEEP else "shutdown"))

    def _start(self, command: list[str]) -> None:
        self._process = QProcess(self)
        self._process.errorOccurred.connect(self._on_error)
        self._process.finished.connect(self._on_finished)
        self._process.start(command[0], command[1:])

    def _on_error(self, error: QProcess.ProcessError) -> None:
        if error == QProcess.ProcessError.FailedToStart and self._process:
            text = self.tr("The computer stays on: {0} cannot be started.")
            self._stays_on(text.format(self._process.program()))

    def _on_finished(self, status: int) -> None:
        if status and self._process:
            said = bytes(self._process.readAllStandardError().data()).decode(errors="replace")
            why = said.strip().partition("\n")[0] or str(status)
            text = self.tr("The computer stays on: {0} says: {1}")
            self._stays_on(text.format(self._process.program(), why))

    def _stays_on(self, message: str) -> None:
        remedy = self.tr("Use the system's own menu.")
        self.problem.emit(Reason("internal", message, remedy))

    def cancel(self) -> None:
        """It stays on this time; the choice stays too."""
        self._timer.stop()
        if self.seconds_left:
            self.seconds_left = 0
            self.counting.emit(0)
