"""A clip says how it was made, and what is read back is the very request."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from svd_desktop.core.errors import SvdError
from svd_desktop.core.jobs import Delivery
from svd_desktop.core.request import Framing, RenderRequest
from svd_desktop.core.takes import MASTER, SIDECAR
from svd_desktop.media.export import export
from svd_desktop.media.masters import MasterWriter
from svd_desktop.media.metadata import metadata_for, read_request


@pytest.mark.parametrize("suffix", ["mp4", "mkv", "json", "png"])
@pytest.mark.parametrize("contents", [None, b"", b"[]", b"{}", b'{"request": 5}', b"\xff\xfe"])
def test_a_file_that_does_not_say(tmp_path: Path, suffix: str, contents: bytes | None) -> None:
    path = tmp_path / f"clip.{suffix}"
    if contents is not None:
        path.write_bytes(contents)
    with pytest.raises(SvdError, match="does not say how it was made") as caught:
        read_request(path)
    assert caught.value.reason.kind == "input"


@pytest.mark.parametrize("tags", [{}, {"comment": "holiday"}, {"comment": '{"version": 1}'}])
def test_a_film_of_another_program(tmp_path: Path, tags: dict[str, str]) -> None:
    path = tmp_path / "film.mkv"
    with MasterWriter(path, 64, 64, Fraction(7), tags) as master:
        master.write(np.zeros((1, 64, 64, 3), np.uint8))
    with pytest.raises(SvdError, match="does not say how it was made"):
        read_request(path)


def test_every_file_of_a_take_and_its_export_says(
    tmp_path: Path, make_take: Callable[[str], Path], request_: RenderRequest
) -> None:
    take = make_take("one")
    files = export(take, Delivery(str(tmp_path / "out")))
    for path in (take / MASTER, take / SIDECAR, *files):
        assert read_request(path) == request_


@pytest.mark.parametrize(
    "source",
    ["Grüße & 한글.png", "a=b;c#d\\e'f\"g.png", "bro\udcffken.png", "x" * 3000 + ".png", "=\n;[x]"],
)
def test_any_source_comes_back(tmp_path: Path, request_: RenderRequest, source: str) -> None:
    request = request_.with_(source=source, framing=Framing("pad", (0.1, 0.9), "#123456"))
    path = tmp_path / "clip.mkv"
    with MasterWriter(path, 64, 64, Fraction(7), metadata_for(request)) as master:
        master.write(np.zeros((1, 64, 64, 3), np.uint8))
    assert read_request(path) == request


def test_the_title_is_for_people(request_: RenderRequest) -> None:
    assert metadata_for(request_)["title"] == "Grüße & 한글.png, seed 7"
