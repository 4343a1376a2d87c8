"""The cache that huggingface_hub keeps: what is in it is never fetched again.

Other programs fill it too. A repository has its files in `blobs`, named by their hashes, and links
to them in a folder of each revision in `snapshots`; where links cannot be made, the files
themselves are there.
"""

from __future__ import annotations

import os
from pathlib import Path


def hub_cache() -> Path:
    """As huggingface_hub finds it."""
    own = os.environ.get("HF_HUB_CACHE") or os.environ.get("HUGGINGFACE_HUB_CACHE")
    if own:
        return Path(own).expanduser()
    caches = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(os.environ.get("HF_HOME") or Path(caches) / "huggingface").expanduser() / "hub"


def cached(repository: str, path: str, blob: str) -> list[Path]:
    """Files that may be the one of this path, or of this name of its contents; not read yet."""
    folder = hub_cache() / f"models--{repository.replace('/', '--')}"
    found = [folder / "blobs" / blob, *sorted(folder.glob(f"snapshots/*/{path}"))]
    return list(dict.fromkeys(place.resolve() for place in found if place.is_file()))
