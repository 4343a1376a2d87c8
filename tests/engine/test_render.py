"""A whole job in this process: every way memory, values or the process may fail it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from diffusers import StableVideoDiffusionPipeline

from svd_desktop.core.events import (
    Cancelled,
    Failed,
    Finished,
    Paused,
    Preview,
    Progress,
    Started,
)
from svd_desktop.core.events import SteppedDown as Down
from svd_desktop.core.request import Computing
from svd_desktop.core.takes import MASTER
from svd_desktop.engine import loading
from svd_desktop.engine import render as module
from svd_desktop.engine.checkpoints import (
    in_precision,
    load_checkpoint,
    save_conditioning,
    save_latents,
)
from svd_desktop.engine.faults import VARIABLE
from svd_desktop.engine.render import Engine
from svd_desktop.engine.wishes import Wishes
from svd_desktop.media.framing import frame
from svd_desktop.media.images import open_image
from svd_desktop.media.masters import read_frames
from svd_desktop.media.takes import read_take
from svd_desktop.models.resources import resource

SAMPLE = resource("samples", "rocket.jpg")


@pytest.fixture(scope="module")
def engine():
    """One engine for all, which keeps its model: a test that changes it says so."""
    made = Engine(Wishes())
    yield made
    if made._lock:
        made._lock.release()


@pytest.fixture
def faults(monkeypatch):
    return lambda text: monkeypatch.setenv(VARIABLE, text)


def frames_of(event: Finished) -> np.ndarray:
    return np.stack(list(read_frames(Path(event.take) / MASTER)))


def run(engine: Engine, order) -> list:
    return list(engine.render(order))


def paused_after(engine: Engine, order, step: int):
    """Renders until a pause after `step`; returns the last event and the checkpoint it left."""
    for event in engine.render(order):
        if isinstance(event, Progress) and (event.stage, event.step) == ("denoise", step):
            engine._wishes.add(order.job, "pause")
    engine._wishes.forget(order.job)
    return event, load_checkpoint(Path(order.hidden), torch.device("cpu"))


def wished(engine: Engine, order, wish, at: tuple[str, int]) -> list:
    """Renders with a wish that comes at this stage and step."""
    events = []
    for event in engine.render(order):
        events.append(event)
        if isinstance(event, Progress) and (event.stage, event.step) == at:
            engine._wishes.add(order.job, wish)
    engine._wishes.forget(order.job)
    return events


@pytest.mark.parametrize("stage", ["load", "encode", "denoise:0", "denoise:2"])
def test_out_of_memory_before_the_decode_asks_for_a_fresh_process_one_rung_down(
    engine, mini_order, faults, stage
):
    faults(f"oom@{stage}")
    *_, last = run(engine, mini_order())
    assert isinstance(last, Down)
    assert last.rung == "resident-chunked"
    assert "Ran out of memory as resident and went on as resident-chunked" in last.note


def test_the_fresh_one_goes_on_from_the_last_step_and_the_take_says_so(engine, mini_order, faults):
    whole = run(engine, mini_order("whole", computing=Computing(memory="resident-chunked")))[-1]
    order = mini_order("stepped")
    faults("oom@denoise:2/resident")
    down = run(engine, order)[-1]
    events = run(engine, order.stepped_down(down))
    steps = [e.step for e in events if isinstance(e, Progress) and e.stage == "denoise"]
    assert steps == [2, 3]
    finished = events[-1]
    assert isinstance(finished, Finished)
    take = read_take(Path(finished.take))
    assert take.plan["rung"] == "resident-chunked"
    assert "Ran out of memory as resident" in take.note
    assert "Steps up to 2 were made with another memory plan." in take.note
    apart = np.abs(frames_of(finished).astype(int) - frames_of(whole))
    assert apart.max() <= 1


def test_on_the_last_rung_it_fails_with_what_was_needed_and_what_would_do(
    engine, mini_order, faults
):
    faults("oom@denoise:1")
    order = mini_order(computing=Computing(memory="resident-chunked"))
    *_, last = run(engine, order)
    assert isinstance(last, Failed)
    assert last.reason.kind == "memory"
    assert last.reason.message.startswith("Memory ran out on cpu, where")
    assert "Close other programs" in last.reason.remedy


def test_out_of_memory_while_decoding_halves_the_chunk_and_denoises_nothing_again(
    engine, mini_order, faults
):
    halved = run(engine, mini_order("halved", decode_chunk=2))[-1]
    faults("oom@decode:0")
    events = run(engine, mini_order())
    steps = [e.step for e in events if isinstance(e, Progress) and e.stage == "denoise"]
    assert steps == [0, 1, 2, 3]
    finished = events[-1]
    take = read_take(Path(finished.take))
    assert take.plan["decode_chunk"] == 2
    assert take.note == "Decoded 2 frames at a time instead of 4."
    assert np.array_equal(frames_of(finished), frames_of(halved))


def test_decoding_one_frame_at_a_time_without_memory_steps_down(engine, mini_order, faults):
    faults("oom@decode:0")
    *_, last = run(engine, mini_order(decode_chunk=1))
    assert isinstance(last, Down)


def test_no_black_clip_is_ever_published(engine, mini_order, faults):
    faults("nan@decode:0")
    order = mini_order()
    *_, last = run(engine, order)
    assert isinstance(last, Failed)
    assert last.reason.kind == "device"
    assert "not numbers from frame 1 on" in last.reason.message
    assert not Path(order.target).exists()


def test_out_of_memory_while_writing_begins_the_master_anew(engine, mini_order, faults):
    faults("oom@write")
    order = mini_order()
    *_, last = run(engine, order)
    assert isinstance(last, Finished)
    assert len(frames_of(last)) == order.request.frames


def test_a_picture_that_encodes_to_no_numbers_leaves_no_checkpoint(engine, mini_order, faults):
    faults("nan@encode")
    order = mini_order()
    *_, last = run(engine, order)
    assert isinstance(last, Failed)
    assert last.reason.message == "Encoding the picture gave values that are not numbers."
    faults("")
    assert isinstance(run(engine, order)[-1], Finished), "the same job can be tried again"


def test_values_that_are_not_numbers_stop_the_steps_at_once(engine, mini_order, faults):
    faults("nan@denoise:1")
    *before, last = run(engine, mini_order())
    assert isinstance(last, Failed)
    assert last.reason.message == "Step 2 of 3 gave values that are not numbers."
    steps = [e.step for e in before if isinstance(e, Progress) and e.stage == "denoise"]
    assert steps == [0, 1]


def test_a_clip_that_cannot_fit_fails_before_anything_is_loaded(engine, mini_order, monkeypatch):
    real = module.device_memory
    monkeypatch.setattr(
        module, "device_memory", lambda device: module.replace(real(device), free_bytes=2**20)
    )
    events = run(engine, mini_order())
    assert isinstance(events[-1], Failed)
    assert events[-1].reason.kind == "memory"
    assert not any(isinstance(event, Progress) for event in events)


@pytest.mark.parametrize("step", [1, 2, 3])
def test_a_pause_after_any_step_changes_no_bit(engine, mini_order, step):
    whole = run(engine, mini_order("whole"))[-1]
    order = mini_order("paused")
    event, _ = paused_after(engine, order, step)
    assert event == Paused(order.job, step)
    finished = run(engine, order)[-1]
    assert read_take(Path(finished.take)).note == ""
    assert np.array_equal(frames_of(finished), frames_of(whole))


RUNGS = ["resident-chunked", "offload", "offload-chunked-split", "streamed-chunked-split"]


@pytest.mark.parametrize("rung", RUNGS)
def test_every_rung_gives_the_same_clip(engine, mini_order, rung):
    plain = run(
        engine, mini_order("plain", max_guidance=2.0, computing=Computing(memory="resident"))
    )
    other = run(engine, mini_order("other", max_guidance=2.0, computing=Computing(memory=rung)))
    started = next(event for event in other if isinstance(event, Started))
    assert started.plan["plan"]["rung"] == rung
    apart = np.abs(frames_of(plain[-1]).astype(int) - frames_of(other[-1]))
    assert apart.max() <= 1


def test_the_plan_is_what_is_done(engine, mini_order, monkeypatch):
    done = {}
    real, real_chunk = module.denoise, module.set_feed_forward_chunk

    def denoise(*arguments, split):
        done["split"] = split
        return real(*arguments, split=split)

    def set_chunk(unet, chunk):
        done["chunk"] = chunk
        real_chunk(unet, chunk)

    monkeypatch.setattr(module, "denoise", denoise)
    monkeypatch.setattr(module, "set_feed_forward_chunk", set_chunk)
    monkeypatch.setattr(module.Accelerator, "limit", lambda self, limit: done.update(limit=limit))
    rung = Computing(memory="offload-chunked-split")
    assert isinstance(run(engine, mini_order(computing=rung))[-1], Finished)
    assert done["split"] is True
    assert done["chunk"] == 2
    assert done["limit"] > 0


def test_a_checkpoint_of_another_precision_goes_on_and_the_take_says_so(engine, mini_order):
    order = mini_order()
    _, left = paused_after(engine, order, 2)
    hidden = Path(order.hidden)
    halved = in_precision(left, torch.float16)
    save_conditioning(hidden, halved.conditioning)
    save_latents(hidden, 2, halved.latents, {**left.made_with, "device": "A card"}, "Before.")
    finished = run(engine, order)[-1]
    note = read_take(Path(finished.take)).note
    assert note == "Before. Steps up to 2 were made with another device."


def test_a_job_that_goes_on_keeps_its_decode_chunk_while_that_fits(engine, mini_order):
    order = mini_order(decode_chunk=None)
    _, left = paused_after(engine, order, 1)
    hidden = Path(order.hidden)
    left.made_with["plan"]["decode_chunk"] = 3
    save_latents(hidden, 1, left.latents, left.made_with)
    take = read_take(Path(run(engine, order)[-1].take))
    assert (take.plan["decode_chunk"], take.note) == (3, "")


def test_memory_that_runs_out_in_the_load_itself_steps_down(mini_order, monkeypatch):
    def full(*arguments, **named):
        raise torch.OutOfMemoryError("no room")

    monkeypatch.setattr(loading.UNetSpatioTemporalConditionModel, "from_pretrained", full)
    fresh = Engine(Wishes())
    *_, last = run(fresh, mini_order())
    fresh._lock.release()
    assert isinstance(last, Down)


def test_an_incomplete_model_is_told_before_anything_is_counted(engine, mini_order, tmp_path):
    (tmp_path / "model_index.json").write_text("{}")
    order = replace(mini_order(), model_folder=str(tmp_path))
    *_, last = run(engine, order)
    assert isinstance(last, Failed)
    assert last.reason.kind == "model"


def test_exact_is_the_pipelines_clip_to_the_bit(engine, mini_order):
    asked = mini_order(max_guidance=2.0, computing=Computing(exact=True)).request
    picture = frame(open_image(SAMPLE, "#000000"), asked.width, asked.height, asked.framing)
    pipeline = StableVideoDiffusionPipeline.from_pretrained(resource("svd_mini"))
    pipeline.set_progress_bar_config(disable=True)
    theirs = pipeline(
        picture, asked.height, asked.width, asked.frames, asked.steps,
        max_guidance_scale=2.0, fps=asked.fps, motion_bucket_id=asked.motion_bucket_id,
        noise_aug_strength=asked.noise_aug_strength, decode_chunk_size=asked.decode_chunk,
        generator=torch.manual_seed(asked.seed),
    ).frames[0]  # fmt: skip
    for exact, most in ((True, 0), (False, 1)):
        order = mini_order(f"exact {exact}", max_guidance=2.0, computing=Computing(exact=exact))
        apart = frames_of(run(engine, order)[-1]).astype(int) - np.stack(theirs)
        assert np.abs(apart).max() <= most


@pytest.mark.parametrize("wish", ["cancel", "pause"])
def test_a_wish_between_decode_chunks_is_seen(engine, mini_order, wish):
    order = mini_order(decode_chunk=2)
    events = wished(engine, order, wish, at=("decode", 2))
    assert isinstance(events[-1], Cancelled if wish == "cancel" else Paused)
    assert events[-2].step == 2, "no other chunk was decoded"
    assert not Path(order.target).exists()


@pytest.mark.parametrize("at", [("decode", 4), ("write", 0)])
def test_a_cancel_while_the_last_chunk_decodes_or_is_written_publishes_nothing(
    engine, mini_order, at
):
    order = mini_order()
    assert isinstance(wished(engine, order, "cancel", at)[-1], Cancelled)
    assert not Path(order.target).exists()


def test_a_pause_once_all_is_decoded_throws_nothing_away(engine, mini_order):
    order = mini_order()
    assert isinstance(wished(engine, order, "pause", at=("decode", 4))[-1], Finished)


def test_previews_come_while_the_steps_run(engine, mini_order):
    assert any(isinstance(event, Preview) for event in engine.render(mini_order()))
