"""A take's description, read and written."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from svd_desktop.core.errors import SvdError
from svd_desktop.core.takes import SIDECAR
from svd_desktop.media.takes import read_take, write_take


def test_no_take(tmp_path: Path) -> None:
    with pytest.raises(SvdError) as caught:
        read_take(tmp_path)
    assert caught.value.reason.kind == "input"
    assert str(tmp_path) in caught.value.reason.message


@pytest.mark.parametrize("contents", [b"", b"{", b"[]", b"{}", b"5", b"\xff", b'{"version": 2}'])
def test_a_broken_description(tmp_path: Path, contents: bytes) -> None:
    (tmp_path / SIDECAR).write_bytes(contents)
    with pytest.raises(SvdError) as caught:
        read_take(tmp_path)
    assert caught.value.reason.kind == "input"


def test_a_take_comes_back(tmp_path: Path, make_take: Callable[[str], Path]) -> None:
    take = read_take(make_take("one"))
    write_take(tmp_path, take)
    assert read_take(tmp_path) == take
    assert json.loads((tmp_path / SIDECAR).read_text())["request"]["seed"] == take.request.seed
