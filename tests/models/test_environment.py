"""An environment that is broken is told with the command or the page that mends it."""

from __future__ import annotations

import sys

import pytest

from svd_desktop.models import environment
from svd_desktop.models.environment import torch_fails

PIP = f"Run: {sys.executable} -m pip install --force-reinstall"


@pytest.mark.parametrize(
    ("why", "sentence"),
    [
        ("OSError: libcudart.so.12 is missing.",
         f"torch does not start: OSError: libcudart.so.12 is missing. {PIP} torch"),
        ("ModuleNotFoundError: No module named 'torch'",
         f"torch does not start: ModuleNotFoundError: No module named 'torch'. {PIP} torch"),
        ("No module named 'diffusers.models'",
         f"torch does not start: No module named 'diffusers.models'. {PIP} diffusers"),
    ],
)  # fmt: skip
def test_the_command_is_of_the_python_that_lacks_it(why, sentence):
    reason = torch_fails(why).reason
    assert reason.kind == "device"
    assert reason.sentence == sentence


def test_a_frozen_program_has_no_pip(monkeypatch):
    monkeypatch.setattr(environment.sys, "frozen", True, raising=False)
    assert torch_fails("no").reason.remedy == "Install the program again."


def test_windows_may_lack_what_torchs_libraries_need(monkeypatch):
    monkeypatch.setattr(environment.sys, "platform", "win32")
    why = "OSError: [WinError 126] Error loading c10.dll"
    assert "https://aka.ms/vc14/vc_redist.x64.exe" in torch_fails(why).reason.remedy
    assert "pip install" in torch_fails("No module named 'torch'").reason.remedy
