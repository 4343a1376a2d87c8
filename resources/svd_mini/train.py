"""Makes svd-mini again from nothing: `python resources/svd_mini/train.py`.

The VAE is set to principal components, which takes seconds. The UNet is trained on photographs
under a moving camera. Killed at any moment, the same command goes on from the last checkpoint; with
more `--steps` than before it goes on too, with the rate of learning that the longer training has
there. Needs the wallpaper packages named in README.md.
"""

import argparse
import math
import time
from pathlib import Path

import torch
from blocks import skip_silent, start_vae
from clips import FULL, Batch, make_batch
from compass import Kept, turned
from diffusers import StableVideoDiffusionPipeline
from diffusers.models.resnet import TemporalResnetBlock
from muon import Muon
from networks import FOLDER, build_pipeline, save_pipeline
from pictures import load, random_view, training_files, uniform
from torch import Generator, Tensor, nn
from torch.nn import functional

STEPS = 2000
CHECKPOINT_SECONDS = 120
LONGEST_STEP = 15.0  # a longer gap is a pause, not training, and does not count as time
# Two channels that each of these up blocks hands on are held to how far every place has moved, in
# halves of a latent's side. Finding that out from the picture alone takes ten times as long.
SHIFT_TOLD_BY = (0, 1)
SHIFT_UNIT, SHIFT_WEIGHT = 0.5, 0.5
RATE, MUON_RATE = 1e-3, 0.01
LOG_SIGMAS = (2.0, 6.6)  # 7 to 735: more than the scheduler uses
DROPPED, DROPPED_WEIGHT = 0.1, 0.1  # clips without conditions; they err so much more
# The UNet's ends are not matrices between hidden layers: AdamW takes them.
ENDS = ("conv_in", "conv_out", "add_embedding", "time_embedding")


class Training:
    """The UNet's steps: optimisers, schedule, averaged weights, checkpoint, clock."""

    def __init__(self, unet: nn.Module, kept: Kept, steps: int, path: Path):
        self.unet, self.kept, self.steps, self.path = unet, kept, steps, path
        named = list(unet.named_parameters())
        inner = {n for n, p in named if p.dim() > 1 and not n.startswith(ENDS)}
        self.muon = Muon([p for n, p in named if n in inner], MUON_RATE)
        rest = [p for n, p in named if n not in inner]
        self.adam = torch.optim.AdamW(rest, RATE, betas=(0.9, 0.98), weight_decay=1e-3, fused=True)
        self.average = {k: v.clone() for k, v in unet.state_dict().items()}
        self.step, self.seconds = 0, 0.0
        if path.exists():
            kept = torch.load(path, weights_only=True)
            unet.load_state_dict(kept["unet"])
            self.muon.load_state_dict(kept["muon"])
            self.adam.load_state_dict(kept["adam"])
            self.average, self.step, self.seconds = kept["average"], kept["step"], kept["seconds"]

    def save(self) -> None:
        state = {
            "unet": self.unet.state_dict(),
            "muon": self.muon.state_dict(),
            "adam": self.adam.state_dict(),
            "average": self.average,
            "step": self.step,
            "seconds": self.seconds,
        }
        partial = self.path.with_suffix(".partial")
        torch.save(state, partial)
        partial.rename(self.path)

    def run(
        self, pipeline: StableVideoDiffusionPipeline, pictures: list[Tensor], seed: int
    ) -> None:
        """Train to the last step; leaves the averaged weights in the UNet."""
        losses: list[Tensor] = []
        told_shifts: list[Tensor] = []
        for index in SHIFT_TOLD_BY:
            self.unet.up_blocks[index].upsamplers[0].register_forward_hook(
                lambda module, inputs, output: told_shifts.append(output[:, :2])
            )
        told = saved = before = time.monotonic()
        while self.step < self.steps:
            rise = min(1.0, (self.step + 1) / 40)
            fall = 0.02 + 0.98 * (0.5 + 0.5 * math.cos(math.pi * self.step / self.steps))
            self.adam.param_groups[0]["lr"] = RATE * rise * fall
            self.muon.param_groups[0]["lr"] = MUON_RATE * rise * fall
            generator = Generator().manual_seed(seed * 1_000_000 + self.step)
            batch = make_batch(pipeline, pictures, self.step / self.steps, generator)
            told_shifts.clear()
            loss = clip_loss(pipeline, batch, generator)
            missed = shift_loss(told_shifts, batch.shift)
            self.adam.zero_grad()
            self.muon.zero_grad()
            (loss + SHIFT_WEIGHT * missed).backward()
            nn.utils.clip_grad_norm_(self.unet.parameters(), 1.0)
            self.adam.step()
            self.muon.step()
            self.kept.restore()
            self.step += 1
            keep = min(0.99, self.step / (self.step + 9))
            for key, value in self.unet.state_dict().items():
                self.average[key].lerp_(value, 1 - keep)
            losses.append(torch.stack([loss, missed]).detach())
            now = time.monotonic()
            self.seconds += min(now - before, LONGEST_STEP)
            before = now
            if self.step % 25 == 0 or self.step == self.steps or now - told > 60:
                mean, shift = torch.stack(losses).mean(0).tolist()
                at, minutes = f"step {self.step}/{self.steps}", self.seconds / 60
                print(f"{at} loss {mean:.6f} shift {shift:.6f} {minutes:.1f} min", flush=True)
                losses, told = [], now
            if now - saved > CHECKPOINT_SECONDS or self.step == self.steps:
                self.save()
                saved = before = time.monotonic()
        self.unet.load_state_dict(self.average)


def clip_loss(pipeline: StableVideoDiffusionPipeline, batch: Batch, generator: Generator) -> Tensor:
    """v-prediction as the scheduler samples it, weighed by what it does to the clean latents.

    The clean latents are x / (s^2 + 1) - s / sqrt(s^2 + 1) * v of noisy latents x with noise s.
    """
    clean = batch.latents * pipeline.vae.config.scaling_factor
    noise = torch.cat(
        [
            turned(torch.randn(one[None].shape, generator=generator), angle)
            for one, angle in zip(clean, batch.angles, strict=True)
        ]
    )
    log_sigma = uniform(*LOG_SIGMAS, generator)
    sigma = math.exp(log_sigma)
    scale = (sigma**2 + 1) ** -0.5
    keep = (torch.rand(len(clean), generator=generator) >= DROPPED).float()
    condition = keep[:, None, None, None] * batch.condition
    predicted = pipeline.unet(
        torch.cat([(clean + sigma * noise) * scale, condition[:, None].expand_as(clean)], 2),
        torch.tensor(0.25 * log_sigma),
        encoder_hidden_states=keep[:, None, None] * batch.embedding,
        added_time_ids=batch.labels,
    ).sample
    errors = (predicted - (noise - sigma * clean) * scale).square().mean((1, 2, 3, 4))
    weights = keep + (1 - keep) * DROPPED_WEIGHT
    return (weights * errors).mean() * (sigma * scale) ** 2


def shift_loss(told: list[Tensor], wanted: Tensor) -> Tensor:
    """How far what the up blocks tell is from the true shift (clips, frames, 2, H/4, W/4)."""
    wanted = wanted.flatten(0, 1) / SHIFT_UNIT
    sized = [functional.interpolate(wanted, one.shape[2:], mode="area") for one in told]
    return torch.stack(
        [functional.mse_loss(*pair) for pair in zip(told, sized, strict=True)]
    ).mean()


def faster_on_cpu(network: nn.Module) -> None:
    for module in network.modules():
        if isinstance(module, nn.Conv2d):
            module.to(memory_format=torch.channels_last)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("svd-mini-training"))
    parser.add_argument("--output", type=Path, default=FOLDER)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--steps", type=int, default=STEPS)
    parser.add_argument("--export", action="store_true", help="save what is trained so far, end")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)

    pipeline = build_pipeline(options.seed)
    vae, unet = pipeline.vae, pipeline.unet
    pictures = [load(path) for path in training_files()]
    print(f"{len(pictures)} pictures", flush=True)
    generator = Generator().manual_seed(options.seed)
    views = torch.stack([random_view(p, *FULL, generator) for p in pictures])
    start_vae(vae, views[::2])
    faster_on_cpu(vae)
    skip_silent(vae)
    vae.requires_grad_(False)
    vae.eval()
    with torch.no_grad():
        latents = torch.cat([vae.encode(part).latent_dist.mode() for part in views.split(8)])
    vae.register_to_config(scaling_factor=1 / latents.std().item())

    for block in (unet.down_blocks[0], unet.up_blocks[-1]):
        # A third of a step's time, and frames meet at the lower levels: these do nothing.
        for module in block.modules():
            if isinstance(module, TemporalResnetBlock):
                nn.init.zeros_(module.conv2.weight)
                nn.init.zeros_(module.conv2.bias)
    faster_on_cpu(unet)
    training = Training(unet, Kept(unet), options.steps, options.work / "unet.checkpoint")
    for block in (unet.down_blocks[0], unet.up_blocks[-1]):
        skip_silent(block, TemporalResnetBlock)
    if options.export:
        unet.load_state_dict(training.average)
    else:
        training.run(pipeline, pictures, options.seed)
    save_pipeline(pipeline, options.output)
    print(f"saved to {options.output}: {training.step} steps, {training.seconds / 60:.1f} min")


if __name__ == "__main__":
    main()
