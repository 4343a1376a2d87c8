"""For a machine with a card: `python -m pytest tests/gpu -s`. Elsewhere nothing is collected."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest


def pytest_ignore_collect(collection_path: Path) -> bool | None:
    if collection_path.name == "conftest.py" or shutil.which("nvidia-smi"):
        return None
    return True


@pytest.fixture(scope="session")
def full_size(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """SVD-XT itself where SVD_DESKTOP_GPU_MODEL names its folder; else its size without its art."""
    named = os.environ.get("SVD_DESKTOP_GPU_MODEL")
    if named:
        return Path(named)
    from tests.full_size import make_full_size

    return make_full_size(tmp_path_factory.mktemp("model"))
