"""What a job's log says of each event."""

from __future__ import annotations

import pytest

from svd_desktop.core.errors import Reason
from svd_desktop.core.events import (
    Failed,
    Finished,
    Paused,
    Preview,
    Progress,
    Started,
    SteppedDown,
    Waiting,
)
from svd_desktop.dispatch.job_log import GIB, line_of


@pytest.mark.parametrize(
    ("event", "line"),
    [
        (Waiting("j", "another program"), "Waiting for the device, in use by another program."),
        (Started("j", "cuda", {"sentence": "Fits: resident."}), "Started on cuda. Fits: resident."),
        (Started("j", "cpu", {}), "Started on cpu."),
        (Progress("j", "denoise", 2, 8, 9.0, 3 * GIB), "Step 2 of 8, 3.0 GiB in use."),
        (Progress("j", "denoise", 0, 8, 9.0, 3 * GIB), None),
        (Progress("j", "decode", 2, 8, 9.0, 3 * GIB), None),
        (Preview("j", "/p.gif"), None),
        (SteppedDown("j", "offload", "Ran out of memory."), "Ran out of memory."),
        (Paused("j", 3), "Paused after step 3."),
        (Failed("j", Reason("memory", "Too big.", "Use less.")), "Failed: Too big. Use less."),
        (
            Finished("j", "/t", {"denoise": 8.0, "decode": 1.25}, 2 * GIB, {}, ("/out/a.mp4",)),
            "Finished in 9.2 s (denoise 8.0 s, decode 1.2 s), at most 2.0 GiB."
            " Written to /out/a.mp4.",
        ),
    ],
)
def test_a_line_says_what_happened(event, line):
    assert line_of(event) == line
