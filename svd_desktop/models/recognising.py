"""What a single file of weights is, by what is in it and never by its name."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from svd_desktop.core.errors import SvdError
from svd_desktop.models.original_layout import CLIP, DECODER, ENCODER, UNET, Layout
from svd_desktop.models.safetensors_header import Header, read_header

# diffusers casts these to the precision that a plan asks for; 8-bit weights come with scales.
DTYPES = {"F16", "BF16", "F32"}
_IN_TIME = f"{UNET}input_blocks.1.0.time_stack.in_layers.0.weight"
_DECODES_IN_TIME = f"{DECODER}conv_out.time_mix_conv.weight"
# Taken for the length of a header these are longer than one may be.
_ZIP, _GGUF = b"PK\x03\x04", b"GGUF"
_PICKLED = {".ckpt", ".pt", ".pth", ".bin", ".pkl"}
# Parts of names that one kind of model alone has, the telling ones first.
_OTHERS = (
    ("lora_", "a LoRA"),
    (".lora_A.", "a LoRA"),
    ("control_model.", "a ControlNet"),
    ("motion_modules.", "a motion module of AnimateDiff"),
    ("conditioner.embedders.1.model.", "Stable Diffusion XL"),
    ("cond_stage_model.transformer.", "Stable Diffusion 1"),
    ("cond_stage_model.model.", "Stable Diffusion 2"),
    ("joint_blocks.", "Stable Diffusion 3"),
    ("double_blocks.", "Flux"),
    ("temporal_transformer_blocks.", "a UNet of Stable Video Diffusion in the diffusers layout"),
    ("decoder.time_conv_out.", "a VAE of Stable Video Diffusion in the diffusers layout"),
    ("vision_model.", "an image encoder"),
    (UNET, "another diffusion model"),
)
_PARTS = ((UNET, "UNet"), (DECODER, "decoder"), (f"{CLIP}visual.", "image encoder"),
          (ENCODER, "image's VAE encoder"))  # fmt: skip


def read_original(path: Path, layout: Layout) -> Header:
    """The header of a file that holds the whole of Stable Video Diffusion in the original layout.

    Raises SvdError of kind `model` with what the file is instead, or what is wrong with it.
    """
    _refuse_other_formats(path)
    header = read_header(path)
    _refuse_other_models(path, header)
    _compare(path, header, layout)
    return header


def _refuse_other_formats(path: Path) -> None:
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError as error:
        raise SvdError(
            "model", f"{path} cannot be read: {error.strerror}.", "Name a file that can."
        ) from error
    if path.suffix.lower() in _PICKLED or start == _ZIP:
        raise SvdError(
            "model",
            f"{path} is pickled, and a pickled file can run any code when it is opened.",
            "Take the .safetensors file of the same model.",
        )
    if start == _GGUF:
        raise SvdError(
            "model", f"{path} holds GGUF weights, which are not read here.",
            "Take the .safetensors file of the same model.",
        )  # fmt: skip


def _refuse_other_models(path: Path, header: Header) -> None:
    names = header.tensors.keys()
    if _IN_TIME not in names or any("lora_" in name for name in names):
        raise SvdError(
            "model", f"{path} is {_described(names)}, not Stable Video Diffusion.",
            "Import svd.safetensors, svd_xt.safetensors or svd_xt_1_1.safetensors.",
        )  # fmt: skip
    for prefix, part in _PARTS:
        if not any(name.startswith(prefix) for name in names):
            raise SvdError(
                "model", f"{path} holds Stable Video Diffusion without its {part}.",
                "Import the file that holds the whole model.",
            )  # fmt: skip
    if _DECODES_IN_TIME not in names:
        raise SvdError(
            "model",
            f"{path} has the decoder that decodes frame by frame, which flickers more and is not "
            "used here.",
            "Import the file of the same name without _image_decoder.",
        )


def _described(names: Iterable[str]) -> str:
    names = list(names)
    return next(
        (what for mark, what in _OTHERS if any(mark in name for name in names)),
        "a model of a kind that is not known here",
    )


def _compare(path: Path, header: Header, layout: Layout) -> None:
    """Raises SvdError that names the first tensor which is not as it should be."""
    for piece in layout.pieces:
        found = header.tensors.get(piece.original)
        if found is None:
            raise _not_whole(path, f"it lacks {piece.original}")
        if found.shape != piece.original_shape:
            raise _not_whole(
                path,
                f"{piece.original} has the shape {_by(found.shape)}, "
                f"not {_by(piece.original_shape)}",
            )
        if found.dtype not in DTYPES:
            raise _not_whole(path, f"{piece.original} is stored as {found.dtype}")
    known = layout.unused.union(piece.original for piece in layout.pieces)
    extra = next((name for name in header.tensors if name not in known), None)
    if extra is not None:
        raise _not_whole(path, f"it holds {extra[:100]}, which that model does not have")


def _by(shape: tuple[int, ...]) -> str:
    return "x".join(map(str, shape)) or "of a single number"


def _not_whole(path: Path, why: str) -> SvdError:
    return SvdError(
        "model",
        f"{path} is not Stable Video Diffusion as it was published: {why}.",
        "Take the file from where it was published.",
    )
