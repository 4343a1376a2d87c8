"""Makes the Debian packages and the archive for other Linux systems, in one command.

    python3 packaging/linux/deb.py [WORK]

WORK (at first `build`) gets `svd-desktop_VERSION-1_ARCH.deb`, which fetches the engine at its first
start, `svd-desktop-cpu_VERSION-1_ARCH.deb`, which has PyTorch for the processor inside, and, for
other systems, the latter as the archive `svd-desktop-VERSION-ARCH.tar.zst`. The same commit gives
the same bytes on the same system: dates are the commit's, or those of SOURCE_DATE_EPOCH, and names
are sorted. Needs dpkg-deb, readelf and zstd.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import formatdate
from pathlib import Path
from xml.sax.saxutils import quoteattr

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import freeze
from system_libraries import packages_for

ROOT = freeze.ROOT
HERE = ROOT / "packaging" / "linux"
NAME = "svd-desktop"
MAINTAINER = "The SVD Desktop developers <svd-desktop@localhost>"  # there is no address yet


@dataclass(frozen=True)
class Package:
    """`relations` are lines of the control file, `engine` its words on what renders."""

    name: str
    relations: str
    engine: str


# Both are the same program in the same place: one takes the other's.
WINDOW = Package(
    "svd-desktop",
    "",
    """\
 At the first start it asks before it fetches its engine, PyTorch in the build
 for the graphics card that is found, into the person's own folder. The package
 svd-desktop-cpu needs nothing from the net and renders on the processor.
""",
)
WHOLE = Package(
    "svd-desktop-cpu",
    "Provides: svd-desktop\nConflicts: svd-desktop\nReplaces: svd-desktop\n",
    """\
 This package renders on the processor and fetches nothing. The package
 svd-desktop uses a graphics card.
""",
)


def main() -> int:
    work = Path(sys.argv[1] if len(sys.argv) > 1 else ROOT / "build").resolve()
    window = freeze.freeze(work, with_engine=False)
    freeze.try_it(window, with_engine=False)
    tell(make_deb(WINDOW, window, work / "icons", work))
    whole = freeze.freeze(work / freeze.WITH_ENGINE, with_engine=True)
    freeze.try_it(whole, with_engine=True)
    tell(make_deb(WHOLE, whole, work / "icons", work))
    tell(make_archive(whole, work))
    return 0


def tell(made: Path) -> None:
    digest = hashlib.sha256(made.read_bytes()).hexdigest()
    print(f"{made}: {made.stat().st_size / 1e6:.0f} MB, sha256 {digest}", flush=True)


def make_deb(package: Package, frozen: Path, icons: Path, work: Path) -> Path:
    tree = work / "deb"
    shutil.rmtree(tree, ignore_errors=True)
    lay_out(package, tree, frozen, icons)
    (tree / "DEBIAN").mkdir()
    (tree / "DEBIAN" / "control").write_text(control(package, tree), "utf-8")
    (tree / "DEBIAN" / "md5sums").write_text(md5sums(tree), "utf-8")
    shutil.copyfile(HERE / "postrm", tree / "DEBIAN" / "postrm")
    settle(tree)
    made = work / f"{package.name}_{freeze.version()}-1_{architecture()}.deb"
    # xz, as Debian's own packages are: zstd is read by dpkg and by few other tools. Two threads,
    # whatever the machine has, because the bytes depend on their number.
    packing = ("dpkg-deb", "--root-owner-group", "-Zxz", "-z3", "--threads-max=2", "--build")
    freeze.call(*packing, tree, made, SOURCE_DATE_EPOCH=str(freeze.date()))
    return made


def lay_out(package: Package, tree: Path, frozen: Path, icons: Path) -> None:
    """Everything in its place, as Debian's policy and the desktops ask."""
    shutil.copytree(frozen, tree / "usr/lib" / NAME, symlinks=True)
    programs = tree / "usr/bin"
    programs.mkdir(parents=True)
    for name in (NAME, f"{NAME}w"):  # a desktop's programs have no console here: they are one
        (programs / name).symlink_to(f"../lib/{NAME}/{NAME}")
    share = tree / "usr/share"
    shutil.copytree(icons / "hicolor", share / "icons/hicolor")
    for source, place in {
        "svd-desktop.desktop": "applications/svd-desktop.desktop",
        "svd-desktop-mime.xml": "mime/packages/svd-desktop.xml",
        "copyright": f"doc/{package.name}/copyright",
    }.items():
        (share / place).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(HERE / source, share / place)
    (share / "metainfo").mkdir()
    (share / "metainfo/local.svd_desktop.svd_desktop.metainfo.xml").write_text(metainfo(), "utf-8")
    documents = share / "doc" / package.name
    pack((ROOT / "CHANGELOG.md").read_bytes(), documents / "changelog.gz")
    pack(changelog(package).encode(), documents / "changelog.Debian.gz")
    page = share / "man/man1"
    page.mkdir(parents=True)
    pack((HERE / "svd-desktop.1").read_bytes(), page / "svd-desktop.1.gz")
    (page / "svd-desktopw.1.gz").symlink_to("svd-desktop.1.gz")


def pack(data: bytes, target: Path) -> None:
    """gzip without a name and a date, which would differ from build to build."""
    target.write_bytes(gzip.compress(data, 9, mtime=0))


def changelog(package: Package) -> str:
    """That of the package; the program's own is beside it."""
    return (
        f"{package.name} ({freeze.version()}-1) unstable; urgency=medium\n\n"
        f"  * Version {freeze.version()}: see changelog.gz.\n\n"
        f" -- {MAINTAINER}  {formatdate(freeze.date())}\n"
    )


def metainfo() -> str:
    """With the releases of the changelog, the newest first."""
    text = (HERE / "svd-desktop.metainfo.xml").read_text("utf-8")
    found = re.findall(r"^## \[(.+?)\] - (\S+)", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    today = datetime.fromtimestamp(freeze.date(), UTC).date().isoformat()
    lines = []
    for number, day in found:
        kind, day = ("development", today) if day == "unreleased" else ("stable", day)
        lines.append(f"    <release version={quoteattr(number)} date={quoteattr(day)} "
                     f"type={quoteattr(kind)}/>\n")  # fmt: skip
    releases = "  <releases>\n" + "".join(lines) + "  </releases>\n"
    return text.replace("</component>", releases + "</component>")


def control(package: Package, tree: Path) -> str:
    size = sum(path.lstat().st_size for path in tree.rglob("*") if not path.is_dir())
    depends = ", ".join(packages_for(tree / "usr/lib" / NAME))
    return f"""\
Package: {package.name}
Version: {freeze.version()}-1
Architecture: {architecture()}
Maintainer: {MAINTAINER}
Installed-Size: {-(-size // 1024)}
Section: video
Priority: optional
Depends: {depends}
Recommends: fonts-noto-cjk
{package.relations}\
Description: turn pictures into moving clips with Stable Video Diffusion
 Drop pictures on the window, choose how they move, and they are rendered one
 after the other. Each clip is kept without loss and written as a file that
 editing software opens. The same program works from the command line.
 .
{package.engine}\
 .
 A small model comes with it, so that everything can be tried at once.
"""


def md5sums(tree: Path) -> str:
    files = sorted(path for path in (tree / "usr").rglob("*") if path.is_file() and not
                   path.is_symlink())  # fmt: skip
    return "".join(
        f"{hashlib.md5(path.read_bytes()).hexdigest()}  {path.relative_to(tree)}\n"
        for path in files
    )


def settle(tree: Path) -> None:
    """Modes and dates that do not depend on who builds, and when."""
    moment = freeze.date()
    for path in sorted(tree.rglob("*"), reverse=True):  # what is in a folder before the folder
        if not path.is_symlink():
            runs = path.is_dir() or path.stat().st_mode & 0o100 or path.name == "postrm"
            path.chmod(0o755 if runs else 0o644)
        os.utime(path, (moment, moment), follow_symlinks=False)
    tree.chmod(0o755)


def make_archive(frozen: Path, work: Path) -> Path:
    """The self-contained program as one file: unpack it anywhere and start svd-desktop in it."""
    made = work / f"{NAME}-{freeze.version()}-{architecture()}.tar.zst"
    tar = subprocess.Popen(
        ["tar", "--create", "--sort=name", f"--mtime=@{freeze.date()}", "--owner=0", "--group=0",
         "--numeric-owner", "--mode=go=u-w", "--directory", str(frozen.parent), frozen.name],
        stdout=subprocess.PIPE,
    )  # fmt: skip
    with tar:
        packing = ["zstd", "-12", "-T2", "--quiet", "--force", "-o", str(made)]
        subprocess.run(packing, stdin=tar.stdout, check=True)
    if tar.returncode:
        raise SystemExit(f"tar could not pack {frozen}.")
    return made


def architecture() -> str:
    return subprocess.check_output(["dpkg", "--print-architecture"], text=True).strip()


if __name__ == "__main__":
    sys.exit(main())
