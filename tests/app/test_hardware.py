"""What the computer can do, asked of another process and told in words."""

from __future__ import annotations

import json
import sys

import pytest

from svd_desktop.app.hardware import Hardware, described

CPU = {
    "memory": {
        "name": "cpu", "precision": "fp32", "free_bytes": 24 * 2**30, "ram_bytes": 24 * 2**30,
        "teraflops": 0.2,
    }
}  # fmt: skip


def card(gib: float, ram: int = 64) -> dict:
    memory = {
        "name": "cuda:0", "precision": "fp16", "free_bytes": int(gib * 2**30),
        "ram_bytes": ram * 2**30, "hardware": "RTX",
    }  # fmt: skip
    return {"memory": memory, "vram_bytes": int(gib * 2**30)}


@pytest.fixture
def answering(monkeypatch):
    """A process that runs this instead of the engine's description."""

    def script(code: str) -> None:
        command = [sys.executable, "-c", code]
        monkeypatch.setattr("svd_desktop.backends.describe.question", lambda: command)

    return script


@pytest.fixture
def hardware(qapp):
    made = Hardware()
    yield made
    made.stop()


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("import sys; sys.exit('ImportError: libcudart is missing')", "libcudart is missing"),
        ("import os; os.kill(os.getpid(), 9)", "torch does not start"),
        ("print('no JSON')", "torch does not start"),
        (
            'print(\'{"error": {"kind": "device", "message": "It is in use."}}\')',
            "It is in use.",
        ),
    ],
)
def test_a_computer_that_cannot_be_asked_is_told_of(hardware, answering, qtbot, script, words):
    answering(script)
    with qtbot.waitSignal(hardware.failed) as told:
        hardware.ask()
    assert words in told.args[0].sentence
    assert hardware.found is None


def test_a_program_that_is_not_there_is_told_of(hardware, monkeypatch, qtbot):
    monkeypatch.setattr("svd_desktop.backends.describe.question", lambda: ["/no/such/program"])
    with qtbot.waitSignal(hardware.failed) as told:
        hardware.ask()
    assert "torch does not start" in told.args[0].sentence


def test_the_answer_is_asked_for_once(hardware, answering, qtbot):
    answering(f"print({json.dumps(json.dumps(CPU))})")
    with qtbot.waitSignal(hardware.changed):
        hardware.ask()
        hardware.ask()
    assert hardware.found == CPU
    answering("raise SystemExit")
    hardware.ask()
    assert hardware.found == CPU


def test_looking_ends_with_the_window(hardware, answering):
    answering("import time; time.sleep(600)")
    hardware.ask()
    hardware.stop()  # what is left running fails this test


def test_without_a_gpu_it_says_how_long_a_real_clip_takes():
    first, second = described(CPU)
    assert "No GPU" in first
    assert "hours a clip" in second


@pytest.mark.parametrize(
    ("gib", "words"),
    [(80, "wholly on the card"), (12, "runs at full size"), (1, "does not fit at full size")],
)
def test_of_a_card_it_says_what_the_plan_says(gib, words):
    first, second = described(card(gib))
    assert first == f"RTX, {gib} GiB."
    assert words in second
