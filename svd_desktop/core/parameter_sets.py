"""Named sets of parameters: what the diffusers guide to Stable Video Diffusion does, and a draft.

A set holds fields of RenderRequest; what it does not name is left to the model and to the person.
"""

from __future__ import annotations

from typing import Any

from svd_desktop.core.request import AYS_STEPS, Computing, RenderRequest

_GUIDE: dict[str, Any] = {
    "model": "svd-xt", "width": 1024, "height": 576, "frames": 25, "steps": 25, "seed": 42,
    "fps": 7, "motion_bucket_id": 127, "noise_aug_strength": 0.02, "min_guidance": 1.0,
    "max_guidance": 3.0, "decode_chunk": 8, "schedule": "karras",
    "computing": Computing(memory="offload"),
}  # fmt: skip
SETS: dict[str, dict[str, Any]] = {
    "guide": _GUIDE,
    "guide-low-memory": {
        **_GUIDE, "decode_chunk": 2, "computing": Computing(memory="offload-chunked"),
    },
    "draft": {"steps": AYS_STEPS, "schedule": "ays"},
}  # fmt: skip
# For who has never heard of a motion bucket. The guide's advice for more motion is more noise too.
MOTIONS: dict[str, dict[str, float]] = {
    "low": {"motion_bucket_id": 60, "noise_aug_strength": 0.02},
    "medium": {"motion_bucket_id": 127, "noise_aug_strength": 0.02},
    "high": {"motion_bucket_id": 200, "noise_aug_strength": 0.1},
}


def in_full(request: RenderRequest, steps: int) -> RenderRequest:
    """A draft's clip without its approximations; `steps` are the model's own. Everything else,
    the seed above all, stays, so that it is the same clip."""
    return request.with_(schedule="karras", steps=steps, guidance_interval=None)


def is_draft(request: RenderRequest) -> bool:
    return request.schedule != "karras" or request.guidance_interval is not None
