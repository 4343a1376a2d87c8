"""A timeline of takes: the clips that it links are made first, where they are not there yet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

from svd_desktop.core.errors import SvdError
from svd_desktop.core.jobs import Delivery
from svd_desktop.core.takes import Take
from svd_desktop.media.presets import AnyPreset, find_preset
from svd_desktop.media.publishing import PART_SUFFIX
from svd_desktop.media.timelines.building import MEDIA_SUFFIXES, build_timeline
from svd_desktop.media.timelines.description import Timeline
from svd_desktop.media.timelines.fcpxml import Version
from svd_desktop.media.timelines.writing import BUNDLE, check_target, write_timeline

MakeClip = Callable[[Path, Delivery, int], Path]  # a take's folder; the number of the clip, from 0


@dataclass(frozen=True)
class Cut:
    """What a timeline is to be. `output` is absolute, its ending names the format; the clips are
    of `preset` and play at `clip_rate`, in `media` or, without one, beside the timeline. `handles`
    are counted in a clip's frames, `gap` in the timeline's; `size` None is the first clip's.
    `fcpxml` is the version of that format."""

    output: Path
    rate: Fraction
    preset: str
    clip_rate: Fraction
    handles: int = 0
    gap: int = 0
    media: Path | None = None
    size: tuple[int, int] | None = None
    fcpxml: Version = "1.10"


def check_film(name: str, known: Mapping[str, AnyPreset]) -> None:
    """Raises SvdError of kind `request` for a preset that makes nothing that timelines link."""
    if find_preset(name, known).suffix not in MEDIA_SUFFIXES:
        films = [preset.name for preset in known.values() if preset.suffix in MEDIA_SUFFIXES]
        raise SvdError(
            "request",
            f"A timeline links films, which {name} does not make.",
            f"Use one of: {', '.join(films)}.",
        )


def make_timeline(wanted: Cut, takes: Sequence[tuple[Path, Take]], make_clip: MakeClip) -> Timeline:
    """Writes the timeline of takes, each with its folder, in order; one may come more than once.

    `make_clip` makes or finds a take's clip. Raises what it raises, and SvdError of kind `request`,
    `input` or `disk`; of the timeline nothing is left then.
    """
    check_target(wanted.output)
    with _clips_folder(wanted) as folder:
        delivery = Delivery(str(folder), (wanted.preset,), wanted.clip_rate)
        media = {
            source: make_clip(source, delivery, number)
            for number, source in enumerate(dict.fromkeys(source for source, _ in takes))
        }
        built = build_timeline(
            wanted.output.stem, wanted.rate, [(take, media[source]) for source, take in takes],
            handles=wanted.handles, gap=wanted.gap, size=wanted.size,
        )  # fmt: skip
        try:
            write_timeline(built, wanted.output, wanted.fcpxml)
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            raise SvdError(
                "disk", f"{wanted.output} cannot be written: {why}.", "Choose another folder."
            ) from error
    return built


@contextmanager
def _clips_folder(wanted: Cut) -> Iterator[Path]:
    """Where the clips are: beside the timeline, unless chosen, or it holds them itself."""
    output = wanted.output
    if wanted.media:
        yield wanted.media
    elif output.suffix.lower() == BUNDLE:
        with TemporaryDirectory(dir=output.parent, prefix=".", suffix=PART_SUFFIX) as folder:
            yield Path(folder)
    else:
        yield output.with_name(f"{output.stem}_clips")
