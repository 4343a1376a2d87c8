"""Every preset at every size and rate, read back by programs other than ours.

    python tests/benchmarks/export_matrix.py [--frames 25] [--preset NAME ...]

Needs ffprobe and mediainfo (Debian's packages). Frames that move are encoded at every size and
rate, and clips of one colour at every size; ffprobe and mediainfo say what the file is, the ffmpeg
that we carry decodes it. Told for each preset: files made, refusals, the largest error of a flat
colour, and the PSNR less that of the plain ffmpeg command line that the preset was measured as, on
the same frames. Fails when a file is not as asked.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from PIL import Image, ImageSequence

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from svd_desktop.media.encoding import encode
from svd_desktop.media.ffmpeg import Frames, ffmpeg_path
from svd_desktop.media.metadata import metadata_for, read_request
from svd_desktop.media.presets import PRESETS, AnyPreset, SequencePreset, VideoPreset, obstacle
from tests.made import request

SIZES = ((1024, 576), (576, 1024), (1023, 575), (64, 64))
RATES = (Fraction(7), Fraction(24000, 1001), Fraction(25), Fraction(30))
PATCHES = ((255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255), (0, 0, 0), (128, 128, 128),
           (200, 150, 120), (30, 60, 90))  # fmt: skip
FILTER = (
    "scale=out_color_matrix=bt709:out_range=tv:flags=bicubic+accurate_rnd+full_chroma_int,"
    "format={},setparams=color_primaries=bt709:color_trc=bt709:colorspace=bt709:range=tv"
)
BACK = ("scale=in_color_matrix=bt709:"
        "flags=bicubic+accurate_rnd+full_chroma_int+full_chroma_inp,format=rgb24")  # fmt: skip
RECIPES = {
    "h264-review": ("yuv420p", "-c:v libx264 -preset medium -crf 16 -profile:v high"),
    "h264-edit": ("yuv420p", "-c:v libx264 -preset medium -crf 16 -profile:v high -g 1 -bf 0 "
                             "-tune fastdecode"),
    "prores-422-hq": ("yuv422p10le", "-c:v prores_ks -profile:v 3 -vendor apl0"),
    "prores-4444": ("yuv444p10le", "-c:v prores_ks -profile:v 4 -alpha_bits 0"),
    "dnxhr-hqx": ("yuv422p10le", "-c:v dnxhd -profile:v dnxhr_hqx"),
    "cineform": ("yuv422p10le", "-c:v cfhd -quality film1"),
    "av1": ("yuv420p10le", "-c:v libsvtav1 -preset 8 -crf 24"),
    "vp9": ("yuv420p", "-c:v libvpx-vp9 -b:v 0 -crf 18 -cpu-used 4 -row-mt 1"),
}  # fmt: skip
REQUEST = request(source="/p/Grüße & 한글.png")


def moving(count: int, width: int, height: int) -> Frames:
    """A soft texture that drifts."""
    small = (height // 8 + 3, width // 8 + 3, 3)
    noise = np.random.default_rng(0).integers(0, 256, small, np.uint8)
    large = Image.fromarray(noise).resize((width + 64, height + 64), Image.Resampling.BICUBIC)
    texture = np.asarray(large)
    return np.stack([texture[at : at + height, at : at + width] for at in range(count)])


def decoded(path: Path, width: int, height: int) -> Frames:
    command = [ffmpeg_path(), "-v", "error", "-i", f"file:{path}", "-vf", BACK,
               "-fps_mode", "passthrough", "-f", "rawvideo", "-"]  # fmt: skip
    raw = subprocess.run(command, capture_output=True, check=True).stdout
    return np.frombuffer(raw, np.uint8).reshape(-1, height, width, 3)


def psnr(found: Frames, right: Frames) -> float:
    error = np.mean((found.astype(np.float32) - right) ** 2, dtype=np.float64)
    return float("inf") if error == 0 else float(10 * np.log10(255**2 / error))


def worst_flat(preset: VideoPreset, size: tuple[int, int], folder: Path) -> int:
    """The largest error of any pixel in clips of one colour each."""
    worst, path = 0, folder / f"flat{preset.suffix}"
    for colour in PATCHES:
        frames = np.broadcast_to(np.array(colour, np.uint8), (2, size[1], size[0], 3))
        encode(preset, frames, Fraction(25), path, {})
        found = decoded(path, *preset.size(*size)).astype(int)
        worst = max(worst, int(np.abs(found - colour).max()))
    return worst


def by_recipe(name: str, frames: Frames, rate: Fraction, folder: Path) -> Frames:
    pixels, codec = RECIPES[name]
    _, height, width, _ = frames.shape
    raw, out = folder / "raw", folder / f"recipe{PRESETS[name].suffix}"
    raw.write_bytes(np.ascontiguousarray(frames).tobytes())
    subprocess.run(
        [ffmpeg_path(), "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgb24",
         "-s", f"{width}x{height}", "-framerate", str(rate), "-i", str(raw),
         "-vf", FILTER.format(pixels), *codec.split(), str(out)],
        check=True, capture_output=True,
    )  # fmt: skip
    return decoded(out, width, height)


def probed(path: Path) -> tuple[dict[str, str], dict[str, str], list[Fraction]]:
    """What ffprobe says of the film, all tags by small letters, and the times of its frames."""
    said = json.loads(subprocess.run(
        ["ffprobe", "-v", "error", "-of", "json", "-show_streams", "-show_format", "-show_packets",
         str(path)], capture_output=True, check=True,
    ).stdout)  # fmt: skip
    tags = dict(said["format"].get("tags", {}))
    for stream in said["streams"]:
        tags |= stream.get("tags", {})
    film = next(stream for stream in said["streams"] if stream["codec_type"] == "video")
    base = Fraction(film["time_base"])
    times = sorted(int(packet["pts"]) * base for packet in said["packets"]
                   if packet["stream_index"] == film["index"])  # fmt: skip
    return film, {key.lower(): value for key, value in tags.items()}, times


def film_faults(
    preset: VideoPreset, path: Path, rate: Fraction, count: int, size: tuple[int, int]
) -> list[str]:
    film, tags, times = probed(path)
    faults = []

    def check(what: str, found: object, right: object) -> None:
        if found != right:
            faults.append(f"{what} {found} instead of {right}")

    check("size", (film["width"], film["height"]), size)
    check("frames", len(times), count)
    base = Fraction(film["time_base"])
    off = max(abs(at - times[0] - number / rate) for number, at in enumerate(times))
    if off > base / 2:
        faults.append(f"a frame is {float(off):.5f} s off")
    if abs(Fraction(film["r_frame_rate"]) - rate) > Fraction(1, 1000):
        faults.append(f"rate {film['r_frame_rate']} instead of {rate}")
    for key in ("color_primaries", "color_transfer", "color_space"):
        right = "gbr" if preset.name == "ffv1" and key == "color_space" else "bt709"
        check(key, film.get(key), right)
    if preset.name != "cineform":  # which has no place for it
        check("range", film.get("color_range"), "pc" if preset.name == "ffv1" else "tv")
    if preset.has_start:
        # Below 10 fps ffprobe writes the frame's number with one digit.
        check("timecode", tags.get("timecode", "").rstrip("0"), "00:00:00:")
        check("reel", tags.get("reel_name"), "Rolle 1")
    if preset.embeds == "tags":
        check("request", read_request(path), REQUEST)
    faults += mediainfo_faults(path, rate, size)
    return faults


def mediainfo_faults(path: Path, rate: Fraction, size: tuple[int, int]) -> list[str]:
    answer = subprocess.run(["mediainfo", "--Output=JSON", str(path)], capture_output=True,
                            check=True)  # fmt: skip
    tracks = json.loads(answer.stdout)["media"]["track"]
    film = next(track for track in tracks if track["@type"] == "Video")
    faults = []
    if (int(film["Width"]), int(film["Height"])) != size:
        faults.append(f"mediainfo: {film['Width']}x{film['Height']}")
    if abs(float(film.get("FrameRate", 0)) - float(rate)) > 0.01:
        faults.append(f"mediainfo: {film.get('FrameRate')} fps")
    if film.get("matrix_coefficients") not in ("BT.709", "Identity"):
        faults.append(f"mediainfo: matrix {film.get('matrix_coefficients')}")
    return faults


def other_faults(preset: AnyPreset, path: Path, frames: Frames) -> list[str]:
    """Of folders of pictures and of animations."""
    if read_request(path) != REQUEST:
        return ["another request"]
    if preset.name == "exr":
        return [] if len(list(path.iterdir())) == len(frames) else ["frames are missing"]
    sources = sorted(path.iterdir()) if path.is_dir() else [path]
    found = []
    for source in sources:
        with Image.open(source) as image:
            found += [np.asarray(one.convert("RGB")) for one in ImageSequence.Iterator(image)]
    if np.shape(found) != frames.shape:
        return [f"shape {np.shape(found)} instead of {frames.shape}"]
    lossless = preset.name in ("png", "tiff", "apng")
    return ["pixels differ"] if lossless and not np.array_equal(found, frames) else []


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--frames", type=int, default=25)
    parser.add_argument("--preset", action="append", choices=sorted(PRESETS))
    options = parser.parse_args()
    failed = 0
    clips = {size: moving(options.frames, *size) for size in SIZES}
    for name in options.preset or PRESETS:
        preset, made, refused, worst, less = PRESETS[name], 0, [], 0, 0.0
        for size in SIZES:
            for rate in RATES:
                if why := obstacle(preset, *size, rate):
                    refused.append(why)
                    continue
                with TemporaryDirectory() as temporary:
                    path = Path(temporary) / f"clip{preset.suffix}"
                    words = {**metadata_for(REQUEST), "reel_name": "Rolle 1"}
                    encode(preset, clips[size], rate, path, words)
                    wide, high = preset.size(*size)
                    frames = clips[size][:, :high, :wide]
                    if isinstance(preset, SequencePreset) or preset.name in ("gif", "webp", "apng"):
                        faults = other_faults(preset, path, frames)
                    else:
                        faults = film_faults(preset, path, rate, len(frames), (wide, high))
                        if rate == 25:
                            flat = worst_flat(preset, size, Path(temporary))
                            worst = max(worst, flat)
                            if flat > 1:
                                faults.append(f"a flat colour is {flat} levels off")
                        if name in RECIPES and rate == 25:
                            found = decoded(path, wide, high)
                            recipe = by_recipe(name, frames, rate, Path(temporary))
                            less = min(less, psnr(found, frames) - psnr(recipe, frames))
                made += 1
                failed += bool(faults)
                for fault in faults:
                    print(f"  {name} {size[0]}x{size[1]} at {rate}: {fault}", flush=True)
        print(f"{name:17} {made:2} made, {len(refused):2} refused, flat within {worst}, "
              f"PSNR {less:+.3f} dB", flush=True)  # fmt: skip
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
