"""Going on from a take: the exact frame, and one clip in the end."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from svd_desktop.core.errors import SvdError
from svd_desktop.core.request import Framing
from svd_desktop.core.takes import MASTER, POSTER
from svd_desktop.media.framing import frame as framed
from svd_desktop.media.images import open_image
from svd_desktop.media.joining import extension_request, join
from svd_desktop.media.masters import MasterWriter, read_frames
from svd_desktop.media.takes import read_take, write_take
from tests.fakes import moving_square
from tests.made import request, take


def square(count: int, width: int = 64) -> np.ndarray:
    return moving_square(count, width, 64)


def publish(folder: Path, frames: np.ndarray, **changes) -> Path:
    count, height, width, _ = frames.shape
    folder.mkdir(parents=True)
    with MasterWriter(folder / MASTER, width, height, Fraction(7)) as master:
        master.write(frames)
    Image.fromarray(frames[0]).save(folder / POSTER)
    asked = request(frames=count, width=width, height=height)
    write_take(folder, take(id=folder.name, request=asked, **changes))
    return folder


@pytest.fixture
def parent(tmp_path: Path) -> Path:
    return publish(tmp_path / "parent", square(5))


@pytest.fixture
def extension(tmp_path: Path) -> Path:
    return publish(tmp_path / ".child.extension", 255 - square(4), note="Decoded in fp32.")


def test_a_take_that_is_gone_cannot_be_extended(tmp_path):
    with pytest.raises(SvdError, match="holds no take"):
        extension_request(tmp_path / "nowhere", None, tmp_path / "pictures")


def test_a_frame_beyond_the_end_is_refused(parent, tmp_path):
    with pytest.raises(SvdError, match="has no frame 6"):
        extension_request(parent, 5, tmp_path / "pictures")
    assert not (tmp_path / "pictures").exists()


@pytest.mark.parametrize(("asked", "number"), [(None, 4), (1, 1), (0, 0)])
def test_the_picture_is_the_frame_to_the_bit_and_framing_leaves_it_alone(
    parent, tmp_path, asked, number
):
    wanted, frame = extension_request(parent, asked, tmp_path / "pictures")
    assert frame == number
    picture = open_image(Path(wanted.source))
    seen = framed(picture, wanted.width, wanted.height, wanted.framing)
    assert np.array_equal(np.asarray(seen), square(5)[number])


def test_all_else_stays_as_the_take_was_made(tmp_path):
    made = request(seed=9, framing=Framing("pad", (0.2, 0.8)), frames=2, width=64, height=64)
    folder = publish(tmp_path / "padded", square(2))
    write_take(folder, take(id="padded", request=made))
    wanted, _ = extension_request(folder, None, tmp_path / "pictures")
    assert wanted == made.with_(source=wanted.source, framing=Framing())


def test_the_picture_is_named_after_the_first_one_and_says_where_it_is_from(parent, tmp_path):
    wanted, _ = extension_request(parent, None, tmp_path / "pictures")
    assert Path(wanted.source).name == "rocket +5.png"
    with Image.open(wanted.source) as picture:
        assert picture.text["origin"] == '{"take": "parent", "frame": 4}'
        assert '"seed": 42' in picture.text["comment"]
    chained = publish(tmp_path / "chained", square(3))
    write_take(chained, take(id="c", request=wanted.with_(frames=2), extends="parent", before=1))
    again, _ = extension_request(chained, None, tmp_path / "pictures")
    assert Path(again.source).name == "rocket +3.png"


def test_both_are_one_clip_without_the_doubled_frame(parent, extension, tmp_path):
    target = tmp_path / "child"
    join(parent, 2, extension, target)
    expected = np.concatenate([square(5)[:3], (255 - square(4))[1:]])
    assert np.array_equal(read_frames(target / MASTER), expected)
    assert (target / POSTER).read_bytes() == (parent / POSTER).read_bytes()
    whole = read_take(target)
    assert whole.note == "Extends parent from frame 3. Decoded in fp32."
    assert (whole.extends, whole.before, whole.frames) == ("parent", 2, 6)
    assert whole.request.frames == 4
    assert not extension.exists()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["child", "parent"]


def test_what_a_killed_join_left_is_done_again(parent, extension, tmp_path):
    half = tmp_path / ".child.part"
    half.mkdir()
    (half / MASTER).write_bytes(b"half")
    join(parent, 4, extension, tmp_path / "child")
    assert len(read_frames(tmp_path / "child" / MASTER)) == 8
    assert not half.exists()


@pytest.mark.parametrize("what", ["gone", "damaged", "another size"])
def test_an_extension_that_cannot_be_joined_is_a_clip_of_its_own(parent, extension, tmp_path, what):
    if what == "gone":
        parent.rename(tmp_path / "elsewhere")
    elif what == "damaged":
        (parent / MASTER).write_bytes(b"no video")
    else:
        parent = publish(tmp_path / "small", square(5, 72))
    target = tmp_path / "child"
    join(parent, 2, extension, target)
    assert np.array_equal(read_frames(target / MASTER), 255 - square(4))
    alone = read_take(target)
    assert alone.note == f"Decoded in fp32. It could not be joined to {parent.name}."
    assert (alone.extends, alone.before, alone.frames) == ("", 0, 4)
