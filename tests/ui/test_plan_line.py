"""The plan in words, the ladder, and offers that can be taken with one click."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from svd_desktop.app.clip_settings import ClipSettings
from svd_desktop.app.memory_sampler import MemorySampler
from svd_desktop.app.planning import Planning
from svd_desktop.core.errors import Reason
from svd_desktop.core.memory import GIB, DeviceMemory
from svd_desktop.core.request import RUNGS
from svd_desktop.models.costs import known_costs
from svd_desktop.ui.plan_line import PlanLine
from tests.fakes import settings_of_svd_xt


@pytest.fixture
def settings(qapp: object) -> ClipSettings:
    return settings_of_svd_xt()


@pytest.fixture
def planning(settings: ClipSettings) -> Planning:
    """With the costs known and no thread: a test says what the device is."""
    planning = Planning(settings, MemorySampler(settings), lambda **how: {}, settings)
    planning._costs["svd-xt"] = known_costs(settings.model.folder)
    return planning


@pytest.fixture
def line(planning: Planning, settings: ClipSettings, qtbot: QtBot) -> PlanLine:
    line = PlanLine(planning, settings)
    qtbot.addWidget(line)
    line.show()
    return line


def card(planning: Planning, gib: float, name: str = "cuda:0") -> None:
    planning.device = DeviceMemory(name, "fp16", int(gib * GIB), 32 * GIB, teraflops=0.1)
    planning._plan()


def rungs(line: PlanLine) -> dict[str, str]:
    line.fill_menu()
    return {a.data(): a.text() for a in line.menu.actions() if not a.isSeparator()}


def choose(line: PlanLine, rung: str) -> None:
    line.fill_menu()
    next(action for action in line.menu.actions() if action.data() == rung).trigger()


def test_while_the_device_is_looked_at_it_says_so_and_then_what_fits(
    line: PlanLine, planning: Planning
) -> None:
    assert line.text.text() == "Looking at the device…"
    card(planning, 24)
    assert line.text.text().startswith("Fits: ")
    assert not line.warning.isVisible()
    assert not any(button.isVisible() for button in line.offers)


def test_a_device_that_cannot_be_asked_is_planned_for_when_it_renders(
    line: PlanLine, planning: Planning
) -> None:
    planning.problem = Reason("device", "torch does not start.", "Install it again.")
    planning._plan()
    assert line.text.text() == "Planned when it renders."
    assert "torch does not start" in line.text.toolTip()


def test_the_ladder_has_every_rung_with_its_peak(line: PlanLine, planning: Planning) -> None:
    assert list(rungs(line)) == ["auto", *RUNGS]
    card(planning, 14)
    told = rungs(line)
    assert list(told) == ["auto", *RUNGS]
    assert told["resident"].endswith("does not fit")
    assert told["streamed-chunked-split"].endswith("GiB, fits")


def test_on_a_processor_only_what_makes_a_difference_is_on_the_ladder(
    line: PlanLine, planning: Planning
) -> None:
    card(planning, 64, "cpu")
    assert list(rungs(line)) == ["auto", "resident", "resident-chunked"]
    assert "Expect about " in line.remarks.text()


def test_a_rung_that_does_not_fit_may_be_chosen_and_is_warned_of(
    line: PlanLine, planning: Planning, settings: ClipSettings
) -> None:
    card(planning, 10)
    choose(line, "resident")
    planning._plan()
    assert settings.computing.memory == "resident"
    assert line.ladder.text() == "Resident"
    assert line.warning.isVisible()
    assert line.warning.text().startswith("Does not fit: resident")
    choose(line, "auto")
    planning._plan()
    assert not line.warning.isVisible()


def test_an_offer_is_taken_with_a_click(
    line: PlanLine, planning: Planning, settings: ClipSettings
) -> None:
    card(planning, 3)
    assert line.warning.text().endswith("This fits:")
    size, _ = line.offers
    assert size.isVisible()
    assert size.text() == "896x512, 25 frames"
    size.click()
    planning._plan()
    assert (settings.value("width"), settings.value("height")) == (896, 512)
    assert not line.warning.isVisible()


def test_where_nothing_fits_it_says_that_too(line: PlanLine, planning: Planning) -> None:
    card(planning, 0.5)
    assert line.warning.text().endswith("No smaller clip fits either.")


def test_the_words_follow_the_settings(
    line: PlanLine, planning: Planning, settings: ClipSettings, qtbot: QtBot
) -> None:
    card(planning, 24)
    before = line.text.text()
    settings.set("decode_chunk", 2)
    qtbot.waitUntil(differs(line, before))
    assert "decode 2 at a time" in line.text.text()


def differs(line: PlanLine, before: str) -> Callable[[], bool]:
    return lambda: line.text.text() != before
