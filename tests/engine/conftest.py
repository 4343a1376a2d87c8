from __future__ import annotations

import pytest
import torch

from svd_desktop.engine.loading import Model, load_model
from svd_desktop.models.resources import resource


@pytest.fixture(scope="module")
def model() -> Model:
    """The embedded model on the CPU, where arithmetic is exact."""
    return load_model(resource("svd_mini"), torch.device("cpu"), "fp32")
