"""`svd-desktop plan` says what a render would need, and which settings fit."""

from __future__ import annotations

import json

import pytest

from svd_desktop.backends import describe as module
from svd_desktop.core.errors import SvdError
from svd_desktop.core.request import RUNGS
from svd_desktop.models.costs import known_costs
from svd_desktop.models.resources import resource

MEMORY = {"name": "cuda:0", "precision": "fp16", "free_bytes": 6 * 2**30, "ram_bytes": 2**35,
          "has_context": True}  # fmt: skip


@pytest.fixture
def engine(monkeypatch):
    """Answers in the engine's place; the questions asked."""
    asked: list[tuple] = []

    def answers(found):
        def describe(device="auto", folder=None, kept=None):
            asked.append((device, folder))
            return found

        monkeypatch.setattr("svd_desktop.cli.plan.describe_engine", describe)
        return asked

    return answers


@pytest.mark.parametrize("size", ["much", "-8GiB", "0", "8TiB"])
def test_what_is_no_size_of_memory_is_refused(run, size):
    answer = run("plan", f"--vram={size}")
    assert answer.status == 2
    assert "is not a size such as 8GiB" in answer.err


def test_a_card_too_small_is_status_5_with_an_offer(run):
    answer = run("plan", "--model", "svd-xt", "--vram", "3GiB", "--json")
    assert answer.status == 5
    (planned,) = answer.events
    assert planned["fits"] is False
    assert planned["offers"][0]["width"] == 896


def test_an_unknown_model_is_status_4(run):
    assert run("plan", "--model", "svd-9", "--vram", "8GiB").status == 4


def test_a_value_out_of_range_is_status_2(run):
    assert run("plan", "--vram", "8GiB", "--size", "100x100").status == 2


def test_an_engine_that_does_not_start_is_told(run, monkeypatch):
    monkeypatch.setattr(module, "program", lambda: ["/nowhere"])
    answer = run("plan")
    assert answer.status == 1
    assert "torch does not start" in answer.err


def test_a_device_that_is_not_there_is_told(run, engine):
    engine({"error": SvdError("device", "No such device.", "Use cpu.").reason.to_json()})
    answer = run("plan", "--device", "cuda:7")
    assert answer.status == 1
    assert "No such device. Use cpu." in answer.err


@pytest.mark.parametrize(("size", "rung"), [("4", "streamed-chunked-split"), ("24 GB", "resident")])
def test_a_card_of_any_size_is_planned_for_without_torch(run, size, rung):
    answer = run("plan", "--model", "svd-xt", "--vram", size, "--json")
    assert answer.status == 0
    (planned,) = answer.events
    assert planned["plan"]["rung"] == rung
    assert [option["rung"] for option in planned["alternatives"]] == list(RUNGS)
    assert max(planned["peaks_bytes"].values()) <= planned["budget_bytes"]


def test_the_device_found_is_planned_for(run, engine):
    asked = engine({"memory": MEMORY})
    answer = run("plan", "--model", "svd-xt", "--device", "cuda:0", "--json")
    assert answer.status == 0
    assert asked == [("cuda:0", None)]
    assert answer.events[0]["device"] == "cuda:0"


def test_a_model_that_is_not_known_is_counted_by_the_engine(run, engine, tmp_path):
    folder = tmp_path / "own"
    for part in ("unet", "vae", "image_encoder"):
        (folder / part).mkdir(parents=True)
    (folder / "unet" / "config.json").write_text(json.dumps({"num_frames": 14}))
    (folder / "model_index.json").write_text("{}")
    costs = known_costs(resource("svd_mini"))
    asked = engine({"memory": MEMORY, "costs": costs.to_json()})
    assert run("plan", "--model", folder, "--json").status == 0
    assert asked == [("auto", folder)]


def test_the_guides_settings_are_planned_as_it_has_them(run):
    answer = run("plan", "--settings", "guide-low-memory", "--vram", "12", "--json")
    planned = answer.events[0]["plan"]
    assert (planned["rung"], planned["decode_chunk"]) == ("offload-chunked", 2)


def test_for_people_it_is_a_sentence_and_a_table(run):
    answer = run("plan", "--model", "svd-xt", "--vram", "8GiB")
    first, *_, last = answer.out.splitlines()
    assert first.startswith("Fits: offload, chunked and split, decode 4 at a time: 5.5 of 6.0 GiB.")
    assert last.startswith("streamed-chunked-split")
    assert "(chosen)" in answer.out
