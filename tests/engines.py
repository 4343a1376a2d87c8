"""A stand-in for the installation of the engine: a test says when it has come how far."""

from __future__ import annotations

import errno
import shutil
from pathlib import Path
from threading import Event

import pytest

from svd_desktop.backends import engine_install, private_engine, torch_builds
from svd_desktop.backends.private_engine import Installed
from svd_desktop.backends.torch_builds import Gpu
from svd_desktop.models.parts import Pace, go_on

CARD = Gpu("cuda", 580, 8.9, "NVIDIA GeForce RTX 4070")
FETCHED = 300_000


class Installer:
    """In the place of `engine_install.install`, with the same files. While it is `held`, it waits
    in the midst of fetching; `fault` is what it fails with there. While it is `blind`, the engine's
    folder cannot be read."""

    def __init__(self) -> None:
        self.begun: list[str | None] = []  # the kinds it was called for
        self.held = False
        self.blind = False
        self.fault: Exception | None = None
        self.fetching = Event()
        self.free = Event()

    def install(self, folder: Path, kind=None, *, report, stop) -> Installed:
        self.begun.append(kind)
        folder.mkdir(parents=True, exist_ok=True)
        private_engine.record(folder).unlink(missing_ok=True)
        report("choose", None)
        if kind is not None:
            private_engine.lock(folder).write_text(lock_text(kind))
        kind = engine_install.chosen_for(folder).kind
        wheels = folder / "wheels"
        wheels.mkdir(exist_ok=True)
        (wheels / "part").write_bytes(bytes(FETCHED))
        report("fetch", Pace(FETCHED, 4 * FETCHED, 2e6, 40.0))
        self.fetching.set()
        while self.held and not self.free.wait(0.01):
            go_on(stop)
        if self.fault:
            raise self.fault
        return make_ready(folder, kind)


def lock_text(kind: str) -> str:
    """What is told of the choice in a lock; the wheels are left out."""
    return f'[tool.svd-desktop]\nkind = "{kind}"\nbuild = "{kind}"\nwants = ""\n'


def make_ready(folder: Path, kind: str = "cpu", wants: str | None = None) -> Installed:
    """An engine as it is when its installation is over."""
    private_engine.python(folder).parent.mkdir(parents=True, exist_ok=True)
    private_engine.python(folder).touch()
    shutil.rmtree(folder / "wheels", ignore_errors=True)
    engine = Installed(
        kind=kind, build=kind, torch=f"2.13.0+{kind}", device="cpu" if kind == "cpu" else CARD.name,
        note="", bytes=1_300_000_000, wants=wants or private_engine.wants(),
    )  # fmt: skip
    private_engine.lock(folder).write_text(lock_text(kind))
    private_engine.record(folder).write_text(private_engine.record_text(engine))
    return engine


def stand_in(monkeypatch: pytest.MonkeyPatch, gpu: Gpu = CARD) -> Installer:
    """On a computer with this GPU."""
    installer = Installer()
    really_state = private_engine.state

    def state(folder: Path) -> private_engine.State:
        if installer.blind:
            raise PermissionError(errno.EACCES, "Permission denied", "/engine")
        return really_state(folder)

    monkeypatch.setattr(private_engine, "state", state)
    monkeypatch.setattr(engine_install, "install", installer.install)
    monkeypatch.setattr(private_engine, "wants", lambda: "this version")
    monkeypatch.setattr(torch_builds, "find_gpu", lambda: gpu)
    return installer
