"""What an export is to be, while it is chosen."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

import pytest

from svd_desktop.app.export_form import ExportForm, Line, Subject, parse_rate, subject_of
from svd_desktop.app.outputs import Outputs, Possible
from svd_desktop.core.edits import Edit
from svd_desktop.core.errors import Reason
from svd_desktop.core.gallery import KeptTake
from svd_desktop.core.jobs import Delivery
from svd_desktop.media.presets import PRESETS
from tests.made import request

WORKING = dict.fromkeys(PRESETS, "")
LARGE = Subject(request(width=1024, height=576, frames=25), 25)
SMALL = Subject(request(frames=14), 14)  # 64x64
CLIPS = Delivery("/clips")


@pytest.fixture
def outputs(qapp) -> Outputs:
    """A machine on which every preset works but AV1."""
    outputs = Outputs()
    broken = MappingProxyType({**WORKING, "av1": "ffmpeg could not write clip: no encoder."})
    outputs.possible = Possible(PRESETS, broken, None)
    return outputs


def form(outputs: Outputs, *subjects: Subject, delivery: Delivery = CLIPS, later=False):
    return ExportForm(delivery, subjects or (LARGE,), outputs, later)


def line(form: ExportForm, name: str) -> Line:
    return next(line for line in form.lines() if line.preset.name == name)


def test_a_preset_that_does_not_work_here_cannot_be_chosen_and_says_why(outputs) -> None:
    one = form(outputs, delivery=Delivery("/clips", ("av1", "gif")))
    assert (line(one, "av1").can, line(one, "av1").chosen) == (False, False)
    assert line(one, "av1").why == "ffmpeg could not write clip: no encoder."
    assert one.chosen().presets == ("gif",)


def test_a_preset_that_one_of_the_takes_cannot_become_says_why(outputs) -> None:
    assert line(form(outputs, LARGE), "dnxhr-hqx").can
    of_both = line(form(outputs, LARGE, SMALL), "dnxhr-hqx")
    assert not of_both.can
    assert of_both.why == "DNxHR HQX needs at least 256x120 pixels, not 64x64."


def test_a_preset_is_chosen_again_when_what_stood_against_it_is_gone(outputs) -> None:
    one = form(outputs, delivery=Delivery("/clips", ("gif",)))
    one.set(rate=Fraction(60))
    assert not line(one, "gif").chosen
    assert one.problem() == "Choose a preset."
    one.set(rate=Fraction(25))
    assert line(one, "gif").chosen
    assert one.problem() == ""


def test_a_doubled_clip_may_become_what_the_clip_itself_cannot(outputs) -> None:
    one = form(outputs, Subject(request(width=128, height=64), 14))
    assert not line(one, "dnxhr-hqx").can
    one.set_edit(upscale=2)
    assert line(one, "dnxhr-hqx").can


def test_clips_to_come_may_become_what_those_of_the_panel_cannot(outputs) -> None:
    later = form(outputs, SMALL, later=True)
    assert line(later, "dnxhr-hqx").can
    assert line(later, "dnxhr-hqx").why
    assert not line(later, "av1").can


def test_the_presets_are_in_the_order_of_the_list_and_places_only_theirs(outputs) -> None:
    one = form(outputs, delivery=Delivery("/clips", ()))
    for name in ("gif", "h264-edit"):
        one.choose(name, True)
        one.set_place(name, f"/{name}")
    assert one.chosen().presets == ("h264-edit", "gif")
    one.choose("gif", False)
    assert one.chosen().places == {"h264-edit": "/h264-edit"}
    one.set_place("h264-edit", "")
    assert one.chosen().places == {}


@pytest.mark.parametrize(
    ("delivery", "sentence"),
    [
        (Delivery("/clips", ()), "Choose a preset."),
        (Delivery(" "), "Choose a folder."),
        (Delivery("/clips", template="{colour}"), "it has no {colour}"),
        (Delivery("/clips", edit=Edit(retime="even")), "With even retiming the clips need a rate."),
        (Delivery("/clips", rate=Fraction(7), edit=Edit(retime="smooth")), "above the clip's own"),
    ],
)
def test_what_cannot_be_exported_is_told_in_a_sentence(outputs, delivery, sentence) -> None:
    assert sentence in form(outputs, delivery=delivery).problem()


def test_a_rate_that_is_none_is_quoted_until_one_is_given(outputs) -> None:
    one = form(outputs)
    one.set_own_rate("fast")
    assert one.problem() == "fast is no rate. Use frames a second from 1 to 240, such as 25."
    assert one.length() == ""
    one.set_own_rate("12,5")
    assert one.problem() == ""
    assert one.delivery.rate == Fraction(25, 2)
    one.set_own_rate("0")
    one.set(rate=None)
    assert one.problem() == ""


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("23.976", Fraction(24000, 1001)), ("24000/1001", Fraction(24000, 1001)),
        ("29,97", Fraction(30000, 1001)), (" 25 ", Fraction(25)), ("12.5", Fraction(25, 2)),
        ("", None), ("0", None), ("241", None), ("1/0", None), ("-25", None), ("nan", None),
        ("1e9", None),
    ],
)  # fmt: skip
def test_rates_are_read_as_people_write_them(text, rate) -> None:
    assert parse_rate(text) == rate


def test_enlarging_that_is_not_installed_says_how(outputs) -> None:
    reason = Reason("request", "Upscaling is not installed.", "Install it with: pip.")
    outputs.possible = Possible(PRESETS, WORKING, reason)
    one = form(outputs, delivery=Delivery("/clips", edit=Edit(upscale=2)))
    assert one.problem() == "Upscaling is not installed. Install it with: pip."


def test_before_it_is_known_what_works_nothing_can_be_exported(qapp) -> None:
    outputs = Outputs()
    one = form(outputs)
    assert one.lines() == []
    assert "Finding out" in one.problem()


def test_what_keeps_it_from_being_known_is_told(qapp) -> None:
    outputs = Outputs()
    one = form(outputs)
    outputs.failed.emit(Reason("encoder", "No ffmpeg was found.", "Install it."))
    assert one.problem() == "No ffmpeg was found. Install it."


def test_a_trim_of_another_take_is_left_out(outputs) -> None:
    delivery = Delivery("/clips", edit=Edit(trim=(3, 20), loops=2))
    assert form(outputs, LARGE, delivery=delivery).edit.trim == (3, 20)
    shorter = form(outputs, LARGE, SMALL, delivery=delivery)
    assert (shorter.edit.trim, shorter.edit.loops) == (None, 2)


@pytest.mark.parametrize(
    ("subjects", "delivery", "sentence"),
    [
        ((LARGE,), CLIPS, "25 frames, 3.6 s at 7 fps"),
        ((LARGE,), Delivery("", rate=Fraction(24000, 1001), edit=Edit(retime="smooth")),
         "86 frames, 3.6 s at 23.976 fps"),
        ((LARGE,), Delivery("", rate=Fraction(25), edit=Edit(ping_pong=True, loops=2)),
         "96 frames, 3.8 s at 25 fps"),
        ((LARGE, SMALL), CLIPS, "14–25 frames each, 2.0–3.6 s at 7 fps"),
        ((LARGE, LARGE), CLIPS, "25 frames each, 3.6 s at 7 fps"),
    ],
)  # fmt: skip
def test_it_says_how_long_the_clips_get(outputs, subjects, delivery, sentence) -> None:
    assert form(outputs, *subjects, delivery=delivery).length() == sentence


def test_it_says_what_inventing_costs(outputs) -> None:
    assert form(outputs).cost() == ""
    smooth = Delivery("", rate=Fraction(24000, 1001), edit=Edit(retime="smooth"))
    assert form(outputs, delivery=smooth).cost() == "26 s"  # 86 frames
    assert form(outputs, LARGE, LARGE, delivery=smooth).cost() == "52 s"
    large = Delivery("", edit=Edit(upscale=2, trim=(1, 5), loops=3))
    assert form(outputs, delivery=large).cost() == "42 s"  # 5 frames of 1024x576
    both = Delivery("", rate=Fraction(14), edit=Edit(upscale=2, trim=(1, 5), retime="smooth"))
    assert form(outputs, delivery=both).cost() == "54 s"  # and 10 of 2048x1152


def test_the_example_is_the_name_of_the_first_clip(outputs) -> None:
    one = form(outputs)
    assert one.example() == "rocket_42_7fps_h264-review_v001.mp4"
    one.set(rate=Fraction(24000, 1001), template="{preset}/{source}")
    assert one.example() == "h264-review/rocket_v001.mp4"
    one.choose("h264-review", False)
    one.choose("png", True)
    assert one.example() == "png/rocket_v001/rocket_v001.1001.png"
    one.set(template="{nothing}")
    assert one.example() == ""


def test_a_take_that_goes_on_from_another_has_the_frames_of_both(tmp_path) -> None:
    kept = KeptTake("t", tmp_path, request(frames=14), "", extends="boat", before=13)
    assert subject_of(kept).frames == 27


def test_takes_of_one_kind_are_looked_at_once(outputs, monkeypatch) -> None:
    """Two thousand that are selected do not hold the window up."""
    asked: list[str] = []

    def count(preset, *_: object) -> None:
        asked.append(preset.name)

    monkeypatch.setattr("svd_desktop.app.export_form.obstacle", count)
    many = [Subject(request(seed=seed, source=f"/p/{seed}.jpg"), 25) for seed in range(50)]
    form(outputs, *many, SMALL).lines()
    assert asked.count("gif") == 2


def test_a_folder_that_is_no_whole_path_is_not_taken(outputs) -> None:
    one = form(outputs)
    for typed in ("clips", "./clips", "~nobody-here/clips"):
        one.set(folder=typed)
        assert one.problem() == f"{typed} is no whole path. Choose a folder."
    one.set(folder="/clips")
    one.set_place("gif", "pages")
    assert "pages is no whole path" in one.problem()


def test_the_persons_own_folder_and_spaces_around_are_understood(outputs, monkeypatch) -> None:
    monkeypatch.setenv("HOME", "/home/person")
    monkeypatch.setenv("USERPROFILE", "/home/person")
    one = form(outputs, delivery=Delivery("/clips", ("gif",)))
    one.set(folder=" ~/My Clips ", template=" {seed} ")
    one.set_place("gif", "~/pages ")
    assert not one.problem()
    chosen = one.chosen()
    assert Path(chosen.folder) == Path("/home/person/My Clips")
    assert Path(chosen.places["gif"]) == Path("/home/person/pages")
    assert chosen.template == "{seed}"
