"""The person's settings, and how older ones become today's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass, field, fields
from typing import Any

Migration = Callable[[dict[str, Any]], dict[str, Any]]


def _from_0(data: dict[str, Any]) -> dict[str, Any]:
    """Version 0 is a file without a version: hand-written, or torn. Known keys are kept."""
    return {**data, "version": 1}


# MIGRATIONS[n] turns version n into version n+1.
MIGRATIONS: tuple[Migration, ...] = (_from_0,)
VERSION = len(MIGRATIONS)


@dataclass(frozen=True)
class Settings:
    """`output_folder` "" means the platform's folder for videos; `idle_seconds` is how long the
    render process keeps the model in memory after the last job. `scheme` and `language` may be
    "system"; `shortcuts` holds changed keys by a command's name, `layout` the window's geometry and
    the states of its parts as Qt gives them, in base64; `advanced_open` whether the panel's further
    settings are unfolded; `recent_folders` are those that pictures were added from, the last one
    first; `panel` how the parameters of the next clips were set, by their names, and the chosen
    preset; `downloading` is the model whose download goes on at the next start, or "";
    `finished_clips` what new clips become and `export` what takes were exported as last, both as a
    Delivery's JSON; `timeline` how the last timeline was made; `programs` are those that the person
    chose to send takes to."""

    model: str = "svd-mini"
    output_folder: str = ""
    idle_seconds: int = 120
    scheme: str = "system"  # or light, dark
    language: str = "system"  # or the code of a translation
    reduced_motion: bool = False
    welcomed: bool = False
    shortcuts: dict[str, str] = field(default_factory=dict)
    layout: dict[str, str] = field(default_factory=dict)
    advanced_open: bool = False
    recent_folders: list[str] = field(default_factory=list)
    panel: dict[str, Any] = field(default_factory=dict)
    downloading: str = ""
    finished_clips: dict[str, Any] = field(default_factory=dict)
    export: dict[str, Any] = field(default_factory=dict)
    timeline: dict[str, Any] = field(default_factory=dict)
    programs: list[str] = field(default_factory=list)

    def to_json(self) -> dict[str, Any]:
        return {"version": VERSION, **asdict(self)}


def migrate(data: dict[str, Any]) -> Settings:
    """Settings from any released version's data.

    A value of the wrong type falls back to its default: settings never keep the program from
    starting. Raises ValueError for a version newer than this program.
    """
    version = data.get("version", 0)
    if not isinstance(version, int) or not 0 <= version <= VERSION:
        raise ValueError(f"settings of version {version!r}; this program knows up to {VERSION}")
    for step in MIGRATIONS[version:]:
        data = step(data)
    defaults = Settings()
    kept = {
        item.name: data[item.name]
        for item in fields(Settings)
        if type(data.get(item.name)) is type(getattr(defaults, item.name))
    }
    return Settings(**kept)
