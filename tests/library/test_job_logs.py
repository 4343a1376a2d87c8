"""The log of each job."""

from __future__ import annotations

from svd_desktop.library import job_logs


def test_lines_are_added_with_their_time_and_gone_with_the_job(folders):
    job_logs.append(folders, "one", "Started on cuda.")
    job_logs.append(folders, "one", "Step 1 of 8.")
    first, second = job_logs.read(folders, "one").splitlines()
    assert first.endswith("  Started on cuda.")
    assert second[:2] == "20"
    job_logs.forget(folders, "one")
    job_logs.forget(folders, "one")
    assert job_logs.read(folders, "one") == ""


def test_a_log_that_cannot_be_written_stops_nothing(folders, caplog):
    (folders.library / "jobs").write_text("a file where the folder should be")
    job_logs.append(folders, "one", "Started.")
    assert "The log of job one cannot be written" in caplog.text
