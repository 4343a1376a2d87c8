"""What the window tells of an engine that is not there, does not start, or is there now."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject

from svd_desktop.app.engine_shelf import EngineShelf
from svd_desktop.core.errors import Reason
from svd_desktop.ui.habits import Habits
from svd_desktop.ui.problem_bar import ProblemBar


class EngineOffers(QObject):
    """Each time that something lacks it, once; nothing while its dialog is open, which tells. Only
    whether it starts is not seen there."""

    def __init__(
        self,
        engine: EngineShelf,
        habits: Habits,
        problems: ProblemBar,
        tell: Callable[[str], None],
    ) -> None:
        super().__init__(problems)
        self._engine = engine
        self._habits = habits
        self._problems = problems
        self._tell = tell
        self._told_lack = False  # by the line that shows, if it is ours
        engine.wanted.connect(self._offer)
        engine.doubted.connect(self._doubt)
        engine.begun.connect(self._withdraw)
        engine.looked.connect(self._on_looked)
        engine.ended.connect(self._on_ended)

    def _offer(self, reason: Reason) -> None:
        if not self._habits.is_engine_open():
            self._told_lack = True
            self._problems.offer(reason, self._habits.engine_action())

    def _doubt(self, reason: Reason) -> None:
        self._told_lack = False
        self._problems.offer(reason, self._habits.engine_action())

    def _withdraw(self) -> None:
        self._problems.withdraw(self._habits.engine_action())

    def _on_looked(self) -> None:
        """Another program may have installed it."""
        if self._told_lack and self._engine.seen and not self._engine.lacks:
            self._withdraw()

    def _on_ended(self) -> None:
        if self._habits.is_engine_open():
            return
        if self._engine.refusal:
            self._offer(self._engine.refusal)
        elif self._engine.is_ready:
            self._tell(self.tr("The engine is ready."))
