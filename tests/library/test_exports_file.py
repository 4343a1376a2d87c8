"""Exports that are not done, kept until they are."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest

from svd_desktop.core.edits import Edit
from svd_desktop.core.exporting import Export
from svd_desktop.core.jobs import Delivery
from svd_desktop.library.exports_file import load_exports, save_exports
from svd_desktop.library.folders import find_folders


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"version": 2, "exports": []}', '{"version": 1, "exports": [{}]}']
)
def test_a_list_that_cannot_be_read_is_no_list(home: Path, text: str) -> None:
    folders = find_folders()
    (folders.library / "exports.json").write_text(text)
    assert load_exports(folders) == []


@pytest.mark.parametrize("change", [{"edit": None}, {"rate": "1/0"}, {"edit": {"loops": 0}}])
def test_one_that_cannot_be_read_costs_only_itself(home: Path, change: dict) -> None:
    sound = Export("t1", "/takes/boat", "boat.jpg", Delivery("/clips"))
    save_exports(find_folders(), [sound, sound])
    path = find_folders().library / "exports.json"
    data = json.loads(path.read_text())
    data["exports"][0]["delivery"] |= change
    path.write_text(json.dumps(data))
    assert load_exports(find_folders()) == [sound]


def test_a_first_start_has_none(home: Path) -> None:
    assert load_exports(find_folders()) == []


def test_exports_come_back_as_they_were(home: Path) -> None:
    edit = Edit(trim=(2, 9), ping_pong=True, loops=3, retime="smooth")
    delivery = Delivery(
        "/clips", ("gif", "png"), Fraction(24000, 1001), edit=edit, template="{seed}",
        places={"gif": "/pages"},
    )  # fmt: skip
    exports = [Export("t1", "/takes/boat", "Böötchen & 배.jpg", delivery)]
    save_exports(find_folders(), exports)
    assert load_exports(find_folders()) == exports
