"""A draft, and the same clip in full."""

from svd_desktop.core.parameter_sets import SETS, in_full
from svd_desktop.core.request import Computing, Framing
from tests.made import request

CHOSEN = {
    "source": "/pictures/cat.jpg", "width": 128, "height": 72, "frames": 5, "seed": 7, "fps": 12,
    "motion_bucket_id": 20, "noise_aug_strength": 0.1, "max_guidance": 2.0, "decode_chunk": 3,
    "framing": Framing("pad", background="#202020"), "computing": Computing(memory="offload"),
}  # fmt: skip


def test_a_draft_in_full_is_the_same_clip_with_the_models_own_steps():
    draft = request(**CHOSEN, **SETS["draft"], guidance_interval=(1.0, 20.0))
    assert in_full(draft, 25) == request(**CHOSEN, steps=25)


def test_in_full_has_nothing_approximate():
    full = in_full(request(**SETS["draft"], guidance_interval=(0.0, 20.0)), 4)
    assert (full.schedule, full.steps, full.guidance_interval) == ("karras", 4, None)


def test_what_is_in_full_stays_as_it_is():
    assert in_full(request(steps=25), 25) == request(steps=25)
