"""A file that is being fetched in several places at once, and what of it is on the disk.

Beside the bytes lies a journal, a line for each stretch that is safely there. A line is written
only after the bytes were seen onto the disk, so that whatever ends the program, or the machine,
no byte is counted that is not there. A last line that was cut off is left out.
"""

from __future__ import annotations

import hashlib
import os
import threading
from pathlib import Path

SEGMENT = 32 * 2**20  # bytes that one connection fetches
_UNSAVED = 2**20  # bytes at most that a kill makes come again


class PartFile:
    """`path` grows to `size` bytes; may be written from several threads, each at its own segment.

    Raises OSError, also for a full disk, which is told before the first byte where the system can.
    """

    def __init__(self, path: Path, size: int) -> None:
        self.path, self.size = path, size
        self._journal = path.with_name(f"{path.name}.journal")
        self._lock = threading.Lock()
        count = -(-size // SEGMENT)
        self._there = [0] * count  # bytes of each segment, from its beginning
        self._saved = [0] * count
        path.parent.mkdir(parents=True, exist_ok=True)
        self._read_journal()
        self._file = path.open("r+b" if path.exists() else "w+b")
        self._log = self._journal.open("ab")

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
            self._file.write(data)
            self._there[segment] += len(data)
            if sum(self._there) - sum(self._saved) >= _UNSAVED:
                self._save()
        return len(data)

    def close(self) -> None:
        with self._lock:
            self._save()
            self._file.close()
            self._log.close()

    def digest(self, kind: str, head: bytes = b"") -> str:
        """Of a file that was closed."""
        whole = hashlib.new(kind, head)
        with self.path.open("rb") as file:
            while block := file.read(2**20):
                whole.update(block)
        return whole.hexdigest()

    def discard(self) -> None:
        """Both files of one that was closed."""
        self.path.unlink(missing_ok=True)
        self._journal.unlink(missing_ok=True)

    def publish(self, target: Path) -> None:
        """Moves the whole file to its place."""
        target.parent.mkdir(parents=True, exist_ok=True)
        self.path.replace(target)
        self._journal.unlink(missing_ok=True)

    def _save(self) -> None:
        self._file.flush()
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
        """Without the file the journal says nothing, and the other way round."""
        try:
            text = self._journal.read_bytes() if self.path.exists() else b""
        except FileNotFoundError:
            text = b""
        if not text:
            self.discard()
        whole, _, cut = text.rpartition(b"\n")
        for line in whole.splitlines():
            number, _, there = line.partition(b" ")
            if number.isdigit() and there.isdigit() and int(number) < len(self._there):
                self._there[int(number)] = min(int(there), self._length(int(number)))
        if cut:  # the next line must not be joined to it
            self._journal.write_bytes(whole + b"\n")
        self._saved = list(self._there)
