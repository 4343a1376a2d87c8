"""What every test stands on: a home of its own, no network, and nothing left running behind it."""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest
from pytestqt.qtbot import QtBot

if TYPE_CHECKING:
    from tests.hub import StandIn

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ["HF_HUB_OFFLINE"] = "1"  # read by huggingface_hub at import, also in child processes

# On a machine with other work torch's threads spin for one another: an exactness test took 131 s,
# and 22 s with this. What is computed, and by how many threads, stays the same.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

# What a test waits for comes when it comes: half a second alone, many on a machine that is busy.
_PATIENCE = 30_000  # milliseconds, in place of pytest-qt's 5,000
for _wait in (QtBot.waitSignal, QtBot.waitSignals, QtBot.waitUntil, QtBot.waitCallback):
    _wait.__kwdefaults__["timeout"] = _PATIENCE

SECONDS_TO_END = 5.0  # what a test started may take to end by itself after it


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, library, logs and default output of this test alone."""
    monkeypatch.setenv("SVD_DESKTOP_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def korean(qapp) -> Iterator[None]:
    """The window's language, for this test alone."""
    from PySide6.QtCore import QTranslator

    from svd_desktop.app.translations import install_language

    before = qapp.findChildren(QTranslator)
    assert install_language(qapp, "ko") == "ko"
    yield
    for translator in qapp.findChildren(QTranslator):
        if translator not in before:
            qapp.removeTranslator(translator)
            translator.deleteLater()


@pytest.fixture
def served(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[StandIn]:
    """A hub that has one model, for a person without a token and with an empty cache."""
    from svd_desktop.models import access, web
    from tests.hub import stand_in
    from tests.models.hub_model import SOURCE, files

    monkeypatch.setattr(web, "_FIRST_WAIT", 0.001)
    monkeypatch.setattr(access, "hub_token", lambda: None)
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "no-cache"))
    with stand_in(SOURCE.repository, files(big=bytes(3_000_000))) as hub:
        monkeypatch.setenv("HF_ENDPOINT", hub.endpoint)
        yield hub


@pytest.fixture(autouse=True)
def nothing_kept_from_the_collector(request: pytest.FixtureRequest) -> Iterator[None]:
    """A session keeps what is there when it opens until the end, here the end of one test. What
    Qt's objects a test leaves in rings go now: in a later test a thread of Python's own may run the
    collector, and a timer that is deleted in another thread than its own still fires."""
    yield
    gc.unfreeze()
    if "qapp" in request.fixturenames:
        gc.collect()


@pytest.fixture(autouse=True)
def nothing_left_running() -> Iterator[None]:
    """Fails a test that leaves a thread or a process of its own behind, and ends the process."""
    threads, children = set(threading.enumerate()), set(psutil.Process().children(recursive=True))
    yield
    new_threads = [
        thread
        for thread in threading.enumerate()
        if thread not in threads and not thread.daemon and not _ended(thread)
    ]
    new_children = set(psutil.Process().children(recursive=True)) - children
    _, alive = psutil.wait_procs(new_children, timeout=SECONDS_TO_END)
    left = [f"thread {thread.name}" for thread in new_threads] + [_describe(p) for p in alive]
    for process in alive:
        process.kill()
    if left:
        pytest.fail("left running: " + ", ".join(left), pytrace=False)


def _ended(thread: threading.Thread) -> bool:
    thread.join(SECONDS_TO_END)
    return not thread.is_alive()


def _describe(process: psutil.Process) -> str:
    try:
        return f"process {process.pid} ({' '.join(process.cmdline())[:120]})"
    except psutil.Error:
        return f"process {process.pid}"


# In CI a skipped test is a failed run: a check that quietly stops running is no check.
def pytest_sessionfinish(session: pytest.Session) -> None:
    skipped = _skipped(session.config)
    if os.environ.get("SVD_DESKTOP_CI") and skipped and session.exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config):
    skipped = _skipped(config)
    if os.environ.get("SVD_DESKTOP_CI") and skipped:
        terminalreporter.section("skipped, which SVD_DESKTOP_CI does not allow", red=True)
        for report in skipped:
            reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else report.longrepr
            terminalreporter.line(f"{report.nodeid}: {reason}", red=True)


def _skipped(config: pytest.Config) -> list[pytest.TestReport]:
    """Skipped reports, less expected failures, which pytest counts apart."""
    reporter = config.pluginmanager.get_plugin("terminalreporter")
    return reporter.stats.get("skipped", []) if reporter else []
