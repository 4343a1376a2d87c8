"""Whatever a person drops: refused in one sentence that names it, or sRGB the right way up."""

from __future__ import annotations

import errno
import io
import os
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from svd_desktop.core.errors import SvdError
from svd_desktop.media.images import (
    IMAGE_SUFFIXES,
    find_images,
    open_image,
    reduced,
    suffix_of,
    thumbnail,
)
from tests.media.pictures import (
    BLUE,
    GREEN,
    RED,
    WHITE,
    Opener,
    close,
    colors,
    corners,
    flat,
    openers,
    photograph,
    png,
)


def refusal(opener: Opener, path: Path) -> str:
    with pytest.raises(SvdError) as caught:
        opener(path)
    reason = caught.value.reason
    assert reason.kind == "input"
    assert str(path) in reason.message
    assert reason.remedy
    return reason.message


class TestRefused:
    @openers
    @pytest.mark.filterwarnings("ignore:Corrupt EXIF data:UserWarning")
    @pytest.mark.parametrize("kept", [0.1, 0.5, 0.9])
    @pytest.mark.parametrize(
        ("kind", "options"),
        [
            ("JPEG", {}), ("JPEG", {"progressive": True}), ("PNG", {}), ("WEBP", {}),
            ("TIFF", {}), ("TIFF", {"compression": "tiff_lzw"}), ("HEIF", {}), ("AVIF", {}),
            ("JPEG2000", {}), ("GIF", {}), ("BMP", {}), ("PPM", {}), ("TGA", {}),
        ],
        ids=lambda value: value if isinstance(value, str) else "-".join(map(str, value.values())),
    )  # fmt: skip
    def test_a_picture_cut_off(
        self, tmp_path: Path, opener: Opener, kind: str, options: dict[str, object], kept: float
    ) -> None:
        data = io.BytesIO()
        photograph().save(data, kind, **options)
        path = tmp_path / f"half.{kind.lower()}"
        path.write_bytes(data.getvalue())
        opener(path)
        path.write_bytes(data.getvalue()[: int(len(data.getvalue()) * kept)])
        message = refusal(opener, path)
        assert "damaged" in message or "not a picture" in message

    @openers
    @pytest.mark.filterwarnings("ignore::PIL.Image.DecompressionBombWarning")  # as outside tests
    def test_a_bomb(self, tmp_path: Path, opener: Opener) -> None:
        path = tmp_path / "bomb.png"
        path.write_bytes(png(20_000, 15_001, 8, 0, b""))
        assert "300 million pixels" in refusal(opener, path)

    @openers
    def test_a_huge_bomb(self, tmp_path: Path, opener: Opener) -> None:
        path = tmp_path / "bomb.png"
        path.write_bytes(png(2_000_000, 2_000_000, 8, 0, b""))
        assert "300 million pixels" in refusal(opener, path)

    @openers
    def test_what_is_no_picture(self, tmp_path: Path, opener: Opener) -> None:
        path = tmp_path / "letter.jpg"
        path.write_text("Dear all,\n")
        assert "is not a picture" in refusal(opener, path)

    @openers
    def test_postscript_which_would_start_a_program(self, tmp_path: Path, opener: Opener) -> None:
        path = tmp_path / "drawing.png"
        flat(RED).save(path, "EPS")
        assert "is not a picture" in refusal(opener, path)

    @openers
    def test_an_empty_file(self, tmp_path: Path, opener: Opener) -> None:
        path = tmp_path / "empty.png"
        path.touch()
        assert "is empty" in refusal(opener, path)

    @openers
    def test_a_missing_file(self, tmp_path: Path, opener: Opener) -> None:
        assert "cannot be found" in refusal(opener, tmp_path / "gone.png")

    @openers
    def test_a_folder(self, tmp_path: Path, opener: Opener) -> None:
        assert "is a folder" in refusal(opener, tmp_path)

    @openers
    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="Windows keeps its pipes elsewhere")
    def test_a_pipe_which_would_wait_for_ever(self, tmp_path: Path, opener: Opener) -> None:
        path = tmp_path / "pipe.png"
        os.mkfifo(path)
        assert "is not a file" in refusal(opener, path)

    @openers
    def test_a_file_that_may_not_be_read(
        self, tmp_path: Path, opener: Opener, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "secret.png"
        flat(RED).save(path)

        def refuse(*args: object, **options: object) -> None:
            raise PermissionError(13, "Permission denied", str(path))

        monkeypatch.setattr(Image, "open", refuse)  # root, who runs CI, may read everything
        assert "may not be read" in refusal(opener, path)


TURNED = {
    1: (RED, GREEN, BLUE, WHITE),
    2: (GREEN, RED, WHITE, BLUE),
    3: (WHITE, BLUE, GREEN, RED),
    4: (BLUE, WHITE, RED, GREEN),
    5: (RED, BLUE, GREEN, WHITE),
    6: (BLUE, RED, WHITE, GREEN),
    7: (WHITE, GREEN, BLUE, RED),
    8: (GREEN, WHITE, RED, BLUE),
}


class TestTurns:
    @openers
    @pytest.mark.parametrize("suffix", ["jpg", "png", "tif", "webp", "avif"])
    @pytest.mark.parametrize("orientation", range(1, 9))
    def test_exif(self, tmp_path: Path, opener: Opener, suffix: str, orientation: int) -> None:
        path = tmp_path / f"turned.{suffix}"
        exif = Image.Exif()
        exif[0x0112] = orientation
        corners().save(path, exif=exif, quality=100)
        picture = opener(path)
        assert picture.size == ((64, 32) if orientation < 5 else (32, 64))
        for color, expected in zip(colors(picture), TURNED[orientation], strict=True):
            assert close(color, expected, 8)

    @openers
    def test_broken_exif_does_not_matter(self, tmp_path: Path, opener: Opener) -> None:
        path = tmp_path / "broken.jpg"
        corners().save(path, exif=b"Exif\0\0nonsense", quality=100)
        assert opener(path).size == (64, 32)


class TestFormats:
    @pytest.mark.parametrize(
        "suffix", sorted(IMAGE_SUFFIXES - {".mpo", ".pgm", ".pbm", ".hif", ".jpx"})
    )
    def test_comes_back(self, tmp_path: Path, suffix: str) -> None:
        path = tmp_path / f"picture{suffix}"
        corners().save(path)
        picture = open_image(path)
        assert picture.mode == "RGB"
        expected = (RED, GREEN, BLUE, WHITE)
        assert all(close(a, b, 24) for a, b in zip(colors(picture), expected, strict=True))

    @openers
    @pytest.mark.parametrize("suffix", ["gif", "png", "webp"])
    def test_an_animation_shows_its_first_frame(
        self, tmp_path: Path, opener: Opener, suffix: str
    ) -> None:
        path = tmp_path / f"moving.{suffix}"
        flat(RED).save(path, save_all=True, append_images=[flat(BLUE)])
        assert close(opener(path).getpixel((8, 8)), RED, 4)

    def test_a_name_need_not_tell_the_format(self, tmp_path: Path) -> None:
        path = tmp_path / "picture.jpg"
        flat(RED).save(path, "PNG")
        assert open_image(path).getpixel((8, 8)) == RED


class TestThumbnail:
    @pytest.mark.parametrize("suffix", ["jpg", "png", "heic", "tif"])
    def test_looks_like_the_picture(self, tmp_path: Path, suffix: str) -> None:
        path = tmp_path / f"picture.{suffix}"
        photograph((480, 320)).save(path)
        small = thumbnail(path, 96)
        assert small.size == (96, 64)
        reference = open_image(path).resize((96, 64), Image.Resampling.LANCZOS)
        assert np.abs(np.asarray(small, int) - np.asarray(reference, int)).mean() < 2

    def test_a_small_picture_keeps_its_size(self, tmp_path: Path) -> None:
        path = tmp_path / "small.png"
        flat(RED).save(path)
        assert thumbnail(path, 96).size == (16, 16)

    def test_a_jpeg_is_not_decoded_in_full(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        path = tmp_path / "large.jpg"
        photograph((960, 640)).save(path)
        sizes: list[tuple[int, int]] = []
        whole = Image.Image.thumbnail
        monkeypatch.setattr(
            Image.Image,
            "thumbnail",
            lambda image, *args: (sizes.append(image.size), whole(image, *args))[1],
        )
        thumbnail(path, 96)
        assert sizes[0] == (120, 80)


class TestReduced:
    @pytest.mark.parametrize("suffix", ["jpg", "png", "heic", "tif", "webp"])
    @pytest.mark.parametrize("orientation", range(1, 9))
    def test_tells_the_size_of_the_whole_upright_picture(
        self, tmp_path: Path, suffix: str, orientation: int
    ) -> None:
        path = tmp_path / f"picture.{suffix}"
        exif = Image.Exif()
        exif[0x0112] = orientation
        photograph((240, 160)).save(path, exif=exif)
        small, size = reduced(path, 96)
        whole = open_image(path)
        assert size == whole.size
        assert (small.width > small.height) == (whole.width > whole.height)


class TestSuffix:
    @pytest.mark.parametrize(
        ("kind", "suffix"),
        [("JPEG", ".jpg"), ("PNG", ".png"), ("TIFF", ".tif"), ("HEIF", ".heic"), ("GIF", ".gif"),
         ("WEBP", ".webp"), ("AVIF", ".avif"), ("JPEG2000", ".jp2"), ("BMP", ".bmp")],
    )  # fmt: skip
    def test_is_that_of_the_content_and_one_that_is_found(
        self, tmp_path: Path, kind: str, suffix: str
    ) -> None:
        path = tmp_path / "picture.php"
        photograph((48, 32)).save(path, kind)
        assert suffix_of(path) == suffix
        assert suffix in IMAGE_SUFFIXES

    def test_of_what_is_no_picture_is_refused(self, tmp_path: Path) -> None:
        path = tmp_path / "page.png"
        path.write_text("<html>")
        with pytest.raises(SvdError, match="is not a picture that can be read"):
            suffix_of(path)


class TestFinding:
    def test_files_come_as_given(self, tmp_path: Path) -> None:
        given = [tmp_path / "b.txt", tmp_path / "a.png", tmp_path / "gone.png"]
        given[0].touch()
        assert list(find_images(given)) == given

    def test_folders_give_their_pictures_sorted(self, tmp_path: Path) -> None:
        for name in ("b.PNG", "a.jpg", "notes.txt", ".hidden.png", "sub/d.heic", "sub/c.avif",
                     ".thumbnails/e.png"):  # fmt: skip
            path = tmp_path / name
            path.parent.mkdir(exist_ok=True)
            path.touch()
        found = [path.relative_to(tmp_path).as_posix() for path in find_images([tmp_path])]
        assert found == ["a.jpg", "b.PNG", "sub/c.avif", "sub/d.heic"]

    def test_a_folder_that_cannot_be_read_gives_what_was(self, tmp_path: Path, monkeypatch) -> None:
        for name in ("a.png", "lost/b.png", "sub/c.png"):
            (tmp_path / name).parent.mkdir(exist_ok=True)
            (tmp_path / name).touch()
        really_scan = os.scandir

        def scan(folder: Path):
            if folder.name == "lost":
                raise OSError(errno.EIO, "Input/output error")
            return really_scan(folder)

        monkeypatch.setattr(os, "scandir", scan)
        assert [*find_images([tmp_path])] == [tmp_path / "a.png", tmp_path / "sub" / "c.png"]

    def test_a_link_to_a_folder_is_not_followed(self, tmp_path: Path) -> None:
        (tmp_path / "a.png").touch()
        (tmp_path / "round").symlink_to(tmp_path)
        assert [*find_images([tmp_path])] == [tmp_path / "a.png"]

    def test_when_it_is_over_what_was_found_comes_and_files_by_their_names(
        self, tmp_path: Path
    ) -> None:
        folder = tmp_path / "folder"
        for number in range(9):
            (folder / str(number)).mkdir(parents=True)
            (folder / f"{number}.png").touch()
            (folder / str(number) / "below.png").touch()
        looks = iter([False] * 6)  # one before each entry, and two before those of the first
        given = [folder, folder, tmp_path / "gone.png", tmp_path / "model.safetensors"]
        found = [*find_images(given, lambda: next(looks, True))]
        assert found[-1] == tmp_path / "gone.png"
        assert {path.parent for path in found[:-1]} <= {folder}
        assert len(found) <= 1 + 4
        assert next(looks, None) is None, "it was asked at every entry"
