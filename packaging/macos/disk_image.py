"""Makes the disk image for macOS, in one command: `python3 packaging/macos/disk_image.py [WORK]`.

WORK (at first `build`) gets `dist/SVD Desktop.app` and `svd-desktop-VERSION.dmg`. With
CODESIGN_IDENTITY the program is signed by it, else only for this machine: others then have to allow
it in the settings. Not tried: it was written on Linux, where nothing of it runs.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import freeze


def main() -> int:
    work = Path(sys.argv[1] if len(sys.argv) > 1 else freeze.ROOT / "build").resolve()
    if sys.platform != "darwin":
        raise SystemExit("A disk image for macOS can only be made on macOS.")
    freeze.try_it(freeze.freeze(work, with_engine=False), with_engine=False)
    program = work / "dist" / "SVD Desktop.app"
    freeze.call("codesign", "--verify", "--deep", "--strict", program)
    stage = work / "image"
    freeze.call("rm", "-rf", stage)
    stage.mkdir()
    freeze.call("ditto", program, stage / program.name)  # keeps links and signatures
    (stage / "Applications").symlink_to("/Applications")  # to drag the program on
    image = work / f"svd-desktop-{freeze.version()}.dmg"
    freeze.call(
        "hdiutil", "create", "-volname", "SVD Desktop", "-srcfolder", stage, "-format", "UDZO",
        "-ov", image,
    )  # fmt: skip
    return 0


if __name__ == "__main__":
    sys.exit(main())
