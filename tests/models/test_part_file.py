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


def test_what_was_not_seen_onto_the_disk_comes_again(tmp_path):
    killed = PartFile(tmp_path / "part", 100)
    killed.write(0, DATA[:10])
    again = PartFile(tmp_path / "part", 100)
    assert again.done == 0
    again.close()
    killed.close()


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
