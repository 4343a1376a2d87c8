"""The queue's commands, for its menu, its buttons, its rows and its keys."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from svd_desktop.app.session import Session
from svd_desktop.app.when_done import Choice
from svd_desktop.core.jobs import WAITING, Job, JobState
from svd_desktop.ui.commands import Commands
from svd_desktop.ui.queue_table import QueueTable

_UNDONE = (JobState.FAILED, JobState.CANCELLED)


class QueueActions(QObject):
    """Each acts on the selected jobs it has a meaning for, and is off when there are none."""

    def __init__(
        self,
        session: Session,
        commands: Commands,
        inside: QWidget,
        table: QueueTable,
    ) -> None:
        super().__init__(inside)
        self._session, self._table = session, table
        selected = table.selected
        do, standard = session.queue_commands, QKeySequence.StandardKey

        def add(
            name: str,
            text: str,
            run: Callable[[], object],
            keys: str | QKeySequence.StandardKey = "",
        ) -> QAction:
            # Keys count inside the queue only: Delete means something else beside it.
            return commands.add(
                "queue", f"queue.{name}", text, run, keys, inside=inside if keys else None
            )

        self.go_on = add("go-on", self.tr("Go on"), session.begin)
        self.pause_now = add("pause-now", self.tr("Pause now"), session.pause_now)
        self.pause_after = add(
            "pause-after", self.tr("Pause after this one"), self._toggle_pause_after
        )
        self.pause_after.setCheckable(True)
        self.to_top = add(
            "to-top", self.tr("Move to the top"), lambda: do.move_to_top(self._ids(*WAITING)),
            "Alt+Home",
        )  # fmt: skip
        self.up = add("up", self.tr("Move up"), lambda: do.move_up(self._ids(*WAITING)), "Alt+Up")
        self.down = add(
            "down", self.tr("Move down"), lambda: do.move_down(self._ids(*WAITING)), "Alt+Down"
        )
        self.duplicate = add(
            "duplicate", self.tr("Duplicate"), lambda: do.duplicate(selected()), "Ctrl+D"
        )
        self.new_seed = add(
            "new-seed", self.tr("Again with a new seed"), lambda: do.new_seed(selected()),
            "Ctrl+Shift+D",
        )  # fmt: skip
        self.use = add("use-settings", self.tr("Use these settings"), self._use)
        self.apply = add(
            "apply-settings", self.tr("Apply the panel's settings"),
            lambda: do.apply_settings(self._of(*WAITING)),
        )  # fmt: skip
        self.retry = add("retry", self.tr("Retry"), lambda: session.retry(self._ids(*_UNDONE)))
        self.cancel = add(
            "cancel", self.tr("Cancel"),
            lambda: session.cancel(self._ids(*WAITING, JobState.RUNNING)),
        )  # fmt: skip
        self.remove = add("remove", self.tr("Remove"), self._remove, standard.Delete)
        self.bring_back = add(
            "bring-back", self.tr("Bring back what was removed"), do.bring_back, standard.Undo
        )
        self.clear_done = add("clear-done", self.tr("Clear done"), do.clear_done)
        self.log = add("log", self.tr("Show log"), self._show_log)
        self._add_choices(commands)
        do.removals_changed.connect(self.show_state)
        session.when_done.chosen.connect(self._show_choice)
        self._show_choice()

    def _add_choices(self, commands: Commands) -> None:
        texts = {
            Choice.NOTHING: self.tr("When done: nothing"),
            Choice.NOTIFY: self.tr("When done: notify"),
            Choice.SLEEP: self.tr("When done: sleep"),
            Choice.SHUT_DOWN: self.tr("When done: shut down"),
        }
        group = QActionGroup(self)
        self.choices: dict[Choice, QAction] = {}
        for choice, text in texts.items():
            name = f"queue.when-done-{choice.value}"
            run = _chooser(self._session, choice)
            self.choices[choice] = group.addAction(commands.add("queue", name, text, run))
            self.choices[choice].setCheckable(True)

    def menu(self, parent: QWidget) -> QMenu:
        """For a right click on rows."""
        menu = QMenu(parent)
        for group in (
            (self.to_top, self.up, self.down),
            (self.duplicate, self.new_seed, self.use, self.apply),
            (self.retry, self.cancel, self.remove, self.bring_back),
            (self.log,),
        ):
            menu.addActions(group)
            menu.addSeparator()
        return menu

    def show_state(self) -> None:
        session, queue = self._session, self._session.queue
        selected = self._table.selected()
        states = {job.state for job in selected}
        waiting, busy = bool(states & {*WAITING}), bool(queue.count(JobState.RUNNING))
        self.go_on.setEnabled(session.held and bool(queue.count(*WAITING) or busy))
        going = busy or bool(not session.held and queue.count(*WAITING))
        self.pause_now.setEnabled(going and not queue.is_pausing)
        self.pause_after.setEnabled(busy)
        self.pause_after.setChecked(busy and session.held)
        for action in (self.to_top, self.up, self.down):
            action.setEnabled(waiting and not queue.filtered)
        self.apply.setEnabled(waiting)
        for action in (self.duplicate, self.new_seed):
            action.setEnabled(bool(selected))
        for action in (self.use, self.log):
            action.setEnabled(len(selected) == 1)
        self.retry.setEnabled(bool(states & {*_UNDONE}))
        running = [job for job in selected if job.state == JobState.RUNNING]
        self.cancel.setEnabled(waiting or any(queue.asked(job.id) != "cancel" for job in running))
        self.remove.setEnabled(bool(states - {JobState.RUNNING}))
        self.bring_back.setEnabled(session.queue_commands.can_bring_back)
        self.clear_done.setEnabled(bool(queue.count(JobState.DONE)))

    def _of(self, *states: JobState) -> list[Job]:
        return [job for job in self._table.selected() if job.state in states]

    def _ids(self, *states: JobState) -> list[str]:
        return [job.id for job in self._of(*states)]

    def _remove(self) -> None:
        removable = [state for state in JobState if state != JobState.RUNNING]
        ids = self._ids(*removable)
        self._table.clearSelection()  # to move and drop thousands of it took 0.3 s
        self._session.remove_jobs(ids)

    def _use(self) -> None:
        for job in self._table.selected()[:1]:
            self._session.queue_commands.use_settings(job)

    def _show_log(self) -> None:
        for job in self._table.selected()[:1]:
            self._session.queue_commands.read_log(job)

    def _toggle_pause_after(self) -> None:
        if self.pause_after.isChecked():
            self._session.hold()
        else:
            self._session.begin()

    def _show_choice(self) -> None:
        self.choices[self._session.when_done.choice].setChecked(True)


def _chooser(session: Session, choice: Choice) -> Callable[[], None]:
    return lambda: session.when_done.choose(choice)
