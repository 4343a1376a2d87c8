"""Makes the installer for Windows, in one command: `py packaging/windows/installer.py [WORK]`.

WORK (at first `build`) gets `svd-desktop-VERSION-setup.exe`. Needs Inno Setup 6. Not tried: it was
written on Linux, where tests/packaging reads its files and nothing runs them.
"""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
import freeze

SCRIPT = Path(__file__).with_name("svd-desktop.iss")


def main() -> int:
    work = Path(sys.argv[1] if len(sys.argv) > 1 else freeze.ROOT / "build").resolve()
    compiler = find_compiler()
    freeze.try_it(freeze.freeze(work, with_engine=False), with_engine=False)
    freeze.call(compiler, f"/DVersion={freeze.version()}", f"/DWork={work}", SCRIPT)
    return 0


def find_compiler() -> str:
    """Inno Setup's, asked for before minutes are spent on freezing."""
    usual = Path(os.environ.get("PROGRAMFILES(X86)", "")) / "Inno Setup 6" / "ISCC.exe"
    found = shutil.which("ISCC") or (str(usual) if usual.is_file() else None)
    if found is None:
        raise SystemExit("Inno Setup 6 is needed. Install it from https://jrsoftware.org/isdl.php")
    return found


if __name__ == "__main__":
    sys.exit(main())
