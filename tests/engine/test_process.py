"""The render process in an environment that is broken says so, instead of dying without a word."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

import svd_desktop
from svd_desktop.backends.describe import describe_engine
from svd_desktop.backends.process import ProcessBackend
from svd_desktop.core.errors import SvdError
from svd_desktop.core.events import Failed
from tests.made import order

BROKEN = "raise OSError('libcudart.so.12: cannot open shared object file')"


@pytest.fixture
def broken_torch(tmp_path: Path, monkeypatch) -> None:
    """A torch that does not load comes before the real one."""
    package = tmp_path / "packages" / "torch"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(BROKEN)
    checkout = Path(svd_desktop.__file__).parents[1]
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join(map(str, (package.parent, checkout))))


def test_each_order_is_refused_with_what_helps(tmp_path, broken_torch):
    backend = ProcessBackend(tmp_path / "render.log")
    try:
        for job in ("one", "two"):
            (event,) = backend.render(order(tmp_path, job))
            assert isinstance(event, Failed)
            assert event.job == job
            assert event.reason.kind == "device"
            assert event.reason.message == (
                "torch does not start: OSError: libcudart.so.12: cannot open shared object file."
            )
            assert "pip install --force-reinstall torch" in event.reason.remedy
    finally:
        backend.close()
    assert "Traceback" in (tmp_path / "render.log").read_text()


def test_one_that_no_order_comes_to_ends_with_its_parent(tmp_path, broken_torch):
    backend = ProcessBackend(tmp_path / "render.log")
    process, _ = backend._started()
    backend.close()
    assert process.returncode == 0


def test_the_engine_that_is_asked_says_the_same(broken_torch):
    with pytest.raises(SvdError, match=r"libcudart\.so\.12: cannot open") as refused:
        describe_engine()
    assert "pip install --force-reinstall torch" in refused.value.reason.remedy
