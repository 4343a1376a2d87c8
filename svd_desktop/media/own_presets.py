"""A person's own export presets: built-in ones with a few plain things changed."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import asdict, dataclass, fields, replace
from typing import Any, Literal

from svd_desktop.core.errors import SvdError
from svd_desktop.media.codecs import Codec, Dial
from svd_desktop.media.hardware import encoders_of
from svd_desktop.media.names import sanitise
from svd_desktop.media.presets import PRESETS, AnyPreset, SequencePreset, find_preset

VERSION = 1
_NAME = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_NAME_LENGTH, _LABEL_LENGTH = 40, 60


@dataclass(frozen=True)
class OwnPreset:
    """`origin` is the built-in preset that it is made from; what is None or empty is left as there,
    an empty label is the name. `encoder` is ffmpeg's name of it.

    Raises SvdError of kind `request` that names the value and what would do.
    """

    name: str
    origin: str
    label: str = ""
    encoder: str = ""
    quality: int | None = None
    compression: int | None = None

    def __post_init__(self) -> None:
        check_name(self.name)
        origin = find_preset(str(self.origin), PRESETS)  # a file may hold anything
        if not _is_label(self.label):
            raise SvdError(
                "request", f"{self.label!r} cannot be a preset's label.",
                f"Use one line of at most {_LABEL_LENGTH} characters.",
            )  # fmt: skip
        codec = self._codec(origin)
        dial = dial_of(origin, codec)
        _check_value(origin, codec, dial, "quality", self.quality)
        _check_value(origin, codec, dial, "compression", self.compression)

    def preset(self) -> AnyPreset:
        """What clips are made with."""
        origin = PRESETS[self.origin]
        own: AnyPreset = replace(
            origin,
            name=self.name,
            label=self.label or self.name,
            help=f"Your own, made from {origin.label}.",
            made_from=self._made_from(),
        )
        value = self.quality if self.quality is not None else self.compression
        codec = self._codec(origin)
        if isinstance(own, SequencePreset):
            return own if value is None else replace(own, compression=value)
        if codec is None:
            return own
        return replace(own, codecs=(codec if value is None else codec.at(value),))

    def _made_from(self) -> str:
        """All that frames and files depend on, in a few words: `h265 libx265 quality 22`."""
        words = [self.origin, self.encoder]
        for name, value in (("quality", self.quality), ("compression", self.compression)):
            if value is not None:
                words += [name, str(value)]
        return " ".join(word for word in words if word)

    def to_json(self) -> dict[str, Any]:
        return {"version": VERSION, **asdict(self)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> OwnPreset:
        """Reads what `to_json` wrote; raises SvdError of kind `request` for anything else."""
        values = dict(data)
        version = values.pop("version", None)
        if version != VERSION:
            raise SvdError("request", f"Its version is {version!r}.", f"Use version {VERSION}.")
        for name in values:
            if name not in {item.name for item in fields(cls)}:
                raise SvdError(
                    "request", f"Nothing of a preset is called {name!r}.", "Leave it out."
                )
        if not {"name", "origin"} <= set(values):
            raise SvdError("request", "It lacks its name or its origin.", "Add what is missing.")
        return cls(**values)

    def _codec(self, origin: AnyPreset) -> Codec | None:
        """The one encoder that it is bound to; None where any of the preset's own will do."""
        if isinstance(origin, SequencePreset):
            if self.encoder:
                raise SvdError(
                    "request", f"{origin.label} is written by no encoder of ffmpeg.",
                    "Leave the encoder out.",
                )  # fmt: skip
            return None
        if self.encoder:
            for codec in encoders_of(origin):
                if codec.encoder == self.encoder:
                    return codec
            raise SvdError(
                "request", f"{origin.label} cannot be made by the encoder {self.encoder!r}.",
                f"Use one of: {', '.join(codec.encoder for codec in encoders_of(origin))}.",
            )  # fmt: skip
        return origin.codecs[0] if len(origin.codecs) == 1 or self.quality is not None else None


def bound(own: OwnPreset, encoders: Collection[str]) -> OwnPreset:
    """The same, bound to an encoder where it has a quality, which is a number of one scale: to the
    first of its origin's that is among the names of those that ffmpeg has."""
    origin = PRESETS[own.origin]
    if own.quality is None or own.encoder or isinstance(origin, SequencePreset):
        return own
    has = (codec.encoder for codec in origin.codecs if codec.encoder in encoders)
    return replace(own, encoder=next(has, ""))


def dial_of(preset: AnyPreset, codec: Codec | None = None) -> Dial | None:
    """What can be turned of a preset, made by this encoder or by its first."""
    if isinstance(preset, SequencePreset):
        return preset.dial
    return (codec or preset.codecs[0]).dial


def value_of(preset: AnyPreset) -> int | None:
    """Where a preset's dial stands."""
    if isinstance(preset, SequencePreset):
        return preset.compression if preset.dial else None
    return preset.codecs[0].value


def check_name(name: str) -> None:
    """Raises SvdError of kind `request` when a person's preset cannot be called so."""
    if not isinstance(name, str) or not _NAME.fullmatch(name) or len(name) > _NAME_LENGTH:
        raise SvdError(
            "request", f"A preset cannot be called {name!r}.",
            f"Use a to z, 0 to 9 and single dashes between them, at most {_NAME_LENGTH}.",
        )  # fmt: skip
    if name in PRESETS:
        raise SvdError("request", f"{name} is a built-in preset.", "Choose another name.")
    if sanitise(name) != name:
        raise SvdError(
            "request", f"Windows takes no file that is called {name}.", "Choose another name."
        )


def _is_label(text: object) -> bool:
    if not isinstance(text, str) or len(text) > _LABEL_LENGTH:
        return False
    return text == "" or (text.isprintable() and bool(text.strip()))


def _check_value(
    origin: AnyPreset,
    codec: Codec | None,
    dial: Dial | None,
    name: Literal["quality", "compression"],
    value: int | None,
) -> None:
    if value is None:
        return
    if dial is None or dial.name != name:
        remedy = f"Choose its {dial.name} instead." if dial else "Leave it as it is."
        raise SvdError("request", f"{origin.label} has no {name} to choose.", remedy)
    if type(value) is not int or not dial.least <= value <= dial.most:
        by = f" by {codec.encoder}" if codec else ""
        raise SvdError(
            "request", f"The {name} of {origin.label}{by} cannot be {value!r}.",
            f"Use a whole number from {dial.least} to {dial.most}. {dial.help}",
        )  # fmt: skip
