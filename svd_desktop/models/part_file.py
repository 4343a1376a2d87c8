"""A file that is being fetched in several places at once, and what of it is on the disk.

Beside the bytes lies a journal, a line for each stretch that is safely there. A line is written
only after the bytes were seen onto the disk, so that whatever ends the program, or the machine,
no byte is counted that is not there. A last line that was cut off is left out.

A program that is killed loses nothing that it gave to the system, a machine without power does. So
a second file tells how far each segment was written, and counts until the machine starts again.
"""

from __future__ import annotations

import os
import threading
from pathlib import Path

from svd_desktop.models.boot import boot_id

SEGMENT = 32 * 2**20  # bytes that one connection fetches
_UNSAVED = 2**24  # bytes at most that a power cut makes come again
_DIGITS = 12  # of a segment's count in the second file, with its end of line


class PartFile:
    """`path` grows to `size` bytes; may be written from several threads, each at its own segment.

    Raises OSError, also for a full disk, which is told before the first byte where the system can.
    """

    def __init__(self, path: Path, size: int) -> None:
        self.path, self.size = path, size
        self._journal = path.with_name(f"{path.name}.journal")
        self._counts = path.with_name(f"{path.name}.written")
        self._lock = threading.Lock()
        count = -(-size // SEGMENT)
        self._there = [0] * count  # bytes of each segment, from its beginning
        self._saved = [0] * count
        path.parent.mkdir(parents=True, exist_ok=True)
        self._read_journal()
        self._read_counts()
        # Without buffers: what is counted as written has left this process.
        self._file = path.open("r+b" if path.exists() else "w+b", buffering=0)
        self._log = self._journal.open("ab")
        if self._there != self._saved:
            self._save()  # the counts are about to be emptied
        self._written = self._counts.open("w+b", buffering=0)
        self._written.write(_counts_text(self._there))

    @property
    def done(self) -> int:
        with self._lock:
            return sum(self._there)

    def segments(self) -> list[int]:
        """Those that are not whole."""
        return [number for number in range(len(self._there)) if self.left(number)]

    def left(self, segment: int) -> int:
        return self._length(segment) - self._there[segment]

    def position(self, segment: int) -> int:
        """Of the segment's next byte, in the file."""
        return segment * SEGMENT + self._there[segment]

    def end(self, segment: int) -> int:
        return segment * SEGMENT + self._length(segment)

    def write(self, segment: int, data: bytes) -> int:
        """Adds to a segment what of the data belongs to it; gives the number of bytes."""
        data = data[: self.left(segment)]
        with self._lock:
            self._file.seek(self.position(segment))
            left = memoryview(data)
            while left:
                left = left[self._file.write(left) :]
            self._there[segment] += len(data)
            self._written.seek(len(_head()) + _DIGITS * segment)
            self._written.write(_count_text(self._there[segment]))
            if sum(self._there) - sum(self._saved) >= _UNSAVED:
                self._save()
        return len(data)

    def close(self) -> None:
        with self._lock:
            try:
                self._save()
            finally:
                self._file.close()
                self._log.close()
                self._written.close()

    def discard(self) -> None:
        """All files of one that was closed."""
        for path in (self.path, self._journal, self._counts):
            path.unlink(missing_ok=True)

    def publish(self, target: Path) -> None:
        """Moves the whole file to its place."""
        target.parent.mkdir(parents=True, exist_ok=True)
        self.path.replace(target)
        self.discard()

    def _save(self) -> None:
        os.fsync(self._file.fileno())
        for number, there in enumerate(self._there):
            if there != self._saved[number]:
                self._log.write(f"{number} {there}\n".encode())
        self._log.flush()
        os.fsync(self._log.fileno())
        self._saved = list(self._there)

    def _length(self, segment: int) -> int:
        return min(SEGMENT, self.size - segment * SEGMENT)

    def _read_journal(self) -> None:
        """Without the file the journal says nothing."""
        if not self.path.exists():
            self.discard()
        try:
            text = self._journal.read_bytes()
        except FileNotFoundError:
            return
        whole, _, cut = text.rpartition(b"\n")
        for line in whole.splitlines():
            number, _, there = line.partition(b" ")
            if number.isdigit() and there.isdigit() and int(number) < len(self._there):
                self._there[int(number)] = min(int(there), self._length(int(number)))
        if cut:  # the next line must not be joined to it
            self._journal.write_bytes(whole + b"\n")
        self._saved = list(self._there)

    def _read_counts(self) -> None:
        """Those of another start of the machine, or of no whole number, say nothing."""
        try:
            text = self._counts.read_bytes()
        except FileNotFoundError:
            return
        if not text.startswith(_head()):
            return
        for number, line in enumerate(text.removeprefix(_head()).splitlines()):
            if number < len(self._there) and len(line) == _DIGITS - 1 and line.isdigit():
                there = min(int(line), self._length(number))
                self._there[number] = max(self._there[number], there)


def _head() -> bytes:
    return f"{boot_id()}\n".encode()


def _count_text(count: int) -> bytes:
    return f"{count:0{_DIGITS - 1}}\n".encode()


def _counts_text(counts: list[int]) -> bytes:
    return _head() + b"".join(map(_count_text, counts))
