"""The list of inputs on disk: whole, or none."""

import os
from pathlib import Path

import pytest

from svd_desktop.core.request import Framing
from svd_desktop.library.inputs_file import load_inputs, save_inputs

INPUTS = [
    (Path("/Bilder/Straße.jpg"), None),
    (Path("/Bilder/boat.png"), Framing("pad")),
    (Path(os.fsdecode(b"/disk/\xff.jpg")), Framing(focus=(0.25, 0.75), zoom=2.5)),
]


def test_without_a_file_there_are_none(folders):
    assert load_inputs(folders) == []


def test_what_is_saved_is_read_again(folders):
    save_inputs(folders, INPUTS)
    assert load_inputs(folders) == INPUTS


@pytest.mark.parametrize(
    "broken",
    [
        b"", b"{", b"[]", b"null", b"\xff\xfe", b'{"version": 2, "inputs": []}',
        b'{"version": 1}', b'{"version": 1, "inputs": [{"path": "/a"}]}',
        b'{"version": 1, "inputs": [{"path": "/a", "framing": {"zoom": 0}}]}',
        b'{"version": 1, "inputs": [{"path": "/a", "framing": {"tilt": 1}}]}',
        b'{"version": 1, "inputs": [{"path": 7, "framing": null}]}',
    ],
)  # fmt: skip
def test_a_list_that_cannot_be_read_is_none_and_is_named_in_the_log(folders, caplog, broken):
    (folders.library / "inputs.json").write_bytes(broken)
    assert load_inputs(folders) == []
    assert "inputs.json" in caplog.text
