"""What a model needs on a device, as a few numbers: memory without torch, in microseconds.

Peaks are sums of terms in frames and pixels, fitted to dry runs (engine.dry_run) by
engine.fitting. Attention by fused kernels writes out no scores, so nothing grows faster than the
pixels do, and all of it is as wide as the precision's numbers.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Literal

Precision = Literal["fp32", "fp16", "bf16"]
BYTES: dict[Precision, int] = {"fp32": 4, "fp16": 2, "bf16": 2}
# Constant, a pixel of the picture, a pixel of all frames, a pixel of all frames of the chunk; each
# times the bytes of a number.
Terms = tuple[float, float, float, float]


@dataclass(frozen=True)
class Costs:
    """One architecture. Weights are counted in parameters, `largest_leaf` of the UNet too.

    What denoising needs beside weights, by its batch ("2" for guidance in one forward, else "1"),
    is the larger of two: `fed` while a feed-forward layer works on its chunk, `between` for all
    else. `teraflops` is one forward of batch 1 for every million pixels of the clip, without the
    products of attention.
    """

    weights: dict[str, int]  # unet, vae, image_encoder
    largest_leaf: int
    side_multiple: int
    force_upcast: bool
    clip: Terms
    encode: Terms
    fed: dict[str, Terms]
    between: dict[str, Terms]
    decode: Terms
    teraflops: float

    def weight_bytes(self, part: str, precision: Precision) -> int:
        return self.weights[part] * BYTES[precision]

    def upcasts(self, precision: Precision) -> bool:
        """Whether the picture is encoded in fp32 although the rest is not."""
        return self.force_upcast and precision == "fp16"

    def clip_bytes(self, precision: Precision) -> int:
        return _sum(self.clip, precision, 0)

    def encode_bytes(self, width: int, height: int, precision: Precision) -> int:
        """Of the VAE's encoder, beside its weights."""
        used: Precision = "fp32" if self.upcasts(precision) else precision
        return _sum(self.encode, used, width * height)

    def denoise_bytes(
        self, width: int, height: int, frames: int, precision: Precision, batch: int, chunk: int
    ) -> int:
        """`chunk` frames at a time in feed-forward layers; all of them where it is not chunked."""
        size = (precision, width * height, frames, chunk)
        return max(_sum(terms[str(batch)], *size) for terms in (self.fed, self.between))

    def decode_bytes(self, width: int, height: int, chunk: int, precision: Precision) -> int:
        return _sum(self.decode, precision, width * height, chunk)

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Costs:
        return cls(**data)


def _sum(terms: Terms, precision: Precision, pixels: int, frames: int = 0, chunk: int = 0) -> int:
    constant, a_pixel, a_clip_pixel, a_chunk_pixel = terms
    numbers = constant + pixels * (a_pixel + frames * a_clip_pixel + chunk * a_chunk_pixel)
    return round(numbers * BYTES[precision])
