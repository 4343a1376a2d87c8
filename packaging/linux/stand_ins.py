"""Serves on this machine what the first start fetches from PyTorch's and Python's makers.

    python3 packaging/linux/stand_ins.py FOLDER TORCH.whl [WORDS OF A COMMAND]

For trying the package where their servers are not reached, or not to be burdened: an index with the
one wheel named, in the layout of https://download.pytorch.org/whl, and the Python that runs this,
packed as uv's own are. FOLDER gets both. The command is run with the variables that lead uv and the
program there; without one they are printed, and it serves until it is stopped. Everything else
comes from the registry as ever. Needs patchelf.
"""

from __future__ import annotations

import hashlib
import http.server
import io
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import threading
from pathlib import Path
from urllib.parse import quote

# What every Linux has, in the version of its graphics drivers and of its own C library.
SYSTEM = ("libc.", "libm.", "libdl.", "librt.", "libutil.", "libpthread.", "ld-linux", "linux-vdso")
NOT_PACKED = ("test", "site-packages", "__pycache__", "idlelib", "tkinter", "turtledemo")
WITH_WINDOWS = ("_tkinter", "_test", "_ctypes_test", "xx")  # modules nobody starts here


def main() -> int:
    folder, wheel, *command = sys.argv[1:]
    place = Path(folder).resolve()
    place.mkdir(parents=True, exist_ok=True)
    server = Server(("127.0.0.1", 0), handler(place))
    address = f"http://127.0.0.1:{server.server_address[1]}"
    write_index(place / "whl", Path(wheel))
    archive = pack_python(place)
    (place / "pythons.json").write_text(json.dumps(listed(archive, f"{address}/{archive.name}")))
    variables = {
        "SVD_DESKTOP_TORCH_INDEX": f"{address}/whl",
        "UV_PYTHON_DOWNLOADS_JSON_URL": f"{address}/pythons.json",
    }
    if not command:
        print("\n".join(f"export {name}={value}" for name, value in variables.items()), flush=True)
        server.serve_forever()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return subprocess.run(command, env=os.environ | variables).returncode


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, request: object, client_address: object) -> None:
        """Whoever asked may hang up before it has everything."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]


def handler(place: Path) -> type[http.server.SimpleHTTPRequestHandler]:
    class Handler(http.server.SimpleHTTPRequestHandler):
        """Sends parts of files too: uv reads a wheel's list of contents, and downloads go on."""

        protocol_version = "HTTP/1.1"

        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments, directory=str(place))  # type: ignore[arg-type]

        def send_head(self) -> io.BytesIO | io.BufferedReader | None:
            asked = re.fullmatch(r"bytes=(\d*)-(\d*)", self.headers.get("Range", ""))
            path = Path(self.translate_path(self.path))
            if not path.is_file():
                return super().send_head()  # type: ignore[return-value]
            size = path.stat().st_size
            first, last = (0, size - 1) if not asked else span(asked[1], asked[2], size)
            self.send_response(206 if asked else 200)
            self.send_header("Content-Type", self.guess_type(str(path)))
            self.send_header("Content-Length", str(last - first + 1))
            self.send_header("Accept-Ranges", "bytes")
            self.send_header("ETag", f'"{size}"')
            if asked:
                self.send_header("Content-Range", f"bytes {first}-{last}/{size}")
            self.end_headers()
            if not asked:
                return path.open("rb")
            with path.open("rb") as file:
                file.seek(first)
                return io.BytesIO(file.read(last - first + 1))

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    return Handler


def span(first: str, last: str, size: int) -> tuple[int, int]:
    """The bytes that are meant, both counted: 0-99, 100- or the last -50."""
    if not first:
        return max(0, size - int(last)), size - 1
    return int(first), min(int(last or size - 1), size - 1)


def write_index(whl: Path, wheel: Path) -> None:
    """One page of all builds and one for each, and the wheel where its build lies."""
    build = wheel.name.split("-")[1].partition("+")[2]  # cpu, of torch-2.13.0+cpu-cp311-...
    digest = hashlib.sha256(wheel.read_bytes()).hexdigest()
    link = f'<a href="/whl/{build}/{quote(wheel.name)}#sha256={digest}">{wheel.name}</a>'
    page = f"<!DOCTYPE html><html><body><h1>Links for torch</h1>{link}<br/></body></html>"
    for folder in (whl / "torch", whl / build / "torch"):
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "index.html").write_text(page)
    target = whl / build / wheel.name
    target.unlink(missing_ok=True)
    target.symlink_to(wheel.resolve())


def pack_python(place: Path) -> Path:
    """The Python that runs this, with the libraries it needs, to be unpacked anywhere."""
    version = platform.python_version()
    archive = place / f"cpython-{version}-{platform.machine()}-install_only.tar.gz"
    if archive.exists():
        return archive
    top = place / "python"
    shutil.rmtree(top, ignore_errors=True)
    short = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    base = Path(sys.base_prefix)
    library = top / "lib"
    shutil.copytree(
        sysconfig.get_path("stdlib"), library / short,
        ignore=shutil.ignore_patterns(*NOT_PACKED, *(f"{name}*.so" for name in WITH_WINDOWS)),
    )  # fmt: skip
    (library / short / "site-packages").mkdir()
    (top / "bin").mkdir()
    program = top / "bin" / short
    shutil.copy2(base / "bin" / short, program)
    for name in ("python", "python3"):
        (program.parent / name).symlink_to(short)
    modules = [program, *(library / short / "lib-dynload").glob("*.so")]
    for path in sorted(needed_by(modules)):
        shutil.copy2(path, library / path.name)
    for path in [*modules, *library.glob("*.so*")]:
        up = os.path.relpath(library, path.parent)
        path.chmod(0o755)
        subprocess.run(["patchelf", "--set-rpath", f"$ORIGIN/{up}", str(path)], check=True)
    with tarfile.open(archive, "w:gz", compresslevel=1) as file:
        file.add(top, "python")
    shutil.rmtree(top)
    return archive


def needed_by(binaries: list[Path]) -> set[Path]:
    """The libraries that are not on every Linux, as the linker finds them here."""
    environment = os.environ | {"LD_LIBRARY_PATH": f"{sys.base_prefix}/lib"}
    told = subprocess.run(
        ["ldd", *map(str, binaries)], env=environment, capture_output=True, text=True
    ).stdout
    found = (Path(path) for path in re.findall(r"=> (/\S+)", told))
    return {path for path in found if not path.name.startswith(SYSTEM)}


def listed(archive: Path, address: str) -> dict[str, object]:
    """uv's list of what it can install, with this one: `uv python list` reads it."""
    major, minor, patch = (int(part) for part in platform.python_version_tuple())
    name = f"cpython-{major}.{minor}.{patch}-linux-{platform.machine()}-gnu"
    return {
        name: {
            "name": "cpython",
            "arch": {"family": platform.machine(), "variant": None},
            "os": "linux",
            "libc": "gnu",
            "major": major,
            "minor": minor,
            "patch": patch,
            "prerelease": "",
            "url": address,
            "sha256": hashlib.sha256(archive.read_bytes()).hexdigest(),
            "variant": None,
            "build": "20260101",
        }
    }


if __name__ == "__main__":
    sys.exit(main())
