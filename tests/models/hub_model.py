"""The demonstration model as the hub would have a published one."""

from __future__ import annotations

from svd_desktop.models.catalogue import embedded
from svd_desktop.models.sources import sources

SOURCE = sources()["svd"]


def files(**more: bytes) -> dict[str, bytes]:
    """Its files by their paths, half of them of a kind that is not fetched. `more` are added under
    names that the licence's pattern takes in: a way to have files of any size."""
    folder = embedded()["svd-mini"].folder
    found = {"svd.safetensors": b"not needed" * 1000, "README.md": b"# not needed"}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file() and ("/" in name or name == "model_index.json"):
            found[name] = path.read_bytes()
            if name.endswith(".safetensors"):
                half = name.replace(".safetensors", ".fp16.safetensors")
                found[half] = found.pop(name)
    found["LICENSE.md"] = b"You may."
    return found | {f"LICENSE-{name}.bin": data for name, data in more.items()}
