"""What tells one GPU's driver from another without asking it."""

from __future__ import annotations

import platform
from pathlib import Path
from typing import Any

_NVIDIA = "proc/driver/nvidia/version"  # its text is the version of NVIDIA's driver
_NODES = "dev/dri/renderD*"  # one for each GPU
# What ffmpeg loads to reach an encoder, as the vendors and Mesa call it. Intel's and AMD's drivers
# for Windows bring theirs into the first folder; macOS changes its own with the system.
_LIBRARIES = (
    "usr/lib/*/libnvidia-encode.so*",
    "usr/lib*/libnvidia-encode.so*",
    "usr/lib/*/dri/*_drv_video.so",
    "usr/lib*/dri/*_drv_video.so",
    "usr/lib/*/libamfrt64.so*",
    "opt/amdgpu*/lib/*/libamfrt64.so*",
    "Windows/System32/nvEncodeAPI64.dll",
    "Windows/System32/amfrt64.dll",
    "Windows/System32/libmfxhw64.dll",
    "Windows/System32/libvpl.dll",
)


def gpu_drivers(root: Path = Path("/")) -> dict[str, Any]:
    """The same, as JSON, for as long as the system, the GPUs and their drivers are the same.

    `root` is the root of the system's drive.
    """
    libraries = sorted({path for pattern in _LIBRARIES for path in root.glob(pattern)})
    return {
        "system": [platform.release(), platform.version()],
        "nodes": sorted(str(path) for path in root.glob(_NODES)),
        "nvidia": _text(root / _NVIDIA),
        "libraries": [[str(path), *_stamp(path)] for path in libraries],
    }


def _text(path: Path) -> str:
    try:
        return path.read_text(errors="replace")
    except OSError:
        return ""


def _stamp(path: Path) -> list[int]:
    try:
        status = path.stat()
    except OSError:  # a link to nothing
        return []
    return [status.st_size, status.st_mtime_ns]
