"""Makes svd-mini again from nothing: `python resources/svd_mini/train.py`.

The VAE is fitted to pictures and the UNet is laid out to move them, which takes a minute and is all
that went into the shipped weights. `--unet-steps` trains the UNet further, on moving clips; killed
at any moment, the same command goes on from the last checkpoint. Needs the wallpaper packages
named in README.md.
"""

import argparse
import math
import time
from collections.abc import Callable
from pathlib import Path

import torch
from clips import Clips
from compass import start_compass, turned
from diffusers.models.resnet import TemporalResnetBlock
from drift import start_drift
from networks import FOLDER, HEIGHT, WIDTH, build_pipeline, save_pipeline
from pictures import load, random_view, training_files
from safetensors.torch import load_file, save_file
from starts import skip_silent, start_unet, start_vae
from torch import Generator, Tensor, nn
from torch.nn import functional

CHECKPOINT_SECONDS = 120
LONGEST_STEP = 15.0  # a longer gap is a pause, not training, and does not count as time


class Training:
    """One network's steps: optimiser, schedule, averaged weights, checkpoint, clock."""

    def __init__(self, name: str, network: nn.Module, steps: int, rate: float, folder: Path):
        self.name, self.network, self.steps, self.rate = name, network, steps, rate
        self.path = folder / f"{name}.checkpoint"
        self.optimizer = torch.optim.AdamW(
            network.parameters(), rate, betas=(0.9, 0.98), weight_decay=1e-3, fused=True
        )
        self.average = {k: v.clone() for k, v in network.state_dict().items()}
        self.step, self.seconds = 0, 0.0
        if self.path.exists():
            kept = torch.load(self.path, weights_only=True)
            network.load_state_dict(kept["network"])
            self.optimizer.load_state_dict(kept["optimizer"])
            self.average, self.step, self.seconds = kept["average"], kept["step"], kept["seconds"]

    def save(self) -> None:
        state = {
            "network": self.network.state_dict(),
            "optimizer": self.optimizer.state_dict(),
            "average": self.average,
            "step": self.step,
            "seconds": self.seconds,
        }
        partial = self.path.with_suffix(".partial")
        torch.save(state, partial)
        partial.rename(self.path)

    def run(self, loss_of: Callable[[int], Tensor]) -> None:
        """Minimise `loss_of(step)`; leaves the averaged weights in the network."""
        losses: list[float] = []
        told = saved = before = time.monotonic()
        while self.step < self.steps:
            rise = min(1.0, (self.step + 1) / 40)
            fall = 0.02 + 0.98 * (0.5 + 0.5 * math.cos(math.pi * self.step / self.steps))
            self.optimizer.param_groups[0]["lr"] = self.rate * rise * fall
            loss = loss_of(self.step)
            self.optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
            self.optimizer.step()
            self.step += 1
            keep = min(0.99, self.step / (self.step + 9))
            for key, value in self.network.state_dict().items():
                self.average[key].lerp_(value, 1 - keep)
            losses.append(loss.item())
            now = time.monotonic()
            self.seconds += min(now - before, LONGEST_STEP)
            before = now
            if now - told > 20 or self.step == self.steps:
                mean = sum(losses) / len(losses)
                minutes = self.seconds / 60
                print(
                    f"{self.name} step {self.step}/{self.steps} loss {mean:.5f} {minutes:.1f} min",
                    flush=True,
                )
                losses, told = [], now
            if now - saved > CHECKPOINT_SECONDS or self.step == self.steps:
                self.save()
                saved = before = time.monotonic()
        self.network.load_state_dict(self.average)


def clip_loss(unet: nn.Module, clips: Clips, scaling: float, seed: int, step: int) -> Tensor:
    """v-prediction on noise drawn as in SVD's training; one step in eight without conditions."""
    generator = Generator().manual_seed(seed * 1_000_000 + 500_000 + step)
    sample = clips.sample(step, generator)
    clean = sample.latents * scaling
    noise = turned(torch.randn(clean.shape, generator=generator), sample.angle)
    sigma = (2.5 + 2.3 * torch.rand((), generator=generator)).exp()  # 12 to 120
    scale = (sigma**2 + 1).rsqrt()
    keep = (torch.rand((), generator=generator) > 0.125).float()
    condition = (keep * sample.condition)[:, None].expand_as(clean)
    predicted = unet(
        torch.cat([(clean + sigma * noise) * scale, condition], 2),
        0.25 * sigma.log(),
        encoder_hidden_states=keep * sample.embedding,
        added_time_ids=sample.labels,
    ).sample
    return functional.mse_loss(predicted, (noise - sigma * clean) * scale)


def faster_on_cpu(network: nn.Module) -> None:
    for module in network.modules():
        if isinstance(module, nn.Conv2d):
            module.to(memory_format=torch.channels_last)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("svd-mini-training"))
    parser.add_argument("--output", type=Path, default=FOLDER)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--unet-steps", type=int, default=0)
    parser.add_argument("--clips", type=int, default=150)
    parser.add_argument("--export", action="store_true", help="save what is trained so far, end")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)

    pipeline = build_pipeline(options.seed)
    vae, unet = pipeline.vae, pipeline.unet
    pictures = [load(path) for path in training_files()]
    print(f"{len(pictures)} pictures", flush=True)
    generator = Generator().manual_seed(options.seed)
    views = torch.stack([random_view(p, HEIGHT, WIDTH, generator) for p in pictures])
    fitted = options.work / "vae.safetensors"
    if fitted.exists():
        vae.load_state_dict(load_file(fitted))
    else:
        start_vae(vae, views[::2])
        save_file(vae.state_dict(), fitted)
    faster_on_cpu(vae)
    skip_silent(vae)
    vae.requires_grad_(False)
    vae.eval()
    with torch.no_grad():
        latents = torch.cat([vae.encode(part).latent_dist.mode() for part in views.split(8)])
    scaling = 1 / latents.std().item()
    vae.register_to_config(scaling_factor=scaling)

    start_unet(unet, scaling)
    start_compass(unet)
    start_drift(unet)
    faster_on_cpu(unet)
    for block in (unet.down_blocks[0], unet.up_blocks[-1]):
        # A third of a step's time, and frames have met at the lower levels: these stay silent.
        skip_silent(block, TemporalResnetBlock)
    clips = Clips(pipeline, pictures, options.work / "clips", options.seed, options.clips)
    moving = Training("unet", unet, options.unet_steps, 3e-5, options.work)
    if options.export:
        unet.load_state_dict(moving.average)
    else:
        moving.run(lambda step: clip_loss(unet, clips, scaling, options.seed, step))

    save_pipeline(pipeline, options.output)
    spent = {
        "unet_steps": moving.step,
        "unet_minutes": round(moving.seconds / 60, 1),
    }
    print(f"saved to {options.output}: {spent}")


if __name__ == "__main__":
    main()
