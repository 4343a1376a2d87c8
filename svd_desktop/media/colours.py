"""Any picture's colours as 8-bit sRGB: profile applied, depth scaled, transparency filled."""

from __future__ import annotations

from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

_SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
_WITH_ALPHA = {"LA": "L", "RGBA": "RGB"}


def to_srgb(image: Image.Image, background: str) -> Image.Image:
    """A loaded picture of any mode as RGB; `background` (#rrggbb) shows where it is transparent."""
    profile = _profile(image)
    picture = _plain(image)
    alpha = None
    if picture.mode in _WITH_ALPHA:
        alpha = picture.getchannel("A")
        picture = picture.convert(_WITH_ALPHA[picture.mode])
    picture = _converted(picture, profile)
    if alpha is None:
        return picture
    canvas = Image.new("RGB", picture.size, background)
    canvas.paste(picture, mask=alpha)
    return canvas


def _plain(image: Image.Image) -> Image.Image:
    """The picture in one of the modes L, LA, RGB, RGBA, CMYK, LAB."""
    mode = image.mode
    if mode.startswith(("I", "F")):
        return _eight_bits(image)
    if mode == "1":
        return image.convert("L")
    if "transparency" in image.info or mode in ("PA", "La", "RGBa"):
        return image.convert("RGBA")
    if mode == "P":
        return image.convert("RGBA" if image.palette and image.palette.mode == "RGBA" else "RGB")
    if mode in ("L", "RGB", "CMYK", "LAB", *_WITH_ALPHA):
        return image
    return image.convert("RGB")  # YCbCr, HSV, RGBX


def _eight_bits(image: Image.Image) -> Image.Image:
    """Grey of more than 8 bits, scaled; Pillow itself would cut everything above 255 to white."""
    values: NDArray[np.float64] = np.nan_to_num(np.asarray(image, np.float64))
    transparent = image.info.get("transparency")
    top = values.max()
    # White is the top of the smallest usual range that holds the picture, and the brightest pixel
    # where none does.
    usual = (1.0, 255.0, 65535.0) if image.mode == "F" else (65535.0,)
    white = next((limit for limit in usual if top <= limit), top)
    grey = Image.fromarray(np.rint(values.clip(0, white) * (255 / white)).astype(np.uint8))
    if isinstance(transparent, int):
        grey.putalpha(Image.fromarray(np.where(values == transparent, 0, 255).astype(np.uint8)))
    return grey


def _profile(image: Image.Image) -> ImageCms.ImageCmsProfile | None:
    """The picture's embedded profile; None without one or with a broken one."""
    data = image.info.get("icc_profile")
    try:
        return ImageCms.ImageCmsProfile(BytesIO(data)) if data else None
    except (OSError, TypeError):
        return None


def _converted(picture: Image.Image, profile: ImageCms.ImageCmsProfile | None) -> Image.Image:
    if profile:
        try:
            converted = ImageCms.profileToProfile(
                picture, profile, _SRGB,
                renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC, outputMode="RGB",
                flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
            )  # fmt: skip
        except ImageCms.PyCMSError:
            pass  # a profile that is damaged or for other pixels than these says nothing
        else:
            assert converted is not None
            return converted
    return picture.convert("RGB")
