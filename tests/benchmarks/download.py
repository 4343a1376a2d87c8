"""300 MB from a stand-in for the hub, interrupted 20 times at random bytes.

    python tests/benchmarks/download.py [--size 300000000] [--cuts 20]

Half of the interruptions drop a connection, half kill the program. Prints what was sent against
what was needed.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from tests.models.interrupted import interrupted


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--size", type=int, default=300_000_000)
    parser.add_argument("--cuts", type=int, default=20)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as home:
        told = interrupted(Path(home), options.size, options.cuts, 60e6)
    print(
        f"{told.needed:,} bytes needed, {told.sent:,} sent, ratio {told.sent / told.needed:.3f}; "
        f"{told.starts} starts; right hashes: {told.right}; listed early: {told.listed_early}"
    )


if __name__ == "__main__":
    main()
