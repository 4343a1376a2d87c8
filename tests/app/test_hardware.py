"""What the computer can do, told in words."""

from __future__ import annotations

import pytest

from svd_desktop.app.hardware import described

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


def test_without_a_gpu_it_says_how_long_a_real_clip_takes():
    first, second = described(CPU)
    assert "No GPU" in first
    assert "hours a clip" in second


def test_a_gpu_that_is_not_used_is_told_instead():
    first, second = described({**CPU, "note": "RTX is not used: its driver 470 is too old."})
    assert first == "RTX is not used: its driver 470 is too old."
    assert "hours a clip" in second


@pytest.mark.parametrize(
    ("gib", "words"),
    [(80, "wholly on the card"), (12, "runs at full size"), (1, "does not fit at full size")],
)
def test_of_a_card_it_says_what_the_plan_says(gib, words):
    first, second = described(card(gib))
    assert first == f"RTX, {gib} GiB."
    assert words in second
