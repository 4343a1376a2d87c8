"""A model on the CPU, in fp32, for tests and benchmarks that need no whole engine."""

from __future__ import annotations

from pathlib import Path

import torch

from svd_desktop.core.memory import MemoryPlan
from svd_desktop.engine.accelerator import Accelerator
from svd_desktop.engine.loading import Model, load_model
from svd_desktop.models.resources import resource


def load_on_cpu(folder: Path | None = None) -> Model:
    """The embedded one without a folder."""
    plan = MemoryPlan("cpu", "fp32", "resident", None, 8)
    return load_model(folder or resource("svd_mini"), Accelerator(torch.device("cpu")), plan)
