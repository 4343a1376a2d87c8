"""The embedded model, and orders for it that a test can see through in seconds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch

from svd_desktop.core.memory import MemoryPlan
from svd_desktop.core.orders import RenderOrder
from svd_desktop.core.request import Rung
from svd_desktop.engine.accelerator import Accelerator
from svd_desktop.engine.loading import Model, load_model
from svd_desktop.models.resources import resource
from tests.made import order, request

SAMPLE = resource("samples", "rocket.jpg")


def plan_of(rung: Rung = "resident") -> MemoryPlan:
    """On the CPU; chunks and splits are for the caller to use."""
    return MemoryPlan("cpu", "fp32", rung, None, 8)


@pytest.fixture(scope="module")
def model() -> Model:
    """The embedded model on the CPU, where arithmetic is exact."""
    return load_model(resource("svd_mini"), Accelerator(torch.device("cpu")), plan_of())


@pytest.fixture
def mini_order(tmp_path: Path) -> Callable[..., RenderOrder]:
    """An order for a clip of four small frames in three steps."""
    (tmp_path / "locks").mkdir()

    def make(job: str = "job", note: str = "", **changes: Any) -> RenderOrder:
        values = {"source": str(SAMPLE), "frames": 4, "steps": 3, "decode_chunk": 4, **changes}
        made = order(tmp_path, job, note=note)
        data = made.to_json() | {
            "request": request(**values).to_json(),
            "model_folder": str(resource("svd_mini")),
            "locks": str(tmp_path / "locks"),
        }
        return RenderOrder.from_json(data)

    return make
