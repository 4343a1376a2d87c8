"""The takes that are shown: what is known of each, and which of them a search finds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from pathlib import Path, PurePath

from svd_desktop.core.jobs import Extension
from svd_desktop.core.request import RenderRequest


@dataclass(frozen=True)
class KeptTake:
    """A take in the library's index. `clip` is the file that was delivered from it, or "";
    `extends` the folder's name of the take that it goes on from, whose frames come before its own:
    `before` of them."""

    id: str
    folder: Path
    request: RenderRequest
    made: str
    note: str = ""
    extends: str = ""
    before: int = 0
    clip: str = ""
    starred: bool = False
    tags: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The picture's. What goes on from another clip has a frame of it as its picture: there is
        no such file among the person's, and its ending would only lengthen the name."""
        picture = self.request.picture
        return PurePath(picture).stem if self.extends else picture

    @property
    def model(self) -> str:
        return self.request.model.replace("\\", "/").rpartition("/")[2]

    @property
    def extension(self) -> Extension | None:
        """What a clip like this one goes on from, if it does."""
        return Extension(self.extends, self.before) if self.extends else None

    @cached_property
    def day(self) -> str:
        """When it was made, by this computer's clock: 2026-11-24 15:01."""
        try:
            return datetime.fromisoformat(self.made).astimezone().strftime("%Y-%m-%d %H:%M")
        except ValueError:  # written by hand
            return self.made

    @cached_property
    def searched(self) -> tuple[str, tuple[str, str]]:
        """What words are looked for in, and what they may begin; kept, as dates are slow."""
        seed = self.request.seed
        words = (self.name, self.model, self.day, *self.tags)
        return "\n".join(words).casefold(), (str(seed), f"seed:{seed}")

    def matches(self, words: list[str]) -> bool:
        """Whether every word, casefolded, is part of its name, model, date or tags, or begins its
        seed."""
        if not words:
            return True
        text, seeds = self.searched
        return all(word in text or any(seed.startswith(word) for seed in seeds) for word in words)


@dataclass(frozen=True)
class Search:
    """Words in any order, such as `boat 2026-11 seed:42`; only those starred, or with a tag."""

    text: str = ""
    starred: bool = False
    tag: str = ""

    def finds(self, take: KeptTake) -> bool:
        if self.starred and not take.starred:
            return False
        if self.tag and self.tag not in take.tags:
            return False
        return take.matches(self.text.casefold().split())


def tags_from(text: str) -> tuple[str, ...]:
    """Tags as a person types them: between commas, each once."""
    tags = (" ".join(part.split()) for part in text.split(","))
    return tuple(dict.fromkeys(tag for tag in tags if tag))
