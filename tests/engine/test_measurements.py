"""What was measured is kept, believed within reason, and never in a render's way."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from svd_desktop.core.memory import DeviceMemory, plan
from svd_desktop.engine.measurements import corrections_for, remember
from svd_desktop.models.costs import known_costs
from svd_desktop.models.resources import resource

CARD = DeviceMemory("cuda:0", "fp16", 8 * 2**30, 2**35, hardware="A card")


@pytest.fixture
def finished(tmp_path, mini_order):
    """Notes a render that needed `times` what was predicted; returns its order."""
    order = mini_order()
    planned = plan(order.request, CARD, known_costs(resource("svd_mini")))

    def note(times: float = 1.1, counts_peaks: bool = True):
        peaks = {stage: int(peak * times) for stage, peak in planned.chosen.peaks.items()}
        meter = SimpleNamespace(peak_bytes=peaks, counts_peaks=counts_peaks, seconds_a_step=2.5)
        remember(tmp_path, order, planned, meter)
        return order

    return note


def test_a_file_that_is_broken_counts_as_none(tmp_path, mini_order):
    (tmp_path / "measured.json").write_text("[")
    assert corrections_for(tmp_path, mini_order(), CARD).peaks == {}


def test_a_disk_that_cannot_be_written_costs_nothing(tmp_path, finished):
    (tmp_path / "measured.json").mkdir()
    finished()


def test_what_was_measured_comes_back_for_the_same_card_rung_and_size(tmp_path, finished):
    order = finished()
    found = corrections_for(tmp_path, order, CARD)
    assert found.seconds_a_step == 2.5
    assert found.peaks[("resident", "denoise")] == pytest.approx(1.1, abs=0.01)


def test_another_card_learns_nothing_from_it(tmp_path, finished):
    other = DeviceMemory("cuda:0", "fp16", 8 * 2**30, 2**35, hardware="Another card")
    found = corrections_for(tmp_path, finished(), other)
    assert (found.peaks, found.seconds_a_step) == ({}, None)


@pytest.mark.parametrize(("times", "believed"), [(9.0, 1.5), (0.1, 0.8)])
def test_a_measure_far_off_is_not_believed(tmp_path, finished, times, believed):
    found = corrections_for(tmp_path, finished(times), CARD)
    assert found.peaks[("resident", "decode")] == believed


def test_a_device_that_counts_no_peaks_teaches_seconds_alone(tmp_path, finished):
    found = corrections_for(tmp_path, finished(counts_peaks=False), CARD)
    assert (found.peaks, found.seconds_a_step) == ({}, 2.5)


def test_a_corrected_plan_is_measured_against_its_first_prediction(tmp_path, mini_order):
    order = mini_order()
    corrected = {("resident", "denoise"): 1.1}
    planned = plan(order.request, CARD, known_costs(resource("svd_mini")), corrected)
    meter = SimpleNamespace(
        peak_bytes=dict(planned.chosen.peaks), counts_peaks=True, seconds_a_step=2.5
    )
    remember(tmp_path, order, planned, meter)
    found = corrections_for(tmp_path, order, CARD)
    assert found.peaks[("resident", "denoise")] == pytest.approx(1.1, abs=0.01)
