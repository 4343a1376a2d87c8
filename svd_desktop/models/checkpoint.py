"""Whether a folder holds Stable Video Diffusion in the diffusers layout, and which weights."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from svd_desktop.core.errors import SvdError

INDEX = "model_index.json"
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


def check_folder(folder: Path) -> None:
    """Raises SvdError of kind `model` that names what is missing or not as it should be."""
    try:
        index = json.loads((folder / INDEX).read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise _refused(folder, f"it has no {INDEX}") from None
    except (OSError, ValueError) as error:
        raise _refused(folder, f"{INDEX} cannot be read ({error})") from error
    if not isinstance(index, dict):
        raise _refused(folder, f"{INDEX} is not an object")
    for part, expected in CLASSES.items():
        found = index.get(part)
        if found not in [list(names) for names in expected]:
            raise _refused(folder, f"its {part} is {found}, not {'.'.join(min(expected))}")
        if not (folder / part / CONFIGS[part]).is_file():
            raise _refused(folder, f"{part}/{CONFIGS[part]} is missing")
    weight_files(folder)


def variant_of(folder: Path) -> str | None:
    """`fp16` for a folder that holds only half-precision files, as the hub's variant has them.

    Of a folder that holds no set whole, the one that less is missing of.
    """
    whole, half = (
        sum(bool(_with_ending(folder, part, ending)) for part in WEIGHTS)
        for ending in ("", ".fp16")
    )
    return "fp16" if half > whole else None


def weight_files(folder: Path) -> list[Path]:
    """The safetensors files that are loaded, in the order of their names."""
    variant = variant_of(folder)
    ending = f".{variant}" if variant else ""
    files = []
    for part, stem in WEIGHTS.items():
        found = _with_ending(folder, part, ending)
        if not found:
            raise _refused(folder, f"{part}/{stem}{ending}.safetensors is missing")
        files += found
    return sorted(files)


def model_hash(folder: Path) -> str:
    """SHA-256 over the configurations and weights, to tell whether two renders used one model."""
    whole = hashlib.sha256()
    configs = [folder / part / name for part, name in CONFIGS.items()]
    for path in [*configs, *weight_files(folder)]:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        whole.update(f"{path.relative_to(folder).as_posix()} {digest}\n".encode())
    return whole.hexdigest()


def _with_ending(folder: Path, part: str, ending: str) -> list[Path]:
    stem = WEIGHTS[part]
    single = folder / part / f"{stem}{ending}.safetensors"
    if single.is_file():
        return [single]
    return sorted((folder / part).glob(f"{stem}{ending}-?????-of-?????.safetensors"))


def _refused(folder: Path, why: str) -> SvdError:
    return SvdError(
        "model",
        f"{folder} is not a complete Stable Video Diffusion model: {why}.",
        "Fetch or import the model again.",
    )
