"""Pictures in: whatever a person drops, as 8-bit sRGB the right way up, or one clear sentence.

colours.py turns any mode into sRGB; this file opens safely.
"""

from __future__ import annotations

import os
import stat
import struct
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pillow_heif
from PIL import ExifTags, Image, UnidentifiedImageError

from svd_desktop.core.errors import SvdError
from svd_desktop.media.colours import to_srgb

pillow_heif.register_heif_opener()

# Pillow knows many more, but EPS would start Ghostscript, and the rarer a decoder the less it has
# been attacked by others first.
_FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "HEIF", "AVIF", "JPEG2000", "GIF", "BMP", "PPM",
            "TGA", "ICO")  # fmt: skip
IMAGE_SUFFIXES: frozenset[str] = frozenset({
    ".jpg", ".jpeg", ".jpe", ".jfif", ".mpo", ".png", ".webp", ".tif", ".tiff", ".heic", ".heif",
    ".hif", ".avif", ".jp2", ".j2k", ".jpx", ".gif", ".bmp", ".ppm", ".pgm", ".pbm",
    ".pnm", ".tga", ".ico",
})  # fmt: skip
MAX_PIXELS = 300_000_000  # three times the largest camera sensor on sale; 0.9 GB as RGB
# The same limit where a decoder meets another picture inside a file, such as an icon's.
Image.MAX_IMAGE_PIXELS = MAX_PIXELS

_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_LYING = (
    Image.Transpose.TRANSPOSE,
    Image.Transpose.ROTATE_270,
    Image.Transpose.TRANSVERSE,
    Image.Transpose.ROTATE_90,
)
_SUFFIXES = {"JPEG": ".jpg", "MPO": ".jpg", "TIFF": ".tif", "HEIF": ".heic", "JPEG2000": ".jp2"}
# Modes that can be made smaller before their colours are converted: their averages are colours.
_AVERAGED = ("L", "LA", "RGB", "RGBA", "CMYK")


def find_images(
    paths: Iterable[Path], is_over: Callable[[], bool] = lambda: False
) -> Iterator[Path]:
    """Files as given; for folders the pictures in them and below, sorted, without hidden ones.

    Yields while it walks, so that the first pictures of a large folder come at once. When `is_over`
    says so it ends at the next entry: what was found of the folder comes, and of the rest each file
    that is named as a picture.
    """
    for path in paths:
        if is_over():
            if is_named_as_picture(path):
                yield path
        elif path.is_dir():
            yield from _in_folder(path, is_over)
        else:
            yield path


def is_named_as_picture(path: Path) -> bool:
    """Without a look at the disk."""
    return path.suffix.lower() in IMAGE_SUFFIXES


def _in_folder(folder: Path, is_over: Callable[[], bool]) -> Iterator[Path]:
    waiting = [folder]
    while waiting and not is_over():
        pictures, subfolders = _listed(waiting.pop(), is_over)
        yield from sorted(pictures)
        waiting += sorted(subfolders, reverse=True)


def _listed(folder: Path, is_over: Callable[[], bool]) -> tuple[list[Path], list[Path]]:
    """The pictures and the folders in one; of one that cannot be read, those that were."""
    pictures, subfolders = [], []
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            path = folder / entry.name
            if is_over():
                break
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                subfolders.append(path)
            elif is_named_as_picture(path):
                pictures.append(path)
    return pictures, subfolders


def open_image(path: Path, background: str = "#000000") -> Image.Image:
    """The picture as 8-bit RGB in sRGB, turned as its EXIF says; the first frame of an animation.

    What is transparent shows `background` (#rrggbb). Raises SvdError of kind `input`.
    """
    with _opened(path) as image:
        image.load()
        return _upright(to_srgb(image, background), image)


def thumbnail(path: Path, longest: int) -> Image.Image:
    """The picture as `open_image` gives it, reduced to `longest` pixels along its longer side.

    A smaller picture keeps its size. JPEGs are decoded at an eighth, a quarter or half where that
    is enough, which makes a photograph some ten times as fast.
    """
    return reduced(path, longest)[0]


def reduced(path: Path, longest: int) -> tuple[Image.Image, tuple[int, int]]:
    """A `thumbnail`, and the size that `open_image` would give."""
    size = (longest, longest)
    with _opened(path) as image:
        scale = longest / max(image.size)
        whole = image.size
        image.draft(None, (round(image.width * scale), round(image.height * scale)))
        image.load()
        if image.mode in _AVERAGED and "transparency" not in image.info:
            image.thumbnail(size, Image.Resampling.LANCZOS)
        small = _upright(to_srgb(image, "#000000"), image)
        if _TURNS.get(_orientation(image)) in _LYING:
            whole = whole[1], whole[0]
    small.thumbnail(size, Image.Resampling.LANCZOS)
    return small, whole


def suffix_of(path: Path) -> str:
    """The usual suffix of the kind of picture that a file holds; raises SvdError of kind `input`.

    Only its beginning is read: a picture cut off further on is found when it is decoded.
    """
    with _opened(path) as image:
        kind = image.format or ""
    return _SUFFIXES.get(kind, f".{kind.lower()}")


def _upright(picture: Image.Image, original: Image.Image) -> Image.Image:
    turn = _TURNS.get(_orientation(original))
    return picture.transpose(turn) if turn is not None else picture


def _orientation(image: Image.Image) -> int:
    try:
        return int(image.getexif().get(ExifTags.Base.Orientation, 1))
    except (OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, struct.error):
        return 1  # broken EXIF data says nothing about the pixels


@contextmanager
def _opened(path: Path) -> Iterator[Image.Image]:
    """An opened picture; turns whatever goes wrong with it, then or later, into a sentence."""
    _check_file(path)
    try:
        with Image.open(path, formats=_FORMATS) as image:
            if image.width * image.height > MAX_PIXELS:
                raise _too_large(path)
            yield image
    except UnidentifiedImageError as error:
        raise _refused(path, "is not a picture that can be read", "Save it as PNG.") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise _too_large(path) from error
    except PermissionError as error:
        raise _refused(path, "may not be read", "Change its permissions.") from error
    except MemoryError as error:
        raise _refused(path, "does not fit into memory", "Make it smaller.") from error
    # Decoders of damaged files raise nearly anything.
    except (OSError, SyntaxError, ValueError, TypeError, LookupError, RuntimeError, EOFError,
            struct.error, ArithmeticError) as error:  # fmt: skip
        raise _refused(
            path, "is damaged or cut off", "Copy it again from where it came from."
        ) from error


def _check_file(path: Path) -> None:
    try:
        status = path.stat()
    except PermissionError as error:
        raise _refused(path, "may not be read", "Change its permissions.") from error
    except (OSError, ValueError) as error:
        raise _refused(path, "cannot be found", "Check its name.") from error
    if stat.S_ISDIR(status.st_mode):
        raise _refused(path, "is a folder", "Choose a picture in it.")
    if not stat.S_ISREG(status.st_mode):  # opening a pipe would wait for ever
        raise _refused(path, "is not a file", "Choose a picture.")
    if not status.st_size:
        raise _refused(path, "is empty", "Copy it again from where it came from.")


def _too_large(path: Path) -> SvdError:
    return _refused(
        path, f"has more than {MAX_PIXELS // 1_000_000} million pixels", "Make it smaller first."
    )


def _refused(path: Path, what: str, remedy: str) -> SvdError:
    return SvdError("input", f"{path} {what}.", remedy)
