"""The command line: its options, and which function answers each command."""

from __future__ import annotations

import argparse
import logging
import sys
import traceback
from collections.abc import Callable
from logging.handlers import RotatingFileHandler

from svd_desktop import __version__
from svd_desktop.cli.delivering import PRESETS_HELP, add_delivery, rate
from svd_desktop.cli.engine import add_engine
from svd_desktop.cli.exit_status import EXIT_INTERRUPTED, EXIT_OF_KIND, EXIT_SOME_FAILED
from svd_desktop.cli.models import add_models
from svd_desktop.cli.output import say
from svd_desktop.cli.presets import add_presets
from svd_desktop.cli.subcommands import add_command, add_commands, leaves
from svd_desktop.core.errors import reason_of
from svd_desktop.core.parameter_sets import SETS
from svd_desktop.core.parameters import PARAMETERS
from svd_desktop.core.request import RUNGS
from svd_desktop.library.folders import Folders, find_folders


def main(arguments: list[str]) -> int:
    for stream in (sys.stdout, sys.stderr):  # Windows consoles: paths may hold any letter
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    options = _parser().parse_args(arguments)
    # What fails before there is a log would come to stderr with its traceback.
    logging.getLogger().addHandler(logging.NullHandler())
    logging.raiseExceptions = False  # nor does a log that a full disk takes no line of
    try:
        folders = find_folders()
        _log_to(folders)
        status: int = options.answer(options, folders)
        return status
    except Exception as error:
        logging.getLogger(__name__).exception("The command failed.")
        if options.verbose:
            traceback.print_exc()
        reason = reason_of(error)
        say(f"svd-desktop: {reason.sentence}")
        return EXIT_OF_KIND.get(reason.kind, EXIT_SOME_FAILED)
    except KeyboardInterrupt:
        say("svd-desktop: Interrupted.")
        return EXIT_INTERRUPTED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="svd-desktop",
        description="Turn pictures into moving clips with Stable Video Diffusion. "
        "Without a command the window opens, with the files named as its inputs.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"svd-desktop {__version__}")
    commands = add_commands(parser)
    _add_render(add_command(commands, "render", _answer_render, "render pictures without a window"))
    text = "what a render would need, and which settings fit"
    _add_plan(add_command(commands, "plan", _answer_plan, text))
    _add_timeline(
        add_command(commands, "timeline", _answer_timeline, "takes in order, for editors")
    )
    text = "takes as files for other programs"
    _add_export(add_command(commands, "export", _answer_export, text))
    text = "what works on this machine and what does not"
    add_command(commands, "doctor", _answer_doctor, text)
    text = "the models: fetch, check, remove"
    add_models(commands.add_parser("models", help=text, allow_abbrev=False))
    text = "what renders, PyTorch for this computer's GPU: install, repair, remove"
    add_engine(commands.add_parser("engine", help=text, allow_abbrev=False))
    text = "what clips are exported as: yours and those built in"
    add_presets(commands.add_parser("presets", help=text, allow_abbrev=False))
    _add_queue(commands.add_parser("queue", help="the clips that wait", allow_abbrev=False))
    _add_takes(commands.add_parser("takes", help="the finished clips", allow_abbrev=False))
    for command in leaves(commands):
        command.add_argument("--json", action="store_true", help="one JSON object a line on stdout")
        command.add_argument("--verbose", action="store_true", help="tracebacks with errors")
    return parser


def _add_render(parser: argparse.ArgumentParser) -> None:
    _add_clip(parser.add_argument)
    _add_rendering(parser.add_argument)


def _add_queue(parser: argparse.ArgumentParser) -> None:
    commands = add_commands(parser)
    command = add_command(commands, "list", _answer_queue_list, "what waits and what is rendered")
    command = add_command(commands, "add", _answer_queue_add, "put pictures into the queue")
    _add_clip(command.add_argument)
    command = add_command(commands, "run", _answer_queue_run, "render what waits")
    _add_rendering(command.add_argument)
    add_command(commands, "clear", _answer_queue_clear, "take what waits out of the queue")


def _add_takes(parser: argparse.ArgumentParser) -> None:
    commands = add_commands(parser)
    add_command(commands, "list", _answer_takes_list, "all of them, the newest first")
    named = {"metavar": "TAKE", "help": "a take's folder or its id"}
    command = add_command(commands, "show", _answer_takes_show, "settings, files, memory, seconds")
    command.add_argument("take", **named)  # type: ignore[arg-type]
    command = add_command(commands, "delete", _answer_takes_delete, "put takes into the trash")
    command.add_argument("takes", nargs="+", **named)  # type: ignore[arg-type]
    command.add_argument("--permanently", action="store_true", help="without the trash")


def _add_clip(add: Callable[..., object]) -> None:
    """What `render` and `queue add` share: all that a clip is."""
    add("images", nargs="+", metavar="IMAGE", help="a picture, or a folder of pictures")
    _add_model_and_size(add)
    add("--framing", choices=["crop", "pad", "stretch"], default="crop")
    add("--focus", type=_pair(float, ","), default=(0.5, 0.5), metavar="X,Y",
        help="centre of the crop, 0 to 1")  # fmt: skip
    add("--schedule", choices=["karras", "ays"], default=None,
        help="ays: ten steps, faster and approximate; default: karras")  # fmt: skip
    add("--fps", type=int, metavar="N", help=PARAMETERS["fps"].help)
    add("--motion", type=int, metavar="N", help=PARAMETERS["motion_bucket_id"].help)
    add("--noise-aug", type=float, metavar="X", help=PARAMETERS["noise_aug_strength"].help)
    add("--seed", type=int, action="append", metavar="N",
        help="repeatable: one take each; default: a random one")  # fmt: skip
    add("--guidance-interval", type=float, nargs=2, metavar=("LOW", "HIGH"),
        help="guidance only between these sigmas: faster and approximate")  # fmt: skip
    add("--exact", action="store_true", default=None,
        help="diffusers' frames to the bit: no saving that reorders sums")  # fmt: skip
    add_delivery(add)


def _add_rendering(add: Callable[..., object]) -> None:
    """What `render` and `queue run` share: where it is rendered."""
    _add_device(add)
    add("--in-process", action="store_true", help="render in this process, for debugging")


def _add_device(add: Callable[..., object]) -> None:
    add("--device", default="auto", metavar="auto|cpu|cuda:N|mps|xpu")


def _add_plan(parser: argparse.ArgumentParser) -> None:
    _add_model_and_size(parser.add_argument)
    _add_device(parser.add_argument)
    parser.add_argument("--vram", type=_size, metavar="8GiB",
                        help="plan for a GPU of this size instead of the one found")  # fmt: skip


def _add_timeline(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("takes", nargs="+", metavar="TAKE", help="a take's folder or its id, in order")
    add("--rate", type=rate, required=True, metavar="N",
        help="of the timeline: 25, 23.976, 30000/1001")  # fmt: skip
    add("--output", required=True, metavar="FILE",
        help="its ending says which: .otio .otioz .fcpxml .xml .edl .mlt")  # fmt: skip
    add("--preset", metavar="NAME", default="h264-review",
        help=f"of the clips it links; {PRESETS_HELP}")  # fmt: skip
    add("--clip-rate", type=rate, metavar="N",
        help="of the clips; default: the timeline's, so that each frame is shown once")  # fmt: skip
    add("--media", metavar="DIR", help="where the clips are; default: beside it, NAME_clips")
    add("--size", type=_pair(int, "x"), metavar="WxH", help="default: the first clip's")
    add("--handles", type=_count, default=0, metavar="N",
        help="frames left unused at both ends of each clip, for transitions")  # fmt: skip
    add("--gap", type=_count, default=0, metavar="N", help="empty frames between two clips")
    add("--fcpxml", choices=["1.9", "1.10"], default="1.10", help="which version of FCPXML")


def _add_export(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("takes", nargs="+", metavar="TAKE", help="a take's folder or its id")
    add_delivery(add, exporting=True)


def _add_model_and_size(add: Callable[..., object]) -> None:
    """What clips and `plan` share: everything that memory depends on."""
    sets = f"{', '.join(SETS)}, or one of your own"
    add("--settings", metavar="PRESET", help=f"a set of parameters, which options change: {sets}")
    add("--model", metavar="NAME|FOLDER|FILE",
        help="a .safetensors file is imported once; default: the one in the settings")  # fmt: skip
    add("--size", type=_pair(int, "x"), metavar="WxH", help="default: the model's")
    add("--frames", type=int, metavar="N", help=PARAMETERS["frames"].help)
    add("--steps", type=int, metavar="N", help=PARAMETERS["steps"].help)
    add("--guidance", type=float, nargs=2, metavar=("MIN", "MAX"),
        help="guidance of the first and the last frame; MAX 1 switches it off")  # fmt: skip
    add("--decode-chunk", type=_auto_or_int, metavar="auto|N",
        help=PARAMETERS["decode_chunk"].help)  # fmt: skip
    add("--memory", choices=["auto", *RUNGS], default=None, help="a rung of the memory ladder")
    add("--compile", choices=["auto", "on", "off"], default=None, help="torch.compile")


def _answer_render(options: argparse.Namespace, folders: Folders) -> int:
    from svd_desktop.cli.render import render

    return render(options, folders)


def _answer_plan(options: argparse.Namespace, folders: Folders) -> int:
    from svd_desktop.cli.plan import plan_command

    return plan_command(options, folders)


def _answer_timeline(options: argparse.Namespace, folders: Folders) -> int:
    from svd_desktop.cli.timeline import timeline

    return timeline(options, folders)


def _answer_export(options: argparse.Namespace, folders: Folders) -> int:
    from svd_desktop.cli.export import export_command

    return export_command(options, folders)


def _answer_doctor(options: argparse.Namespace, folders: Folders) -> int:
    from svd_desktop.cli.doctor import doctor

    return doctor(options.json, folders)


def _answer_queue_list(options: argparse.Namespace, folders: Folders) -> int:
    from svd_desktop.cli.queue import queue_list

    return queue_list(options, folders)


def _answer_queue_add(options: argparse.Namespace, folders: Folders) -> int:
    from svd_desktop.cli.queue import queue_add

    return queue_add(options, folders)


def _answer_queue_run(options: argparse.Namespace, folders: Folders) -> int:
    from svd_desktop.cli.queue import queue_run

    return queue_run(options, folders)


def _answer_queue_clear(options: argparse.Namespace, folders: Folders) -> int:
    from svd_desktop.cli.queue import queue_clear

    return queue_clear(options, folders)


def _answer_takes_list(options: argparse.Namespace, folders: Folders) -> int:
    from svd_desktop.cli.takes import takes_list

    return takes_list(options, folders)


def _answer_takes_show(options: argparse.Namespace, folders: Folders) -> int:
    from svd_desktop.cli.takes import takes_show

    return takes_show(options, folders)


def _answer_takes_delete(options: argparse.Namespace, folders: Folders) -> int:
    from svd_desktop.cli.takes import takes_delete

    return takes_delete(options, folders)


def _pair(kind: type, separator: str) -> Callable[[str], tuple[float, float]]:
    def parse(text: str) -> tuple[float, float]:
        first, found, second = text.lower().partition(separator)
        if not found:
            raise argparse.ArgumentTypeError(f"{text!r} is not two numbers with {separator!r}")
        return kind(first), kind(second)

    parse.__name__ = "pair"
    return parse


def _size(text: str) -> int:
    """Bytes; GB and GiB are both taken for GiB, as cards are sold."""
    number = text.lower().removesuffix("b").removesuffix("i").removesuffix("g").strip()
    try:
        size = int(float(number) * 2**30)
    except (ValueError, OverflowError):
        size = 0
    if size <= 0:
        raise argparse.ArgumentTypeError(f"{text!r} is not a size such as 8GiB")
    return size


def _auto_or_int(text: str) -> int:
    """0 for auto."""
    if text == "auto":
        return 0
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{text} is not 1 or more")
    return number


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"{text} is less than 0")
    return number


def _log_to(folders: Folders) -> None:
    """Without a log the work goes on: who needs the folder says what is wrong with it."""
    path = folders.logs / "svd-desktop.log"
    try:
        handler = RotatingFileHandler(path, maxBytes=2_000_000, backupCount=1, encoding="utf-8")
    except OSError:
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logging.getLogger().addHandler(handler)
