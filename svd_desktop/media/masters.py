"""Masters: the frames of a take, lossless, as Ut Video in Matroska; earlier ones are FFV1."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from fractions import Fraction
from pathlib import Path
from types import TracebackType

import av
import numpy as np

from svd_desktop.core.errors import SvdError
from svd_desktop.media.ffmpeg import Ffmpeg, Frames

# Every frame stands alone, in RGB as it is; any YUV format would lose levels. FFV1 is a tenth
# smaller, but takes four times as long to write and six times as long to read (1.3 instead of 0.2 s
# of a processor for 25 frames of 1024x576), which is most of what an export takes.
_OUTPUT = ("-c:v", "utvideo", "-pred", "median", "-pix_fmt", "gbrp", "-f", "matroska")


class MasterWriter:
    """Streams frames into a master. Leaving the `with` block by an exception removes the file.

    `rate` is frames a second; `metadata` becomes tags of the file.
    """

    def __init__(
        self,
        path: Path,
        width: int,
        height: int,
        rate: Fraction,
        metadata: Mapping[str, str] | None = None,
    ) -> None:
        self._shape = (height, width, 3)
        self._ffmpeg = Ffmpeg(path, width, height, rate, _OUTPUT, metadata or {})

    def write(self, frames: Frames) -> None:
        """Adds frames, uint8 [n, H, W, 3]. Raises SvdError of kind `disk` or `encoder`."""
        if frames.dtype != np.uint8 or frames.shape[1:] != self._shape:
            raise ValueError(
                f"frames are {frames.dtype} {frames.shape}, the master takes uint8 [n, *"
                f"{self._shape}]"
            )
        self._ffmpeg.write(frames)

    def close(self) -> None:
        """Waits until the master is complete. Raises SvdError of kind `disk` or `encoder`."""
        self._ffmpeg.finish()

    def abort(self) -> None:
        """Stops at once and removes the file."""
        self._ffmpeg.kill()

    def __enter__(self) -> MasterWriter:
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


def master_info(path: Path) -> tuple[int, int, int, Fraction]:
    """Frames, width, height and rate (frames a second) of a master; SvdError when it is none."""
    with _opened(path) as (container, stream):
        # Matroska does not store the number of frames. Counting reads the file, decodes nothing.
        count = sum(1 for packet in container.demux(stream) if packet.size)
        rate = stream.average_rate
        if not count or rate is None:
            raise _damaged(path)
        return count, stream.width, stream.height, rate


def read_frames(path: Path) -> Frames:
    """All frames of a master, uint8 [F, H, W, 3], exactly as written; SvdError when damaged."""
    with reading(path) as frames:
        return frames.all()


class MasterFrames:
    """A master's frames, uint8 [F, H, W, 3], while a thread still decodes them, in order. Each is
    kept, exactly as written; asking for one that is not there yet waits for it, from any thread."""

    def __init__(self, path: Path) -> None:
        count, width, height, _ = master_info(path)
        self._path = path
        self._frames: Frames = np.empty((count, height, width, 3), np.uint8)
        self._done = 0
        self._ended = False
        self._failure: Exception | None = None
        self._news = threading.Condition()
        self._thread = threading.Thread(target=self._decode, name=f"frames of {path}", daemon=True)
        self._thread.start()

    def __len__(self) -> int:
        return len(self._frames)

    def __getitem__(self, index: int) -> Frames:
        """Frame `index`, from 0, [H, W, 3]. Raises SvdError when it is damaged."""
        index = range(len(self._frames))[index]  # from the end, too, and IndexError beyond
        self._wait(index + 1)
        frame: Frames = self._frames[index]
        return frame

    def all(self) -> Frames:
        """Every frame; SvdError when one is damaged."""
        self._wait(len(self._frames))
        return self._frames

    def stop(self) -> None:
        """Frames that are not there yet will not come."""
        with self._news:
            self._ended = True
            self._news.notify_all()

    def close(self) -> None:
        """Stops, and waits for the thread."""
        self.stop()
        self._thread.join()

    def _wait(self, count: int) -> None:
        with self._news:
            self._news.wait_for(lambda: self._done >= count or self._ended)
            if self._done < count:
                raise self._failure or _damaged(self._path)

    def _decode(self) -> None:
        try:
            with _opened(self._path) as (container, stream):
                stream.thread_type = "AUTO"
                for frame in container.decode(stream):
                    if self._ended:
                        return
                    self._frames[self._done] = frame.to_ndarray(format="rgb24")
                    with self._news:
                        self._done += 1
                        self._news.notify_all()
        except Exception as error:
            self._failure = error
        finally:
            self.stop()


@contextmanager
def reading(path: Path) -> Iterator[MasterFrames]:
    """A master's frames as they are decoded; SvdError when it is none."""
    frames = MasterFrames(path)
    try:
        yield frames
    finally:
        frames.close()


def read_small_frames(path: Path, longest: int, most: int) -> tuple[Frames, Fraction]:
    """At most `most` frames of a master, evenly chosen, with `longest` pixels along the longer
    side, as uint8 [F, H, W, 3]; and the rate they play at. SvdError when damaged."""
    count, width, height, rate = master_info(path)
    every = -(-count // most)
    scale = min(1.0, longest / max(width, height))
    wide, high = max(1, round(width * scale)), max(1, round(height * scale))
    frames = []
    with _opened(path) as (container, stream):
        # Every frame is a key frame, so that those between need not be decoded.
        packets = [packet for packet in container.demux(stream) if packet.size]
        for packet in packets[::every]:
            for frame in packet.decode():
                frames.append(frame.to_ndarray(format="rgb24", width=wide, height=high))
    if not frames:
        raise _damaged(path)
    return np.stack(frames), rate / every


@contextmanager
def _opened(
    path: Path,
) -> Iterator[tuple[av.container.InputContainer, av.VideoStream]]:
    try:
        with av.open(str(path)) as container:
            if not container.streams.video:
                raise _damaged(path)
            yield container, container.streams.video[0]
    except av.FFmpegError as error:
        raise _damaged(path) from error


def _damaged(path: Path) -> SvdError:
    return SvdError(
        "input", f"{path} is missing or damaged.", "Render it again: its settings are in take.json."
    )
