"""Makes every icon from resources/icons/svd-desktop.svg: `icons.py FOLDER`.

    FOLDER/hicolor/SIZExSIZE/apps/svd-desktop.png   the theme's sizes on Linux
    FOLDER/hicolor/scalable/apps/svd-desktop.svg    the drawing itself
    FOLDER/svd-desktop.ico                          Windows
    FOLDER/svd-desktop.icns                         macOS

Each picture is drawn at its own size, not made smaller from a larger one.
"""

from __future__ import annotations

import io
import shutil
import sys
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer, QByteArray, QIODevice
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "resources" / "icons" / "svd-desktop.svg"
NAME = SOURCE.stem

THEME = (16, 22, 24, 32, 48, 64, 128, 256, 512)  # pixels, as hicolor has folders for
WINDOWS = (16, 20, 24, 32, 40, 48, 64, 128, 256)  # 20 and 40: small and large at 125 %
MACOS = (32, 64, 128, 256, 512, 1024)  # 32 is 16 on a dense screen, 1024 is 512


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    folder = Path(sys.argv[1])
    write_theme(folder / "hicolor")
    write_together(folder / f"{NAME}.ico", WINDOWS)
    write_together(folder / f"{NAME}.icns", MACOS)
    return 0


def write_theme(folder: Path) -> None:
    """PNGs as desktops look for them, and the drawing for every size between."""
    for size in THEME:
        path = folder / f"{size}x{size}" / "apps" / f"{NAME}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        drawn(size).save(path, optimize=True)
    scalable = folder / "scalable" / "apps" / SOURCE.name
    scalable.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(SOURCE, scalable)


def write_together(path: Path, sizes: tuple[int, ...]) -> None:
    """One file that holds all sizes; its ending says which kind, .ico or .icns."""
    pictures = [drawn(size) for size in sizes]
    sides = [(size, size) for size in sizes]
    pictures[-1].save(path, append_images=pictures[:-1], sizes=sides)


def drawn(size: int) -> Image.Image:
    """The drawing as RGBA of `size` x `size` pixels."""
    image = QImage(size, size, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(0)
    with QPainter(image) as painter:
        QSvgRenderer(str(SOURCE)).render(painter)
    data = QByteArray()
    buffer = QBuffer(data)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return Image.open(io.BytesIO(data.data())).convert("RGBA")


if __name__ == "__main__":
    sys.exit(main())
