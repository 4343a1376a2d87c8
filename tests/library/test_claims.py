"""Two programs on one library at once: no job is claimed twice, none is left."""

from __future__ import annotations

import os
import subprocess
import sys

from svd_desktop.core.jobs import Delivery, JobState
from svd_desktop.library import jobs
from tests.made import request

JOBS = 50
CLAIMER = """
import sys
from svd_desktop.core.jobs import JobState
from svd_desktop.library import jobs
from svd_desktop.library.database import open_library
from svd_desktop.library.folders import find_folders
from svd_desktop.library.owners import this_process

owner = this_process("a claimer")
with open_library(find_folders()) as db:
    print("ready", flush=True)
    sys.stdin.readline()
    while job := jobs.claim(db, owner):
        print(job.id, flush=True)
        jobs.record_step(db, job.id, 1)
        jobs.change(db, job.id, JobState.DONE)
"""


def test_two_processes_claim_fifty_jobs_each_once(db):
    added = jobs.add(db, [request(seed=seed) for seed in range(JOBS)], Delivery("/clips"))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", CLAIMER],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment,
        )
        for _ in range(2)
    ]  # fmt: skip
    for program in programs:
        assert program.stdout.readline() == "ready\n"
    for program in programs:
        program.stdin.write("go\n")
        program.stdin.flush()
    claimed = [program.communicate(timeout=120)[0].split() for program in programs]

    assert [program.returncode for program in programs] == [0, 0]
    assert sorted(claimed[0] + claimed[1]) == sorted(job.id for job in added)
    assert {job.state for job in jobs.listed(db)} == {JobState.DONE}
