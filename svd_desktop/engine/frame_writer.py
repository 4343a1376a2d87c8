"""Frames on their way to the master while the next chunk decodes."""

from __future__ import annotations

import queue
import threading
from types import TracebackType

import numpy as np

from svd_desktop.media.masters import MasterWriter

_CHUNKS_WAITING = 1  # besides the one being written; more would only take memory


class FrameWriter:
    """A master that is written by a thread of its own.

    What goes wrong in the thread is raised by the next `write` or by `close`. Leaving the `with`
    block by an exception ends the thread at once and removes the file.
    """

    def __init__(self, master: MasterWriter) -> None:
        self._master = master
        self._chunks: queue.Queue[np.ndarray | None] = queue.Queue(_CHUNKS_WAITING)
        self._error: Exception | None = None
        self._stopped = False
        # A daemon: a program that ends without leaving the block must not wait for it.
        self._thread = threading.Thread(target=self._run, name="frame writer", daemon=True)
        self._thread.start()

    def write(self, frames: np.ndarray) -> None:
        """Hands over frames, uint8 [n, H, W, 3], which must not change afterwards; waits while the
        disk is slower than the decoding. Raises what writing an earlier chunk raised."""
        if self._error:
            raise self._error
        self._chunks.put(frames)

    def close(self) -> None:
        """Waits until all is on disk. Raises what MasterWriter raises."""
        self._end()
        if self._error:
            self._master.abort()
            raise self._error
        self._master.close()

    def abort(self) -> None:
        """Stops at once and removes the file."""
        self._stopped = True
        self._master.abort()  # first: it frees a thread that waits for ffmpeg
        self._end()

    def _run(self) -> None:
        """Takes chunks to the end, also after an error: `write` must never wait for nobody."""
        while (frames := self._chunks.get()) is not None:
            if self._error or self._stopped:
                continue
            try:
                self._master.write(frames)
            except Exception as error:
                self._error = error

    def _end(self) -> None:
        if self._thread.is_alive():
            self._chunks.put(None)
            self._thread.join()

    def __enter__(self) -> FrameWriter:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if kind is None:
            self.close()
        else:
            self.abort()
