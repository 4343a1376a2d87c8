"""Whether a folder holds Stable Video Diffusion in the diffusers layout, and which weights."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path, PurePosixPath
from typing import Any

from svd_desktop.core.errors import SvdError
from svd_desktop.models.configs import check_plain, check_together, checked
from svd_desktop.models.original_layout import pieces_of
from svd_desktop.models.safetensors_header import TensorInfo, read_header
from svd_desktop.models.strict_json import parse_object, shown

INDEX = "model_index.json"
PIPELINE = "StableVideoDiffusionPipeline"
# transformers names its image processor after the library that resizes for it, and has renamed it;
# we load it by our own choice of class, so any of the names will do.
CLASSES = {
    "vae": {("diffusers", "AutoencoderKLTemporalDecoder")},
    "image_encoder": {("transformers", "CLIPVisionModelWithProjection")},
    "unet": {("diffusers", "UNetSpatioTemporalConditionModel")},
    "scheduler": {("diffusers", "EulerDiscreteScheduler")},
    "feature_extractor": {
        ("transformers", "CLIPImageProcessor"),
        ("transformers", "CLIPImageProcessorPil"),
        ("transformers", "CLIPImageProcessorFast"),
        ("transformers", "CLIPFeatureExtractor"),
    },
}
WEIGHTS = {
    "vae": "diffusion_pytorch_model",
    "image_encoder": "model",
    "unet": "diffusion_pytorch_model",
}
CONFIGS = {
    "vae": "config.json",
    "image_encoder": "config.json",
    "unet": "config.json",
    "scheduler": "scheduler_config.json",
    "feature_extractor": "preprocessor_config.json",
}
# transformers loads the first instead of the weights' own model, and reads the second before the
# preprocessor's own file.
UNWANTED = {
    "image_encoder": ("adapter_config.json",),
    "feature_extractor": ("processor_config.json",),
}
DTYPES = {"F16", "BF16", "F32", "F64"}
_SHARD = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,200}\.safetensors")
_LONGEST_JSON = 2**20


def check_folder(folder: Path) -> None:
    """Raises SvdError of kind `model` that names what is missing or not as it should be.

    Reads the index, the configurations and the headers of the weights, and of the weights
    themselves nothing: some hundredths of a second for SVD.
    """
    if not (folder / INDEX).is_file():
        raise refused(folder, f"it has no {INDEX}")
    _check_index(folder, read_object(folder, INDEX))
    configs = {part: config_of(folder, part) for part in CONFIGS}
    weight_files(folder)  # what is missing is said before what is wrong
    try:
        check_together(configs["unet"], configs["vae"], configs["image_encoder"])
    except ValueError as error:
        raise refused(folder, str(error)) from error
    for part in WEIGHTS:
        _check_tensors(folder, part, configs[part])


def _check_index(folder: Path, index: dict[str, Any]) -> None:
    if index.get("_class_name", PIPELINE) != PIPELINE:
        raise refused(folder, f"{INDEX} is of a {shown(index['_class_name'])}, not a {PIPELINE}")
    for part, expected in CLASSES.items():
        found = index.get(part)
        if found not in [list(names) for names in expected]:
            raise refused(folder, f"its {part} is {shown(found)}, not {'.'.join(min(expected))}")
    for name, value in index.items():
        if name in CLASSES:
            continue
        if isinstance(value, list) and any(entry is not None for entry in value):
            raise refused(folder, f"{INDEX} names {shown(name)}, {shown(value)}, which SVD has not")
        try:
            check_plain(name, value)
        except ValueError as error:
            raise refused(folder, f"in {INDEX} {error}") from error


def _check_tensors(folder: Path, part: str, config: dict[str, Any]) -> None:
    """Whether the part's files hold every tensor that its configuration asks for, in that shape.
    What they hold beside these is left alone, as the libraries do."""
    found: dict[str, TensorInfo] = {}
    files = _files_of(folder, part, variant_of(folder))
    for path in files:
        tensors = read_header(path).tensors
        if twice := tensors.keys() & found.keys():
            raise refused(folder, f"{shown(min(twice))} is in two files of its {part}")
        found |= tensors
    where = files[0].relative_to(folder).as_posix() if len(files) == 1 else f"its {part}"
    for piece in pieces_of(part, config):
        tensor, it = found.get(piece.name), f"{piece.name} in {where}"
        if tensor is None:
            raise refused(folder, f"{where} lacks {piece.name}")
        if tensor.shape != piece.shape:
            raise refused(folder, f"{it} has the shape {tensor.shape}, not {piece.shape}")
        if tensor.dtype not in DTYPES:
            raise refused(folder, f"{it} is of {tensor.dtype}")


def config_of(folder: Path, part: str) -> dict[str, Any]:
    """What a part is built with, as `configs.checked` has it.

    Raises SvdError of kind `model` for a configuration that is missing, or not one of SVD's.
    """
    for unwanted in UNWANTED.get(part, ()):
        if (folder / part / unwanted).exists():
            raise refused(folder, f"{part}/{unwanted} would be loaded in place of the model's own")
    named = PurePosixPath(part, CONFIGS[part])
    config = read_object(folder, str(named))
    try:
        return checked(part, config)
    except ValueError as error:
        raise refused(folder, f"in {named} {error}") from error


def variant_of(folder: Path) -> str | None:
    """`fp16` for a folder that holds only half-precision files, as the hub's variant has them.

    Of a folder that holds no set whole, the one that less is missing of.
    """
    whole, half = (
        sum(any((folder / name).is_file() for name in _names(part, ending)) for part in WEIGHTS)
        for ending in ("", ".fp16")
    )
    return "fp16" if half > whole else None


def weight_files(folder: Path) -> list[Path]:
    """The safetensors files that are loaded, in the order of their names."""
    variant = variant_of(folder)
    return sorted(path for part in WEIGHTS for path in _files_of(folder, part, variant))


def model_hash(folder: Path) -> str:
    """SHA-256 over the configurations and weights, to tell whether two renders used one model."""
    whole = hashlib.sha256()
    configs = [folder / part / name for part, name in CONFIGS.items()]
    for path in [*configs, *weight_files(folder)]:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        whole.update(f"{path.relative_to(folder).as_posix()} {digest}\n".encode())
    return whole.hexdigest()


def read_object(folder: Path, name: str) -> dict[str, Any]:
    """A JSON file of the model.

    Raises SvdError of kind `model` when it is missing, no object, or larger than one can be.
    """
    path = inside(folder, name)
    named = path.relative_to(folder).as_posix()
    try:
        if not path.is_file():
            raise refused(folder, f"{named} is missing")
        with path.open("rb") as file:
            text = file.read(_LONGEST_JSON + 1)
        if len(text) > _LONGEST_JSON:
            raise refused(folder, f"{named} is longer than {_LONGEST_JSON} bytes")
        return parse_object(text)
    except OSError as error:
        raise refused(folder, f"{named} cannot be read ({error.strerror})") from error
    except ValueError as error:
        raise refused(folder, f"{named} cannot be read ({error})") from error


def refused(folder: Path, why: str) -> SvdError:
    return SvdError(
        "model",
        f"{folder} is not a complete Stable Video Diffusion model: {why}.",
        "Fetch or import the model again.",
    )


def _files_of(folder: Path, part: str, variant: str | None) -> list[Path]:
    """A part's one file, or those that its index of several names."""
    ending = f".{variant}" if variant else ""
    single, index = _names(part, ending)
    has_single, has_index = ((folder / name).is_file() for name in (single, index))
    if has_single and has_index:  # diffusers would take the one, transformers the other
        raise refused(folder, f"it has both {single} and {index}")
    if has_single:
        return [inside(folder, single)]
    if not has_index:
        raise refused(folder, f"{single} is missing")
    places = read_object(folder, index).get("weight_map")
    if not isinstance(places, dict) or not places:
        raise refused(folder, f"{index} has no weight_map")
    names = set()
    for name in places.values():
        if not isinstance(name, str) or not _SHARD.fullmatch(name):
            raise refused(folder, f"{index} names the file {shown(name)}")
        names.add(f"{part}/{name}")
    for name in sorted(names):
        if not (folder / name).is_file():
            raise refused(folder, f"{name} is missing")
    return [inside(folder, name) for name in sorted(names)]


def _names(part: str, ending: str) -> tuple[str, str]:
    """Of a part's one file, and of the index of several."""
    stem = f"{part}/{WEIGHTS[part]}"
    return f"{stem}{ending}.safetensors", f"{stem}.safetensors.index{ending}.json"


def inside(folder: Path, name: str) -> Path:
    """The path of a file that lies in the folder, also by way of links; or in the hub's cache,
    where a snapshot's files are links to its `blobs`."""
    path = folder / name
    real, base = path.resolve(), folder.resolve()
    blobs = base.parent.parent / "blobs" if base.parent.name == "snapshots" else None
    if not real.is_relative_to(base) and real.parent != blobs:
        named = path.relative_to(folder).as_posix()
        raise refused(folder, f"{named} is a link to {real}, outside of the folder")
    return path
