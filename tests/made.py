"""Requests, jobs, takes and pictures that tests start from; each may be changed by keyword."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from svd_desktop.core.jobs import Owner
from svd_desktop.core.orders import RenderOrder
from svd_desktop.core.request import RenderRequest
from svd_desktop.core.takes import MASTER, POSTER, Take
from svd_desktop.media.masters import MasterWriter
from svd_desktop.media.takes import write_take
from svd_desktop.models.boot import boot_id

GONE = Owner(pid=2**22 + 1, started=1.0, boot=boot_id(), name="a program that is gone")


def request(**changes: Any) -> RenderRequest:
    settings = {
        "source": "/pictures/rocket.jpg", "model": "svd-mini", "width": 64, "height": 64,
        "frames": 2, "steps": 3, "seed": 42,
    }  # fmt: skip
    return RenderRequest(**{**settings, **changes})


def order(folder: Path, job: str = "job", **changes: Any) -> RenderOrder:
    """An order whose folders all lie in `folder`."""
    return RenderOrder(
        job=job, request=request(), model_folder=str(folder / "model"),
        hidden=str(folder / f".{job}.part"), target=str(folder / job),
        locks=str(folder), holder="a test", **changes,
    )  # fmt: skip


def take(**changes: Any) -> Take:
    values = {
        "id": "job", "request": request(), "model_hash": "0" * 64, "versions": {"torch": "2.6"},
        "threads": 2, "plan": {"decode_chunk": 2}, "peak_memory_bytes": {"denoise": 7},
        "seconds": {"denoise": 1.5}, "made": "2026-11-22T08:00:00+00:00",
    }  # fmt: skip
    return Take(**{**values, **changes})


def publish_take(folder: Path, described: Take) -> Path:
    """A whole take on disk: master, poster and description."""
    folder.mkdir(parents=True)
    size = described.request
    frames = np.zeros((size.frames, size.height, size.width, 3), np.uint8)
    with MasterWriter(folder / MASTER, size.width, size.height, Fraction(size.fps)) as master:
        master.write(frames)
    Image.fromarray(frames[0]).save(folder / POSTER)
    write_take(folder, described)
    return folder


def picture(path: Path, size: tuple[int, int] = (48, 32)) -> Path:
    Image.new("RGB", size, "#3060a0").save(path)
    return path
