"""The plan follows the settings and the memory that is free, without torch in this process."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from svd_desktop.app import plan_words
from svd_desktop.app.clip_settings import ClipSettings
from svd_desktop.app.memory_sampler import MemorySampler, Sample
from svd_desktop.app.planning import Planning
from svd_desktop.core.errors import Reason, SvdError
from svd_desktop.core.memory import GIB
from tests.fakes import settings_of_svd_xt

CARD = {"name": "cuda:0", "precision": "fp16", "free_bytes": 16 * GIB, "ram_bytes": 32 * GIB,
        "has_context": True}  # fmt: skip
Start = Callable[..., Planning]


@pytest.fixture
def settings(qapp: object) -> ClipSettings:
    return settings_of_svd_xt()


@pytest.fixture
def sampler(qapp: object) -> MemorySampler:
    return MemorySampler()  # never started: a test says what it read


@pytest.fixture
def start(settings: ClipSettings, sampler: MemorySampler, tmp_path: Path) -> Iterator[Start]:
    started: list[Planning] = []

    def start_one(describe: Callable[..., dict[str, Any]] | None) -> Planning:
        planning = Planning(settings, sampler, describe)
        planning.start()
        planning.ask(tmp_path)
        started.append(planning)
        return planning

    yield start_one
    for planning in started:
        planning.shut()
        planning.wait()


def says(memory: dict[str, Any]) -> Callable[..., dict[str, Any]]:
    return lambda *asked, began: {"memory": memory}


def planned(planning: Planning, qtbot: QtBot) -> Planning:
    qtbot.waitUntil(lambda: planning.planned is not None)
    return planning


def test_the_sentence_is_the_issues(start: Start, settings: ClipSettings, qtbot: QtBot) -> None:
    settings.set("decode_chunk", 8)
    planning = planned(start(says({**CARD, "free_bytes": 80 * GIB})), qtbot)
    sentence = plan_words.sentence(planning.planned)
    assert sentence.replace("\u00a0", " ").startswith("Fits: resident, decode 8 at a time: ")
    assert sentence.replace("\u00a0", " ").endswith(" of 63.8 GiB.")


def test_the_plan_follows_the_settings(start: Start, settings: ClipSettings, qtbot: QtBot) -> None:
    settings.set("decode_chunk", 1)
    planning = planned(start(says(CARD)), qtbot)
    before = planning.planned.chosen.peak
    settings.set("width", 512)
    qtbot.waitUntil(lambda: planning.planned.chosen.peak < before)
    settings.set_computing(memory="streamed-chunked")
    qtbot.waitUntil(lambda: planning.planned.plan.rung == "streamed-chunked")


def test_many_changes_at_once_are_planned_once(
    start: Start, settings: ClipSettings, qtbot: QtBot
) -> None:
    planning = planned(start(says(CARD)), qtbot)
    told: list[None] = []
    planning.changed.connect(lambda: told.append(None))
    for width in range(512, 1024, 64):
        settings.set("width", width)
    qtbot.waitUntil(lambda: bool(told))
    assert len(told) == 1


def test_what_the_card_has_free_changes_the_plan(
    start: Start, sampler: MemorySampler, qtbot: QtBot
) -> None:
    planning = planned(start(says(CARD)), qtbot)
    sampler._keep(Sample(True, 16 * GIB, ours=4 * GIB, others=10 * GIB, ram_free=20 * GIB))
    qtbot.waitUntil(lambda: planning.device.free_bytes == 6 * GIB)
    assert not planning.device.has_context  # what ours holds, a context too, is the next job's
    qtbot.waitUntil(lambda: planning.planned.device == planning.device)


def test_a_few_megabytes_are_no_news(start: Start, sampler: MemorySampler, qtbot: QtBot) -> None:
    planning = planned(start(says({**CARD, "has_context": False})), qtbot)
    sampler._keep(Sample(True, 16 * GIB, ours=0, others=GIB // 8, ram_free=20 * GIB))
    assert planning.device.free_bytes == 16 * GIB


def test_the_main_memory_says_nothing_of_a_card(
    start: Start, sampler: MemorySampler, qtbot: QtBot
) -> None:
    planning = planned(start(says(CARD)), qtbot)
    sampler._keep(Sample(False, 64 * GIB, ours=0, others=60 * GIB, ram_free=4 * GIB))
    assert planning.device.free_bytes == 16 * GIB


def test_what_does_not_fit_has_offers_that_do(
    start: Start, settings: ClipSettings, qtbot: QtBot
) -> None:
    settings.set_computing(memory="resident")
    settings.set("decode_chunk", 25)
    planning = planned(start(says({**CARD, "free_bytes": 4 * GIB})), qtbot)
    assert not planning.planned.fits
    offer = planning.planned.offers[0]
    planning.take(offer)
    qtbot.waitUntil(lambda: planning.planned.fits)
    (request,) = settings.requests([Path("a.png")])
    assert (request.width, request.height) == (offer.width, offer.height)


def test_on_a_processor_the_hours_of_a_real_model_are_told(
    start: Start, settings: ClipSettings, qtbot: QtBot
) -> None:
    cpu = {"name": "cpu", "precision": "fp32", "free_bytes": 64 * GIB, "ram_bytes": 64 * GIB,
           "teraflops": 0.2}  # fmt: skip
    planning = planned(start(says(cpu)), qtbot)
    (remark,) = plan_words.remarks(planning.planned, 25)
    assert re.fullmatch(r"Expect about \d+ h \d+ min a clip on this processor\.", remark)


def test_what_was_found_is_told_whole_to_whoever_wants_to_know(start: Start, qtbot: QtBot) -> None:
    found = {"memory": CARD, "vram_bytes": 16 * GIB, "torch": "2.6"}
    asked: list[tuple[object, ...]] = []

    def describe(*question: object, began: object) -> dict[str, Any]:
        asked.append(question)
        return found

    planning = start(describe)
    with qtbot.waitSignal(planning.described):
        assert planning.description is None
    assert planning.description == found
    assert asked == [()], "one process of torch's"


@pytest.mark.parametrize(
    "describe",
    [
        lambda *asked, began: {"error": Reason("device", "No such device.").to_json()},
        lambda *asked, began: (_ for _ in ()).throw(SvdError("device", "No such device.")),
    ],
)
def test_where_torch_does_not_start_the_reason_is_kept_and_no_plan_made(
    start: Start, describe: Callable[..., dict[str, Any]], qtbot: QtBot
) -> None:
    planning = start(describe)
    qtbot.waitUntil(lambda: planning.problem is not None)
    assert planning.problem.message == "No such device."
    assert planning.planned is None
    assert not planning.is_asking


def test_a_model_that_was_never_counted_is_counted_by_the_engine(
    start: Start, settings: ClipSettings, qtbot: QtBot, tmp_path: Path
) -> None:
    planning = planned(start(says(CARD)), qtbot)
    costs = planning._costs["svd-xt"]
    own = replace(settings.model, name="own", folder=tmp_path / "own")
    settings.models = {**settings.models, "own": own}
    asked: list[tuple[object, ...]] = []

    def describe(*arguments: object, began: object) -> dict[str, Any]:
        asked.append(arguments)
        return {"costs": costs.to_json()}

    planning._describe = describe
    settings.set_model("own")
    qtbot.waitUntil(lambda: planning.planned is not None and bool(asked))
    assert asked == [("auto", tmp_path / "own", tmp_path)]


def test_closing_ends_the_process_that_was_asked(start: Start, qtbot: QtBot) -> None:
    begun: list[subprocess.Popen[str]] = []

    def describe(*asked: object, began: Callable[..., None]) -> dict[str, Any]:
        command = [sys.executable, "-c", "import time; time.sleep(60)"]
        with subprocess.Popen(command, text=True) as process:
            begun.append(process)
            began(process)
            process.wait()
        raise SvdError("device", "It ended.")

    planning = start(describe)
    qtbot.waitUntil(lambda: planning._process is not None)
    planning.shut()
    assert planning.wait(5000)
    assert begun[0].returncode != 0
    assert planning.problem is None  # nobody is left to be told


def test_at_rest_nothing_is_known_and_a_late_answer_is_not_heard(
    start: Start, settings: ClipSettings, qtbot: QtBot, tmp_path: Path
) -> None:
    asked, answer = Event(), Event()

    def describe(*question: object, began: object) -> dict[str, Any]:
        asked.set()
        answer.wait()
        return {"memory": CARD}

    planning = start(describe)
    qtbot.waitUntil(asked.is_set)
    planning.rest()
    answer.set()
    assert not planning.is_asking
    planning.ask(tmp_path)  # which answers after the first one
    planned(planning, qtbot)
    with qtbot.waitSignal(planning.changed):
        planning.rest()
    assert (planning.planned, planning.description, planning.problem) == (None, None, None)


def test_a_process_that_was_asked_ends_when_the_engine_is_changed(
    start: Start, qtbot: QtBot
) -> None:
    begun: list[subprocess.Popen[str]] = []

    def describe(*asked: object, began: Callable[..., None]) -> dict[str, Any]:
        command = [sys.executable, "-c", "import time; time.sleep(60)"]
        with subprocess.Popen(command, text=True) as process:
            began(process)
            process.wait()
            begun.append(process)
        raise SvdError("device", "It ended.")

    planning = start(describe)
    qtbot.waitUntil(lambda: planning._process is not None)
    planning.rest()
    qtbot.waitUntil(lambda: bool(begun))
    assert begun[0].returncode != 0
    assert planning.problem is None


def test_a_model_that_could_not_be_counted_is_counted_when_there_is_an_engine(
    start: Start, settings: ClipSettings, qtbot: QtBot, tmp_path: Path
) -> None:
    def refuse(*asked: object, began: object) -> dict[str, Any]:
        raise SvdError("device", "torch does not start.")

    planning = start(refuse)
    qtbot.waitUntil(lambda: planning.problem is not None)
    costs = planning._costs["svd-xt"]
    own = replace(settings.model, name="own", folder=tmp_path / "own")
    settings.models = {**settings.models, "own": own}
    with qtbot.waitSignal(planning._counted):
        settings.set_model("own")
    planning._describe = lambda *asked, began: {"costs": costs.to_json(), "memory": CARD}
    planning.ask(tmp_path)
    planned(planning, qtbot)
    assert planning.problem is None


def test_a_plan_takes_less_than_five_milliseconds(
    start: Start, settings: ClipSettings, qtbot: QtBot
) -> None:
    """The longest is one that does not fit: offers are looked for."""
    planning = planned(start(says({**CARD, "free_bytes": 3 * GIB})), qtbot)
    seconds = []
    for width in range(512, 1024, 64):
        settings.set("width", width)
        begun = time.perf_counter()
        planning._plan()
        seconds.append(time.perf_counter() - begun)
    assert sorted(seconds)[len(seconds) // 2] < 0.005
