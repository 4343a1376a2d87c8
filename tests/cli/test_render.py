"""`svd-desktop render` through a backend that renders at once."""

from __future__ import annotations

import os
import signal
import threading
from fractions import Fraction
from pathlib import Path

import pytest

from svd_desktop.core.errors import Reason
from svd_desktop.core.events import Failed
from svd_desktop.core.jobs import Delivery, JobState
from svd_desktop.core.request import Computing
from svd_desktop.core.settings import Settings
from svd_desktop.library import jobs, preset_files
from svd_desktop.library.database import open_library
from svd_desktop.library.folders import find_folders
from svd_desktop.library.settings_file import save_settings
from svd_desktop.models.catalogue import embedded
from tests.made import picture, request

QUICK = ("--frames", 2, "--size", "64x64", "--steps", 3)
MINI = embedded()["svd-mini"]


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    return picture(tmp_path / "photo.png")


def preset(**changes) -> dict:
    """What the window writes for a preset of the person's own."""
    values = request(**changes).to_json()
    return {name: x for name, x in values.items() if name not in ("source", "seed")}


def on_disk() -> list:
    with open_library(find_folders()) as db:
        return jobs.listed(db)


def test_no_readable_picture_is_status_3(run, backend, tmp_path):
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"\xff\xd8 no more")
    answer = run("render", broken, tmp_path / "missing.jpg", "--json")
    assert answer.status == 3
    assert [event["kind"] for event in answer.events] == ["input", "input"]
    assert [event["source"] for event in answer.events] == [
        str(broken),
        str(tmp_path / "missing.jpg"),
    ]
    assert on_disk() == []


@pytest.mark.parametrize(
    ("preset", "sentence"),
    [
        ("dnxhr-hqx", "DNxHR HQX needs at least 256x120 pixels, not 64x64."),
        ("betamax", "There is no preset 'betamax', or not any more."),
    ],
)
def test_a_preset_that_cannot_be_made_is_refused_before_rendering(
    run, backend, photo, preset, sentence
):
    for command in (("render",), ("queue", "add")):
        answer = run(*command, photo, *QUICK, "--preset", "png", "--preset", preset)
        assert (answer.status, answer.out) == (2, "")
        assert sentence in answer.err
    assert (backend.orders, on_disk()) == ([], [])


def test_a_folder_without_pictures_is_status_3(run, backend, tmp_path):
    (tmp_path / "notes.txt").touch()
    answer = run("render", tmp_path)
    assert answer.status == 3
    assert "There is no picture in what was named." in answer.err


def test_an_unreadable_picture_is_told_and_the_others_are_rendered(run, backend, tmp_path, photo):
    broken = tmp_path / "broken.png"
    broken.write_bytes(b"broken")
    answer = run("render", broken, photo, *QUICK, "--json")
    assert answer.status == 1
    (failed,) = answer.named("failed")
    assert failed["source"] == str(broken)
    assert failed["kind"] == "input"
    assert failed["message"] in answer.err
    assert len(answer.named("finished")) == 1


def test_a_name_that_begins_with_a_tilde_is_a_name(run, backend, tmp_path, monkeypatch):
    picture(tmp_path / "~nobody.png")
    monkeypatch.chdir(tmp_path)
    assert run("render", "~nobody.png", *QUICK).status == 0


def test_a_missing_model_is_status_4(run, backend, photo):
    answer = run("render", photo, "--model", "svd-9")
    assert answer.status == 4
    assert "There is no model called svd-9. Use svd-mini or a folder" in answer.err
    assert on_disk() == []


def test_an_incomplete_model_is_status_4(run, backend, photo, tmp_path):
    backend.answer = lambda order: Failed(
        order.job, Reason("model", "It has no unet.", "Fetch it.")
    )
    answer = run("render", photo, *QUICK, "--json")
    assert answer.status == 4
    assert answer.named("failed")[0]["remedy"] == "Fetch it."


def test_a_folder_that_is_no_model_is_status_4(run, backend, photo, tmp_path):
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "model_index.json").write_text("{}")
    assert run("render", photo, "--model", tmp_path / "model").status == 4


def test_too_little_memory_is_status_5(run, backend, photo):
    backend.answer = lambda order: Failed(order.job, Reason("memory", "It does not fit.", ""))
    assert run("render", photo, *QUICK).status == 5


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--size", "100x64"], "width cannot be 100. Use a multiple of 8, such as 96."),
        (["--frames", "0"], "frames cannot be 0. Use 1 to 60."),
        (["--fps", "60"], "fps cannot be 60. Use 5 to 30."),
        (["--motion", "300"], "motion_bucket_id cannot be 300. Use 1 to 255."),
        (["--guidance", "3", "2"], "min_guidance cannot be 3.0. Use at most max_guidance"),
        (["--focus", "2,0"], "focus cannot be (2.0, 0.0). Use two numbers from 0 to 1."),
        (["--seed", "-1"], "seed cannot be -1. Use 0 to 4294967295."),
    ],
)
def test_a_parameter_out_of_range_is_status_2_and_queues_nothing(
    run, backend, photo, options, words
):
    answer = run("render", photo, *options)
    assert answer.status == 2
    assert words in answer.err
    assert on_disk() == []


def test_some_failed_is_status_1(run, backend, tmp_path):
    pictures = [picture(tmp_path / f"{name}.png") for name in "ab"]
    reason = Reason("memory", "It does not fit.", "")
    backend.answer = lambda order: (
        Failed(order.job, reason) if order.request.source.endswith("a.png") else None
    )
    answer = run("render", *pictures, *QUICK, "--json")
    assert answer.status == 1
    assert len(answer.named("finished")) == len(answer.named("failed")) == 1


def test_a_clip_that_cannot_be_delivered_is_status_1_and_says_it_is_safe(
    run, backend, photo, tmp_path
):
    (tmp_path / "out").touch()
    answer = run("render", photo, *QUICK, "--output", tmp_path / "out")
    assert answer.status == 1
    assert "The clip is rendered and safe in the library" in answer.err


def test_a_crash_is_tried_again_and_is_no_failure(run, backend, photo):
    crash = Reason("crashed", "The render process was killed.", "")
    backend.answer = lambda order: Failed(order.job, crash) if len(backend.orders) == 1 else None
    answer = run("render", photo, *QUICK, "--json")
    assert answer.status == 0
    assert answer.named("failed") == []
    assert len(answer.named("finished")) == 1
    assert "The render process was killed. Taken up again after step 3." in answer.err


def test_two_crashes_are_a_failure(run, backend, photo):
    crash = Reason("crashed", "The render process was killed.", "")
    backend.answer = lambda order: Failed(order.job, crash)
    answer = run("render", photo, *QUICK, "--json")
    assert answer.status == 1
    assert [event["kind"] for event in answer.named("failed")] == ["crashed"]


def test_json_on_stdout_is_one_object_a_line_in_the_order_of_events(run, backend, photo):
    answer = run("render", photo, *QUICK, "--seed", 7, "--json")
    assert answer.status == 0
    names = [event["event"] for event in answer.events]
    assert names[:3] == ["queued", "started", "progress"]
    assert names[-1] == "finished"
    assert names.count("queued") == names.count("started") == names.count("finished") == 1
    (queued,) = answer.named("queued")
    assert (queued["source"], queued["seed"]) == (str(photo), 7)
    (finished,) = answer.named("finished")
    assert Path(finished["take"]).is_absolute()
    assert {"files", "seconds", "peak_memory_bytes", "plan"} <= finished.keys()
    assert all({"stage", "step", "steps", "seconds_left", "memory_bytes"} <= event.keys()
               for event in answer.named("progress"))  # fmt: skip


def test_for_people_stdout_names_the_files_and_nothing_else(run, backend, photo, tmp_path):
    answer = run("render", photo, *QUICK, "--output", tmp_path / "out")
    assert answer.status == 0
    files = [Path(line) for line in answer.out.splitlines()]
    assert sorted(files) == sorted((tmp_path / "out").iterdir())
    assert "denoise" in answer.err


def test_two_seeds_are_two_takes(run, backend, photo, tmp_path):
    answer = run("render", photo, *QUICK, "--seed", 1, "--seed", 2, "--output", tmp_path / "out",
                 "--json")  # fmt: skip
    assert answer.status == 0
    assert [order.request.seed for order in backend.orders] == [1, 2]
    takes = {event["take"] for event in answer.named("finished")}
    assert len(takes) == 2
    assert len(list((tmp_path / "out").glob("*.mp4"))) == 2


def test_a_folder_gives_a_take_of_each_picture_in_it(run, backend, tmp_path):
    (tmp_path / "pictures").mkdir()
    for name in ("b.png", "a.png", ".hidden.png"):
        picture(tmp_path / "pictures" / name)
    assert run("render", tmp_path / "pictures", *QUICK).status == 0
    assert [Path(order.request.source).name for order in backend.orders] == ["a.png", "b.png"]


def test_without_a_seed_each_run_draws_one(run, backend, photo):
    for _ in range(2):
        run("render", photo, *QUICK)
    first, second = (order.request.seed for order in backend.orders)
    assert first != second


def test_what_is_not_given_is_the_models(run, backend, photo):
    run("render", photo)
    request = backend.orders[0].request
    for name in ("width", "height", "frames", "steps", "fps", "motion_bucket_id",
                 "noise_aug_strength", "min_guidance", "max_guidance"):  # fmt: skip
        assert getattr(request, name) == getattr(MINI, name)
    assert request.decode_chunk is None


def test_every_option_reaches_the_request(run, backend, photo, tmp_path):
    answer = run(
        "render", photo, "--model", "svd-mini", "--size", "72x64", "--framing", "pad",
        "--focus", "0.25,1", "--frames", 3, "--steps", 4, "--fps", 9, "--motion", 20,
        "--noise-aug", 0.5, "--guidance", 1.5, 2.5, "--seed", 3, "--decode-chunk", 2,
        "--device", "cpu", "--rate", "24000/1001", "--preset", "h264-review",
        "--output", tmp_path / "out",
    )  # fmt: skip
    assert answer.status == 0
    (order,) = backend.orders
    request = order.request
    assert (request.width, request.height, request.frames, request.steps) == (72, 64, 3, 4)
    assert (request.fps, request.motion_bucket_id, request.noise_aug_strength) == (9, 20, 0.5)
    assert (request.min_guidance, request.max_guidance) == (1.5, 2.5)
    assert (request.seed, request.decode_chunk, request.source) == (3, 2, str(photo))
    assert (request.framing.mode, request.framing.focus) == ("pad", (0.25, 1.0))
    assert order.device == "cpu"
    (job,) = on_disk()
    assert job.delivery.rate == Fraction(24000, 1001)
    assert job.delivery.folder == str(tmp_path / "out")


def test_model_and_output_come_from_the_settings(run, backend, photo, tmp_path):
    save_settings(find_folders(), Settings(output_folder=str(tmp_path / "mine")))
    assert run("render", photo, *QUICK).status == 0
    assert len(list((tmp_path / "mine").iterdir())) == 2


def test_only_its_own_jobs_are_rendered(run, backend, photo, tmp_path):
    with open_library(find_folders()) as db:
        (waiting,) = jobs.add(db, [request()], Delivery(str(tmp_path)))
    run("render", photo, *QUICK)
    assert [order.request.source for order in backend.orders] == [str(photo)]
    assert waiting in on_disk()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_pauses_and_leaves_everything_in_the_queue(run, backend, tmp_path, number):
    pictures = [picture(tmp_path / f"{name}.png") for name in "ab"]
    before = signal.getsignal(number)
    backend.between = lambda order, step: signal.raise_signal(number) if step == 2 else None
    answer = run("render", *pictures, *QUICK, "--json")
    assert answer.status == 130
    assert "Interrupted. What was not rendered stays in the queue." in answer.err
    (paused,) = answer.named("paused")
    first, second = on_disk()
    assert (first.state, first.note) == (JobState.QUEUED, "Interrupted.")
    assert paused["step"] == first.step >= 2
    assert (second.state, len(backend.orders)) == (JobState.QUEUED, 1)
    assert backend.closed
    assert signal.getsignal(number) is before


def test_an_interruption_before_the_backend_has_the_job_is_not_lost(run, backend, photo):
    """What the handler asks for then is asked for nobody; it is said again at the first event."""
    render = backend.render

    def press_first(order):
        signal.raise_signal(signal.SIGINT)
        backend.paused.clear()
        yield from render(order)

    backend.render = press_first
    answer = run("render", photo, *QUICK)
    assert answer.status == 130
    assert on_disk()[0].state == JobState.QUEUED


def test_the_handler_asks_from_another_thread(run, backend, photo):
    """In the main thread it could meet a lock that this very thread holds."""
    askers = []
    pause = backend.pause

    def note(job_id):
        askers.append(threading.current_thread())
        pause(job_id)

    backend.pause = note
    backend.between = lambda order, step: signal.raise_signal(signal.SIGINT) if step == 1 else None
    run("render", photo, *QUICK)
    assert any(thread is not threading.main_thread() for thread in askers)


def test_a_second_ctrl_c_ends_at_once_and_the_job_is_found_later(run, backend, photo):
    def press_twice(order, step):
        if step == 1:
            signal.raise_signal(signal.SIGINT)
            signal.raise_signal(signal.SIGINT)

    backend.between = press_twice
    answer = run("render", photo, *QUICK)
    assert answer.status == 130
    assert "Traceback" not in answer.err
    assert backend.closed
    (job,) = on_disk()
    assert job.state == JobState.RUNNING
    assert job.owner and job.owner.pid == os.getpid()


def test_a_named_set_fills_in_what_was_not_typed(run, backend, photo):
    assert run("render", photo, "--settings", "draft", "--frames", 2, "--size", "64x64").status == 0
    asked = backend.orders[0].request
    assert (asked.steps, asked.schedule, asked.model) == (10, "ays", "svd-mini")


def test_a_set_that_nobody_has_is_status_2_and_names_those_there_are(run, backend, photo):
    preset_files.save(find_folders(), "slow", preset(motion_bucket_id=30))
    answer = run("render", photo, "--settings", "fast")
    assert answer.status == 2
    assert "There are no settings called fast. Use guide, guide-low-memory, draft, slow." in (
        answer.err
    )


def test_a_set_of_the_persons_own_fills_in_what_was_not_typed(run, backend, photo):
    preset_files.save(find_folders(), "slow", preset(motion_bucket_id=30, fps=9))
    assert run("render", photo, "--settings", "slow", "--fps", 12).status == 0
    asked = backend.orders[0].request
    assert (asked.width, asked.frames, asked.motion_bucket_id, asked.fps) == (64, 2, 30, 12)


def test_the_guides_set_names_its_model_and_its_rung(run, backend, photo):
    answer = run("render", photo, "--settings", "guide", "--model", "svd-mini")
    assert answer.status == 0
    asked = backend.orders[0].request
    assert (asked.width, asked.frames, asked.seed, asked.decode_chunk) == (1024, 25, 42, 8)
    assert asked.computing.memory == "offload"


def test_the_way_of_computing_reaches_the_order(run, backend, photo):
    run("render", photo, *QUICK, "--exact", "--memory", "offload", "--compile", "off",
        "--guidance-interval", 1, 20)  # fmt: skip
    asked = backend.orders[0].request
    assert asked.computing == Computing(exact=True, memory="offload", compile="off")
    assert asked.guidance_interval == (1.0, 20.0)
