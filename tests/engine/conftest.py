"""The embedded model, and orders for it that a test can see through in seconds."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from svd_desktop.core.orders import RenderOrder
from svd_desktop.engine.loading import Model
from svd_desktop.models.resources import resource
from tests.loaded import load_on_cpu
from tests.made import order, request

SAMPLE = resource("samples", "rocket.jpg")


@pytest.fixture(scope="module")
def model() -> Model:
    """The embedded model on the CPU, where arithmetic is exact."""
    return load_on_cpu()


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
