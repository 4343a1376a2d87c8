"""The photographs of svd-mini, and the camera that moves over them.

Nothing is downloaded: the photographs come with Debian packages of wallpapers and with
scikit-image. Their licences are listed in README.md.
"""

import math
from pathlib import Path

import skimage
import torch
from PIL import Image, ImageOps
from torch import Generator, Tensor
from torch.nn import functional

BACKGROUNDS = Path("/usr/share/backgrounds")
WALLPAPERS = Path("/usr/share/wallpapers")
SCIKIT_IMAGE = Path(skimage.__file__).parent / "data"

# Never trained on. All are CC0, in the public domain, or CC-BY.
HELD_OUT = (
    SCIKIT_IMAGE / "astronaut.png",
    SCIKIT_IMAGE / "chelsea.png",
    SCIKIT_IMAGE / "coffee.png",
    SCIKIT_IMAGE / "rocket.jpg",
    BACKGROUNDS / "friends_by_Aitzol_Berasategi.jpg",
    BACKGROUNDS / "picosdeeuropa_by_Aitzol_Berasategi.jpg",
    BACKGROUNDS / "sunset_by_Aitzol_Berasategi.jpg",
    BACKGROUNDS / "Wine_by_Jakkub_Mede.jpg",
)
LARGEST_SIDE = 768

# At motion_bucket_id 255 and 7 fps, the last of 14 frames shows a window smaller by this share.
LARGEST_PUSH = 0.025
# The camera pushes towards a place on the ellipse this far, of half a side, from the middle.
FOCUS = 0.8


def training_files() -> list[Path]:
    """Every photograph and painting that the packages hold and that is not held out."""
    wallpapers = sorted(WALLPAPERS.glob("*/contents/images/[2-5]*"))
    found = [
        *BACKGROUNDS.glob("*.jpg"),
        *BACKGROUNDS.glob("mate/nature/*.jpg"),
        BACKGROUNDS / "mate/abstract/Elephants.jpg",
        *{path.parent: path for path in wallpapers}.values(),  # one size of each
        SCIKIT_IMAGE / "hubble_deep_field.jpg",
    ]
    return sorted(path for path in found if path not in HELD_OUT)


def load(path: Path) -> Tensor:
    """The picture as it should be seen, (3, H, W) uint8, its longer side at most 768."""
    with Image.open(path) as image:
        image.draft("RGB", (2 * LARGEST_SIDE, 2 * LARGEST_SIDE))
        image = ImageOps.exif_transpose(image).convert("RGB")
        image.thumbnail((LARGEST_SIDE, LARGEST_SIDE), Image.Resampling.LANCZOS)
        data = torch.frombuffer(bytearray(image.tobytes()), dtype=torch.uint8)
    return data.reshape(image.height, image.width, 3).permute(2, 0, 1).contiguous()


def uniform(low: float, high: float, generator: Generator) -> float:
    return low + (high - low) * torch.rand((), generator=generator).item()


def random_view(picture: Tensor, height: int, width: int, generator: Generator) -> Tensor:
    """A part of `picture` (3, H, W) uint8, perhaps mirrored, (3, height, width) in [-1, 1]."""
    _, full_height, full_width = picture.shape
    largest = min(full_height / height, full_width / width)
    scale = largest * uniform(0.5, 1.0, generator)
    rows, columns = max(int(height * scale), 8), max(int(width * scale), 8)
    top = int(uniform(0, full_height - rows, generator))
    left = int(uniform(0, full_width - columns, generator))
    view = picture[None, :, top : top + rows, left : left + columns].float() / 127.5 - 1
    view = functional.interpolate(view, (height, width), mode="bicubic", antialias=True)[0].clamp(
        -1, 1
    )
    return view.flip(-1) if uniform(0, 1, generator) < 0.5 else view


def push(motion_bucket_id: float, fps: float) -> float:
    """The share of the picture by which the camera's window shrinks from one frame to the next."""
    return LARGEST_PUSH / 13 * motion_bucket_id / 255 * 7 / fps


def camera_clip(view: Tensor, frames: int, step: float, angle: float) -> Tensor:
    """A camera that pushes in on `view` (3, H, W) and drifts; (frames, 3, H, W).

    Frame f shows a window of 1 - f * `step` of the view, shrunk towards a focus at `angle` (0:
    right, a quarter turn: down). The first shows the whole view and none anything outside it.
    """
    shrunk = step * torch.arange(frames)
    affine = torch.zeros(frames, 2, 3)
    affine[:, 0, 0] = affine[:, 1, 1] = 1 - shrunk
    affine[:, 0, 2] = FOCUS * math.cos(angle) * shrunk
    affine[:, 1, 2] = FOCUS * math.sin(angle) * shrunk
    grid = functional.affine_grid(affine, [frames, *view.shape], align_corners=False)
    source = view.expand(frames, -1, -1, -1)
    return functional.grid_sample(source, grid, "bicubic", "border", align_corners=False).clamp(
        -1, 1
    )


def camera_shift(size: tuple[int, int], frames: int, step: float, angle: float) -> Tensor:
    """How far right and down, in pixels, each place of `camera_clip` looks: (frames, 2, H, W)."""
    height, width = size
    across = ((2 * torch.arange(width) + 1) / width - 1).expand(height, width)
    down = ((2 * torch.arange(height) + 1) / height - 1)[:, None].expand(height, width)
    towards = torch.stack(
        [
            (FOCUS * math.cos(angle) - across) * width / 2,
            (FOCUS * math.sin(angle) - down) * height / 2,
        ]
    )
    return step * torch.arange(frames)[:, None, None, None] * towards
