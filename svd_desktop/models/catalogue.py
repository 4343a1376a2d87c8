"""The models the program knows by name, with the settings each was made for.

What checks a folder is imported when one is looked at: the window starts with this module.
"""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from svd_desktop.core.errors import SvdError
from svd_desktop.models.installed import Card, folder_of, installed
from svd_desktop.models.resources import resource


@dataclass(frozen=True)
class Model:
    """A model and its defaults. `folder` is where its diffusers layout lies; `tuned` are the
    parameters that it was tuned at one value of, which is the default."""

    name: str
    title: str
    folder: Path
    width: int
    height: int
    frames: int
    steps: int
    fps: int
    motion_bucket_id: int
    noise_aug_strength: float
    min_guidance: float
    max_guidance: float
    tuned: tuple[str, ...] = ()


@cache
def published() -> dict[str, Model]:
    """Stability AI's models, which may be planned for before they are on this computer; `folder` is
    then the one with their configurations alone."""
    text = resource("models.json").read_text(encoding="utf-8")
    models = {}
    for name, card in json.loads(text).items():
        folder = resource("memory", card.pop("architecture"))
        tuned = tuple(card.pop("tuned", ()))
        del card["hub"]  # sources.py reads it
        models[name] = Model(name=name, folder=folder, tuned=tuned, **card)
    return models


@cache
def embedded() -> dict[str, Model]:
    """The demonstration model, which comes with the program."""
    card = json.loads(resource("svd_mini", "svd_mini.json").read_text(encoding="utf-8"))
    # It knows the upper sigmas alone, and no other schedule than its own.
    card |= {"title": card["name"], "name": "svd-mini", "tuned": ("schedule",)}
    mini = Model(**card, folder=resource("svd_mini"))
    return {mini.name: mini}


def on_this_computer(models: Path) -> dict[str, Model]:
    """The embedded model and those fetched or imported into the folder `models`, by name."""
    found = {card.name: _from_card(models, card) for card in installed(models).values()}
    return embedded() | found


def find_model(name: str, models: Path) -> Model:
    """A model by its name, or by its folder with SVD's own defaults. `models` is where those that
    were fetched or imported are.

    Raises SvdError of kind `model` for anything else.
    """
    from svd_desktop.models.checkpoint import INDEX

    here = on_this_computer(models)
    if name in here:
        return here[name]
    with suppress(RuntimeError):  # a home of nobody's
        folder = Path(name).expanduser()
        if (folder / INDEX).is_file():
            return _from_folder(folder.resolve())
    if name in published():
        raise SvdError(
            "model",
            f"{published()[name].title} is not on this computer.",
            f"Fetch it: `svd-desktop models download {name}`, or name the folder that holds it.",
        )
    raise SvdError(
        "model",
        f"There is no model called {name}.",
        f"Use {', '.join(here)} or a folder with a {INDEX}.",
    )


def model_in(folder: str) -> Model:
    """The model in a folder of the person's, all of it there: raises SvdError that names what is
    missing."""
    from svd_desktop.models.checkpoint import check_folder

    path = Path(folder).expanduser().resolve()
    check_folder(path)
    return _from_folder(path)


def find_architecture(name: str, models: Path) -> Model:
    """As `find_model`, but a published model need not be on this computer: for plans."""
    return published().get(name) or find_model(name, models)


def published_like(card: Card) -> Model:
    """The published model whose size and defaults an installed one has; the nearest one where the
    card names none, or one that a newer version of the program knows."""
    nearest = "svd" if card.frames <= 14 else "svd-xt"
    return published().get(card.published or nearest, published()[nearest])


def _from_card(models: Path, card: Card) -> Model:
    """With the defaults of the published model that it is, else with SVD's own."""
    folder, like = folder_of(models, card), published_like(card)
    return replace(like, name=card.name, title=card.title, folder=folder, frames=card.frames)


def _from_folder(folder: Path) -> Model:
    """Size and frame count as the UNet's own configuration has them: SVD's sample size of 96 means
    1024x576 (diffusers' pipeline has that size as its default)."""
    from svd_desktop.models.checkpoint import config_of

    frames = config_of(folder, "unet")["num_frames"]
    return Model(
        name=str(folder), title=folder.name, folder=folder, width=1024, height=576, frames=frames,
        steps=25, fps=7, motion_bucket_id=127, noise_aug_strength=0.02,
        min_guidance=1.0, max_guidance=3.0,
    )  # fmt: skip
