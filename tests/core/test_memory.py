"""The ladder: which rung a request gets on which device, and what is said about it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from svd_desktop.core.memory import (
    FRAGMENTATION,
    GIB,
    DeviceMemory,
    feed_forward_chunk,
    ladder,
    next_rung,
    plan,
    residency_of,
    smaller_than,
)
from svd_desktop.core.request import RUNGS, Computing
from svd_desktop.models.catalogue import embedded, published
from svd_desktop.models.costs import known_costs
from tests.made import request

XT = published()["svd-xt"]
SVD = known_costs(XT.folder)
MINI = known_costs(embedded()["svd-mini"].folder)
FULL = request(width=1024, height=576, frames=25, steps=25)


def card(gib: float, **changes) -> DeviceMemory:
    return replace(DeviceMemory("cuda:0", "fp16", int(gib * GIB), 32 * GIB), **changes)


def cpu(gib: float, **changes) -> DeviceMemory:
    return replace(DeviceMemory("cpu", "fp32", int(gib * GIB), int(gib * GIB)), **changes)


def by(rung: str):
    return FULL.with_(computing=Computing(memory=rung))


def test_what_fits_nowhere_is_said_with_the_largest_size_that_would():
    planned = plan(FULL, card(3), SVD)
    assert not planned.fits
    assert planned.plan.rung == RUNGS[-1]
    (offer,) = planned.offers
    assert (offer.width, offer.height, offer.frames) == (896, 512, 25)
    assert planned.sentence == (
        "Does not fit: streamed, chunked and split, decode 1 at a time needs 2.4 of 2.0 GiB. "
        "What fits: 896x512 with 25 frames."
    )


def test_every_offer_fits_when_it_is_taken():
    for gib in (2.0, 2.4, 2.8, 3.0):
        for offer in plan(FULL, card(gib), SVD).offers:
            smaller = FULL.with_(width=offer.width, height=offer.height, frames=offer.frames)
            taken = plan(smaller, card(gib), SVD)
            assert taken.fits
            assert taken.plan.rung == offer.rung


def test_a_device_too_small_for_anything_gets_no_offer():
    planned = plan(FULL, card(0.6), SVD)
    assert planned.offers == ()
    assert planned.sentence.endswith("No smaller clip fits either.")


def test_a_manual_choice_that_does_not_fit_stays_and_is_warned_of():
    planned = plan(by("resident"), card(8), SVD)
    assert planned.plan.rung == "resident"
    assert not planned.fits
    assert planned.sentence.startswith("Does not fit: resident, decode 1 at a time needs 11.9 of")


@pytest.mark.parametrize(
    ("gib", "rung", "decode_chunk"),
    [
        (4, "streamed-chunked-split", 1), (6, "streamed-chunked-split", 3),
        (8, "offload-chunked-split", 4), (10, "offload-chunked", 5), (12, "resident-chunked", 3),
        (16, "resident", 6), (24, "resident", 10), (48, "resident", 25),
    ],
)  # fmt: skip
def test_a_card_gets_the_fastest_rung_that_fits(gib, rung, decode_chunk):
    planned = plan(FULL, card(gib), SVD)
    assert planned.fits
    assert planned.plan.rung == rung
    assert planned.plan.decode_chunk == decode_chunk
    assert planned.chosen.peak <= planned.device.budget_bytes
    faster = planned.options[: RUNGS.index(rung)]
    assert not any(option.fits for option in faster)


def test_the_full_clip_lives_on_four_gibibytes():
    planned = plan(FULL, card(4), SVD)
    assert planned.chosen.peak <= 2.7 * GIB
    assert planned.chosen.peak * FRAGMENTATION + GIB / 2 <= 4 * GIB


def test_peaks_fall_as_the_cards_get_smaller():
    peaks = [plan(FULL, card(gib), SVD).chosen.peak for gib in (48, 24, 16, 12, 10, 8, 6, 4)]
    assert peaks == sorted(peaks, reverse=True)


def test_denoising_needs_less_on_each_rung_of_one_residency():
    options = {option.rung: option.peaks["denoise"] for option in plan(FULL, card(8), SVD).options}
    for residency in ("resident", "offload", "streamed"):
        peaks = [peak for rung, peak in options.items() if residency_of(rung) == residency]
        assert peaks == sorted(peaks, reverse=True)
        assert len(set(peaks)) == len(peaks)


@pytest.mark.parametrize(
    ("rung", "chunk", "least", "most"),
    [  # published, of 25 frames at 1024x576 in fp16
        ("resident", 8, 15_517 * 2**20 * 0.95, 15_517 * 2**20 * 1.05),
        ("offload", 8, 10.8e9, 12 * GIB),
        ("offload-chunked", 2, 0, 8 * GIB),
    ],
)
def test_peaks_agree_with_what_others_measured(rung, chunk, least, most):
    planned = plan(by(rung).with_(decode_chunk=chunk), card(48), SVD)
    assert least <= planned.chosen.peak <= most


def test_a_decode_chunk_asked_for_is_kept():
    assert plan(FULL.with_(decode_chunk=2), card(48), SVD).plan.decode_chunk == 2


def test_without_guidance_splitting_saves_nothing():
    options = plan(FULL.with_(max_guidance=1.0), card(8), SVD).options
    peaks = {option.rung: option.peaks["denoise"] for option in options}
    assert peaks["offload-chunked"] == peaks["offload-chunked-split"]


def test_after_running_out_no_faster_rung_is_taken_whatever_was_asked():
    planned = plan(by("resident"), card(48), SVD, from_rung="offload-chunked")
    assert planned.plan.rung == "offload-chunked"


def test_what_was_measured_corrects_the_plan():
    corrections = {("resident", "denoise"): 1.1}
    assert plan(FULL, card(16), SVD, corrections).plan.rung == "resident-chunked"


def test_a_display_on_windows_and_a_context_not_made_yet_cost_some():
    free = card(8)
    assert card(8, has_context=True).budget_bytes > free.budget_bytes
    assert card(8, windows_display=True).budget_bytes < free.budget_bytes
    assert card(0.1).budget_bytes == 0


def test_streaming_without_enough_ram_pins_as_it_goes():
    planned = plan(by("streamed-chunked"), card(8, ram_bytes=7 * GIB), SVD)
    assert planned.plan.low_cpu_mem_usage
    assert planned.ram_bytes < plan(by("streamed-chunked"), card(8), SVD).ram_bytes


def test_a_cpu_has_only_the_rungs_that_need_no_second_memory():
    planned = plan(request(), cpu(16), MINI)
    assert [option.rung for option in planned.options] == ["resident", "resident-chunked"]
    assert planned.fits
    assert planned.plan.decode_chunk == request().frames


def test_a_real_model_on_a_cpu_says_how_long_it_will_take():
    planned = plan(FULL, cpu(64, teraflops=0.1), SVD)
    assert "Expect about" in planned.sentence
    assert "hours on this processor" in planned.sentence
    assert planned.seconds_a_step == pytest.approx(160 / 0.1, rel=0.2)  # 160 TFLOP are counted


def test_rungs_follow_one_another_to_the_last():
    assert next_rung(card(8), "resident") == "resident-chunked"
    assert next_rung(card(8), RUNGS[-1]) is None
    assert next_rung(cpu(8), "resident-chunked") is None
    assert ladder(card(8)) == RUNGS


def test_the_plan_is_data_for_scripts():
    data = plan(FULL, card(8), SVD).to_json()
    assert {"device", "budget_bytes", "fits", "plan", "peaks_bytes", "weights_bytes",
            "alternatives", "ram_bytes", "sentence"} <= set(data)  # fmt: skip
    assert {"residency", "feed_forward_chunk", "split_guidance", "decode_chunk",
            "precision"} <= set(data["plan"])  # fmt: skip
    assert data["plan"]["residency"] == "offload"
    assert data["plan"]["split_guidance"] is True
    assert data["plan"]["feed_forward_chunk"] == 5
    assert set(data["peaks_bytes"]) == {"encode", "denoise", "decode"}
    assert len(data["alternatives"]) == len(RUNGS)


@pytest.mark.parametrize(
    ("frames", "chunk"), [(25, 5), (14, 2), (16, 4), (24, 4), (60, 6), (13, 1), (2, 1), (1, 1)]
)
def test_feed_forward_chunks_divide_the_frames_and_are_at_most_the_square_root(frames, chunk):
    assert feed_forward_chunk(frames) == chunk


def test_after_the_last_rung_ran_out_smaller_clips_are_offered():
    planned = plan(FULL, card(4), SVD)
    offers = smaller_than(FULL, planned, SVD)
    assert offers
    assert all(o.width * o.height * o.frames < 1024 * 576 * 25 for o in offers)


def test_memory_of_the_computer_that_is_short_is_said():
    sentence = plan(FULL, card(8, ram_bytes=2 * GIB), SVD).sentence
    assert "It takes 5.7 GiB of the computer's memory beside, and 2.0 are free." in sentence


def test_what_was_measured_leaves_the_prediction_as_it_was():
    corrected = plan(FULL, card(48), SVD, {("resident", "decode"): 1.2}).chosen
    again = plan(FULL.with_(decode_chunk=corrected.decode_chunk), card(48), SVD).chosen
    assert corrected.predicted == again.predicted
    assert corrected.peaks["decode"] > again.peaks["decode"]
