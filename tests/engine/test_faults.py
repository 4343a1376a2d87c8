"""Faults come where they were asked for, once, and nowhere else."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from svd_desktop.engine.faults import VARIABLE, Faults


@pytest.fixture
def faults(monkeypatch):
    def make(text: str, rung: str = "resident") -> Faults:
        monkeypatch.setenv(VARIABLE, text)
        return Faults(rung)

    return make


@pytest.mark.parametrize("text", ["flood@denoise", "oom@nowhere", "oom", "oom@denoise:two"])
def test_what_is_no_fault_is_refused(faults, text):
    with pytest.raises(ValueError):
        faults(text)


def test_without_any_nothing_happens(faults):
    assert faults("").at("denoise", 1) is False


def test_memory_runs_out_at_its_place_once(faults):
    asked = faults("oom@denoise:2")
    asked.at("denoise", 1)
    asked.at("decode", 2)
    with pytest.raises(torch.OutOfMemoryError):
        asked.at("denoise", 2)
    asked.at("denoise", 2)


def test_a_fault_of_another_rung_does_not_come(faults):
    faults("oom@load/resident", rung="offload").at("load")


def test_values_are_spoilt_inside_and_only_there(faults):
    layer = nn.Linear(2, 2)
    asked = faults("nan@denoise:0")
    with asked.spoiling(layer, "denoise", 0):
        assert layer(torch.ones(2)).isnan().all()
    assert not layer(torch.ones(2)).isnan().any()
