"""An owner is alive only as the very process that claimed."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import psutil
import pytest

from svd_desktop.library import owners
from svd_desktop.library.owners import is_alive, this_process


@pytest.fixture
def me():
    return this_process("a test")


def test_this_process_is_alive(me):
    assert me.pid == os.getpid()
    assert me.name == "a test"
    assert is_alive(me)


def test_a_later_process_with_the_same_id_is_not_the_owner(me):
    assert not is_alive(replace(me, started=me.started - 60))


def test_a_process_of_another_boot_is_not_the_owner(me):
    assert not is_alive(replace(me, boot="before the power cut"))


def test_an_owner_is_gone_when_it_has_ended():
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        started = psutil.Process(child.pid).create_time()
        owner = replace(this_process("a child"), pid=child.pid, started=started)
        assert is_alive(owner)
        child.kill()
    assert not is_alive(owner)


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX alone has zombies")
def test_a_zombie_renders_nothing():
    with subprocess.Popen([sys.executable, "-c", "pass"]) as child:
        process = psutil.Process(child.pid)
        owner = replace(this_process("a child"), pid=child.pid, started=process.create_time())
        os.waitid(os.P_PID, child.pid, os.WEXITED | os.WNOWAIT)  # ended, and not reaped
        assert not is_alive(owner)


def test_a_process_that_may_not_be_looked_at_is_not_taken_over_from(me, monkeypatch):
    def refuse(pid):
        raise psutil.AccessDenied(pid)

    monkeypatch.setattr(owners.psutil, "Process", refuse)
    assert is_alive(me)


def test_the_clocks_resolution_does_not_kill_an_owner(me):
    assert is_alive(replace(me, started=me.started + 0.01))
