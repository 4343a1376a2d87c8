"""Keeps the computer from going to sleep while it renders."""

from __future__ import annotations

import logging
from contextlib import ExitStack
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from wakepy import ActivationResult

_log = logging.getLogger(__name__)


class Awake:
    """Asks the desktop once for as long as jobs follow each other; used by one thread.

    Where the desktop has no such wish to grant, rendering goes on all the same.
    """

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._kept = False
        self._told = False

    def keep(self) -> None:
        if self._kept:
            return
        self._kept = True
        try:
            from wakepy import keep

            self._stack.enter_context(keep.running(on_fail=self._on_fail))
        except Exception as error:
            self._tell(str(error))

    def let_go(self) -> None:
        self._kept = False
        try:
            self._stack.close()
        except Exception as error:
            self._tell(str(error))

    def _on_fail(self, result: ActivationResult) -> None:
        methods = [method.method_name for method in result.list_methods()]
        self._tell(f"none of {', '.join(methods)} works here.")

    def _tell(self, why: str) -> None:
        if not self._told:
            self._told = True
            _log.warning("The computer may go to sleep while it renders: %s", why)
