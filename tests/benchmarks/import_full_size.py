"""Imports a file as large as svd_xt.safetensors, with random weights.

By hand: `python tests/benchmarks/import_full_size.py F32 [FOLDER]`, or with F16 for half of it.
Needs 18 GB of disk, 9 for F16, in FOLDER or where temporary files go, and frees them at its end.
Tells the seconds and the peak memory of the import in a process of its own, then compares every
tensor with the file's and lets diffusers and transformers load each part.
"""

from __future__ import annotations

import gzip
import json
import resource as rusage
import shutil
import subprocess
import sys
import tempfile
import time
from math import prod
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

TABLE = ROOT / "tests" / "models" / "original_layout.tsv.gz"
BLOCK = 2**24  # numbers drawn at once


def main(dtype: str, place: str | None) -> None:
    folder = Path(tempfile.mkdtemp(dir=place))
    try:
        source = folder / "svd_xt.safetensors"
        drawn(source, dtype)
        print(f"{source.stat().st_size:,} bytes in {dtype}")
        sys.stdout.flush()
        subprocess.run([sys.executable, __file__, "--import", source, folder], check=True)
        compare(source, folder / "svd-xt")
        source.unlink()
        load(folder / "svd-xt", "fp16" if dtype == "F16" else None)
    finally:
        shutil.rmtree(folder)


def drawn(path: Path, dtype: str) -> None:
    """Every tensor of the table, drawn evenly from -0.02 to 0.02."""
    import numpy as np

    kind = {"F16": np.float16, "F32": np.float32}[dtype]
    table = gzip.decompress(TABLE.read_bytes()).decode()
    rows = [line.split("\t")[:2] for line in table.splitlines()]
    entries, at = {}, 0
    for name, text in dict(rows).items():
        shape = [] if text == "scalar" else [int(side) for side in text.split("x")]
        end = at + prod(shape) * kind().itemsize
        entries[name] = {"dtype": dtype, "shape": shape, "data_offsets": [at, end]}
        at = end
    header = json.dumps(entries, separators=(",", ":")).encode()
    generator = np.random.default_rng(0)
    with path.open("wb") as file:
        file.write(len(header).to_bytes(8, "little") + header)
        for begin in range(0, at // kind().itemsize, BLOCK):
            count = min(BLOCK, at // kind().itemsize - begin)
            numbers = (generator.random(count, np.float32) - 0.5) * 0.04
            file.write(numbers.astype(kind).tobytes())


def import_alone(source: Path, models: Path) -> None:
    from svd_desktop.models.importing import import_model

    began = time.perf_counter()
    card = import_model(source, models)
    seconds = time.perf_counter() - began
    peak = rusage.getrusage(rusage.RUSAGE_SELF).ru_maxrss * 1024  # kilobytes on Linux
    print(f"imported {sum(file.size for file in card.files):,} bytes in {seconds:.1f} s, "
          f"peak memory {peak / 1e6:.0f} MB")  # fmt: skip


def compare(source: Path, folder: Path) -> None:
    import torch
    from safetensors import safe_open

    from svd_desktop.models.checkpoint import weight_files
    from svd_desktop.models.original_layout import layout_of
    from svd_desktop.models.resources import resource

    files = {path.parent.name: safe_open(path, "pt") for path in weight_files(folder)}
    original = safe_open(source, "pt")
    pieces = layout_of(resource("memory", "svd")).pieces
    for piece in pieces:
        wanted = original.get_tensor(piece.original)
        if piece.rows:
            wanted = wanted[slice(*piece.rows)]
        wanted = wanted.T if piece.transposed else wanted.reshape(piece.shape)
        found = files[piece.part].get_tensor(piece.name)
        assert found.dtype == wanted.dtype and torch.equal(found, wanted), piece
    print(f"{len(pieces)} tensors are the file's to the bit")


def load(folder: Path, variant: str | None) -> None:
    import torch
    from diffusers import AutoencoderKLTemporalDecoder, UNetSpatioTemporalConditionModel
    from transformers import CLIPVisionModelWithProjection

    parts = {"unet": UNetSpatioTemporalConditionModel, "vae": AutoencoderKLTemporalDecoder,
             "image_encoder": CLIPVisionModelWithProjection}  # fmt: skip
    for part, kind in parts.items():
        dtype = {"dtype" if part == "image_encoder" else "torch_dtype": torch.float16}
        _, told = kind.from_pretrained(
            folder, subfolder=part, variant=variant, use_safetensors=True, local_files_only=True,
            output_loading_info=True, **dtype,
        )  # fmt: skip
        told = {name: list(found) for name, found in told.items()}
        print(f"{part}: {told}")
        assert not any(told.values()), part


if __name__ == "__main__":
    if sys.argv[1] == "--import":
        import_alone(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else None)
