"""Loads a damaged model again and again, with little memory left to take: for test_malformed.

Arguments: a whole model's folder, and the mark that code in it would leave. Ends with 1 and the
smallest example that did something else than load or be refused.
"""

from __future__ import annotations

import logging
import resource
import sys
from pathlib import Path

import psutil
from hypothesis import given
from transformers.utils import logging as transformers_logging

from svd_desktop.core.errors import SvdError
from tests.loaded import load_on_cpu
from tests.malformed import Files, damaged, drawn, with_code, write

# The interpreter's own threads and arenas, beside one and a half times the model.
FIXED = 128 * 2**20


def main(folder: Path, mark: Path) -> None:
    logging.disable()
    transformers_logging.disable_progress_bar()
    files = with_code(folder, mark)
    load_on_cpu(folder)  # whatever torch makes once
    process, unlimited = psutil.Process(), resource.getrlimit(resource.RLIMIT_AS)
    outcomes = {"loaded": 0, "refused": 0}

    @drawn(100)
    @given(damaged(files, mark))
    def load(changed: Files) -> None:
        write(folder, changed)
        size = sum(map(len, (files | changed).values()))
        most = process.memory_info().vms + FIXED + 3 * size // 2
        try:
            resource.setrlimit(resource.RLIMIT_AS, (most, unlimited[1]))
            load_on_cpu(folder)
            outcomes["loaded"] += 1
        except SvdError as error:
            assert error.reason.kind == "model"
            outcomes["refused"] += 1
        finally:
            resource.setrlimit(resource.RLIMIT_AS, unlimited)
            write(folder, {name: files[name] for name in changed})

    load()
    assert not mark.exists()
    sys.stdout.write(f"{outcomes}\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
