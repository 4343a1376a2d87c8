"""A picture meets a clip's size: cropped, padded or stretched, in one resampling at most."""

from __future__ import annotations

from PIL import Image

from svd_desktop.core.crop import crop_box, enlargement
from svd_desktop.core.request import Framing


def frame(image: Image.Image, width: int, height: int, framing: Framing) -> Image.Image:
    """An RGB picture as exactly `width` x `height` pixels.

    Crop keeps the clip's aspect around the focus, moved inwards where it would leave the picture;
    pad puts the whole picture in the middle of the background.
    """
    if framing.mode == "stretch":
        return _resized(image, width, height, (0, 0, *image.size))
    if framing.mode == "crop":
        return _resized(image, width, height, crop_box(image.size, width, height, framing))
    scale = enlargement(image.size, width, height, framing)
    inner = [
        min(max(round(side * scale), 1), limit)
        for side, limit in zip(image.size, (width, height), strict=True)
    ]
    canvas = Image.new("RGB", (width, height), framing.background)
    picture = _resized(image, inner[0], inner[1], (0, 0, *image.size))
    canvas.paste(picture, ((width - inner[0]) // 2, (height - inner[1]) // 2))
    return canvas


def _resized(
    image: Image.Image, width: int, height: int, box: tuple[float, float, float, float]
) -> Image.Image:
    if (box[2] - box[0], box[3] - box[1]) == (width, height):
        left, top = round(box[0]), round(box[1])  # on whole pixels, nothing is resampled
        return image.crop((left, top, left + width, top + height))
    return image.resize((width, height), Image.Resampling.LANCZOS, box=box)
