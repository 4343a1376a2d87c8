"""Where each published model is on the hub, and which of its files are needed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache

from svd_desktop.core.errors import SvdError
from svd_desktop.models.resources import resource

# What a path on the hub may be made of. Whatever a server answers, nothing is written elsewhere:
# no drive, no backslash, no step up.
_PATH = re.compile(r"(?!\.\.?/)[\w.-]+(/(?!\.\.?(/|$))[\w.-]+)*", re.ASCII)


@dataclass(frozen=True)
class Licence:
    """`page` is its publisher's; `file` is a pattern of its text's name in the repository."""

    name: str
    page: str
    file: str


@dataclass(frozen=True)
class Source:
    """A model's place on the hub. `files` are patterns, every one of which must be met; a star
    does not cross folders. `about_bytes` is for people, before the hub was asked."""

    name: str
    title: str
    repository: str
    revision: str
    about_bytes: int
    licence: Licence
    files: tuple[str, ...]

    def needed(self, paths: Iterable[str]) -> list[str]:
        """Those of the repository's paths that are fetched, the licence's text among them.

        Raises SvdError of kind `model` that names a pattern which none of them meets.
        """
        usable = [path for path in paths if _PATH.fullmatch(path)]
        chosen = [path for path in usable if _meets(path, self.licence.file)]
        for pattern in self.files:
            met = [path for path in usable if _meets(path, pattern)]
            if not met:
                raise SvdError(
                    "model",
                    f"{self.repository} on the hub has no {pattern}.",
                    "It was changed there; look for a newer SVD Desktop.",
                )
            chosen += met
        return list(dict.fromkeys(chosen))

    def is_licence(self, path: str) -> bool:
        return _meets(path, self.licence.file)


@cache
def sources() -> dict[str, Source]:
    """By the name of the model, as `published()` in the catalogue has them."""
    found = {}
    for name, card in json.loads(resource("models.json").read_text(encoding="utf-8")).items():
        place = card["hub"]
        licence = Licence(**place.pop("licence"))
        files = tuple(place.pop("files"))
        found[name] = Source(
            name=name, title=card["title"], licence=licence, files=files, **place
        )  # fmt: skip
    return found


def source_of(name: str) -> Source:
    """Raises SvdError of kind `model` for a name that is not on the hub."""
    found = sources().get(name)
    if found is None:
        raise SvdError(
            "model",
            f"There is no model called {name} to download.",
            f"Name one of {', '.join(sources())}.",
        )
    return found


def _meets(path: str, pattern: str) -> bool:
    return path.count("/") == pattern.count("/") and fnmatchcase(path, pattern)
