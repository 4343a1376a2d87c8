"""Bytes count only once they are on the disk."""

from __future__ import annotations

import pytest

from svd_desktop.models import part_file
from svd_desktop.models.part_file import PartFile

DATA = bytes(range(100))


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(part_file, "SEGMENT", 40)
    monkeypatch.setattr(part_file, "_UNSAVED", 1000)


@pytest.fixture
def _power_cut(monkeypatch: pytest.MonkeyPatch):
    """The machine starts again: what the system had not put on the disk yet is gone."""
    return lambda: monkeypatch.setattr(part_file, "boot_id", lambda: "another start")


def test_a_file_is_whole_when_every_segment_is(tmp_path):
    part = PartFile(tmp_path / "part", 100)
    for segment in part.segments():
        part.write(segment, DATA[part.position(segment) : part.end(segment)])
    assert part.segments() == []
    part.close()
    part.publish(tmp_path / "there" / "whole")
    assert (tmp_path / "there" / "whole").read_bytes() == DATA
    assert sorted(path.name for path in tmp_path.iterdir()) == ["there"]


def test_what_was_closed_goes_on(tmp_path):
    part = PartFile(tmp_path / "part", 100)
    part.write(1, DATA[40:55])
    part.close()
    again = PartFile(tmp_path / "part", 100)
    assert (again.done, again.position(1), again.left(2)) == (15, 55, 20)
    again.close()


def test_what_was_not_seen_onto_the_disk_comes_again_after_a_power_cut(tmp_path, _power_cut):
    left = PartFile(tmp_path / "part", 100)
    left.write(0, DATA[:10])
    _power_cut()
    again = PartFile(tmp_path / "part", 100)
    assert again.done == 0
    again.close()
    left.close()


def test_what_was_seen_onto_the_disk_outlasts_a_power_cut(tmp_path, monkeypatch, _power_cut):
    monkeypatch.setattr(part_file, "_UNSAVED", 12)
    left = PartFile(tmp_path / "part", 100)
    left.write(0, DATA[:12])
    left.write(2, DATA[80:85])
    _power_cut()
    again = PartFile(tmp_path / "part", 100)
    assert (again.position(0), again.position(2)) == (12, 80)
    again.close()
    left.close()


def test_a_kill_loses_nothing_that_was_written(tmp_path):
    killed = PartFile(tmp_path / "part", 100)
    killed.write(0, DATA[:10])
    killed.write(2, DATA[80:85])
    again = PartFile(tmp_path / "part", 100)
    assert (again.position(0), again.position(2)) == (10, 85)
    assert (tmp_path / "part").read_bytes()[80:85] == DATA[80:85]
    again.close()
    killed.close()


def test_what_a_kill_left_outlasts_a_power_cut_once_it_was_gone_on_with(tmp_path, _power_cut):
    killed = PartFile(tmp_path / "part", 100)
    killed.write(0, DATA[:10])
    second = PartFile(tmp_path / "part", 100)
    _power_cut()
    again = PartFile(tmp_path / "part", 100)
    assert again.done == 10
    for part in (again, second, killed):
        part.close()


@pytest.mark.parametrize(
    ("counts", "done"),
    [
        (b"", 0),
        (b"00000000012\n", 0),
        (b"{boot}\n", 0),
        (b"{boot}\n00000000012\n000000", 12),
        (b"{boot}\n12\n\xff\n", 0),
        (b"{boot}\n00000000099\n", 40),
        (b"{boot}\n" + b"00000000020\n" * 9, 60),
        (b"{boot}x\n00000000012\n", 0),
    ],
)
def test_counts_that_are_cut_off_damaged_or_of_another_start_are_left_out(tmp_path, counts, done):
    (tmp_path / "part").write_bytes(DATA)
    boot = part_file.boot_id().encode()
    (tmp_path / "part.written").write_bytes(counts.replace(b"{boot}", boot))
    part = PartFile(tmp_path / "part", 100)
    assert part.done == done
    part.close()


def test_more_than_a_segment_takes_is_left_out(tmp_path):
    part = PartFile(tmp_path / "part", 100)
    assert part.write(2, DATA) == 20
    assert part.left(2) == 0
    part.close()


@pytest.mark.parametrize(
    ("journal", "done"),
    [
        (b"", 0),
        (b"0 12", 0),
        (b"0 12\n1 ", 12),
        (b"0 12\n0 20\n", 20),
        (b"0 4000\n", 40),
        (b"9 5\n0 x\n-1 5\n\xff\n0 7\n", 7),
    ],
)
def test_a_journal_that_is_cut_off_or_damaged_counts_its_whole_lines(tmp_path, journal, done):
    (tmp_path / "part").write_bytes(DATA)
    (tmp_path / "part.journal").write_bytes(journal)
    part = PartFile(tmp_path / "part", 100)
    assert part.done == done
    part.close()


def test_a_line_after_one_that_was_cut_off_stands_alone(tmp_path):
    (tmp_path / "part").write_bytes(DATA)
    (tmp_path / "part.journal").write_bytes(b"0 12\n1 1")
    part = PartFile(tmp_path / "part", 100)
    part.write(1, DATA[40:45])
    part.close()
    again = PartFile(tmp_path / "part", 100)
    assert again.done == 17
    again.close()


def test_a_journal_without_its_file_says_nothing(tmp_path):
    (tmp_path / "part.journal").write_bytes(b"0 12\n")
    part = PartFile(tmp_path / "part", 100)
    assert part.done == 0
    part.close()
