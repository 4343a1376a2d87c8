"""Options for finished clips: presets, rate, edit, names; what `render`, `queue add` and `export`
share."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from fractions import Fraction

from svd_desktop.core.edits import MAX_LOOPS, UPSCALES, Edit
from svd_desktop.core.jobs import Delivery
from svd_desktop.core.request import RenderRequest
from svd_desktop.library.folders import Folders
from svd_desktop.library.settings_file import load_settings
from svd_desktop.media.names import TEMPLATE, TOKENS

_DEFAULT = "h264-review"
PRESETS_HELP = "`presets list` names them all"


def add_delivery(add: Callable[..., object], exporting: bool = False) -> None:
    """`exporting`: presets and a folder have to be named."""
    default = "" if exporting else "; default: the one in the settings"
    add("--output", required=exporting, metavar="DIR", help=f"where the files go{default}")
    default = "" if exporting else f"; default: {_DEFAULT}"
    add("--preset", action="append", metavar="NAME", required=exporting,
        help=f"repeatable; {PRESETS_HELP}{default}")  # fmt: skip
    add("--rate", type=rate, metavar="N", help="of the files, also as 24000/1001; default: --fps")
    add("--retime", choices=["keep", "even", "smooth"], default="keep",
        help="what --rate does to the motion: keep shows each frame once, even repeats each as "
        "often as the others, smooth invents frames in between and takes long")  # fmt: skip
    add("--trim", type=int, nargs=2, metavar=("IN", "OUT"),
        help="the first and the last frame, counted from 1")  # fmt: skip
    add("--loops", type=int, default=1, metavar="N", help=f"play it 1 to {MAX_LOOPS} times")
    add("--ping-pong", action="store_true", help="go on backwards, for a loop without a jump")
    add("--upscale", type=int, choices=UPSCALES, default=1,
        help="2: twice the width and height, by a small network; takes long")  # fmt: skip
    add("--name-template", default="", metavar="T",
        help=f"names of the files, slashes make folders; default: {TEMPLATE}; "
        f"it may have {', '.join(TOKENS)}")  # fmt: skip


def delivery_of(options: argparse.Namespace, folders: Folders) -> Delivery:
    """Where the clips go and as what. Raises SvdError of kind `request` for a bad edit."""
    from svd_desktop.cli.inputs import as_path

    output = options.output or load_settings(folders).output_folder or str(folders.output)
    edit = Edit(
        trim=tuple(options.trim) if options.trim else None,
        ping_pong=options.ping_pong,
        loops=options.loops,
        retime=options.retime,
        upscale=options.upscale,
    )
    return Delivery(
        str(as_path(output).resolve()),
        tuple(dict.fromkeys(options.preset or [_DEFAULT])),
        options.rate,
        edit=edit,
        template=options.name_template,
    )


def delivery_for(
    options: argparse.Namespace, folders: Folders, requests: Iterable[RenderRequest]
) -> Delivery:
    """The delivery of what will be rendered; SvdError of kind `request` when that cannot be."""
    # What encodes is not needed by commands that deliver nothing.
    from svd_desktop.library.export_presets import known_presets
    from svd_desktop.media.export import check_delivery

    delivery = delivery_of(options, folders)
    known = known_presets(folders)
    for request in requests:
        check_delivery(delivery, request, request.frames, known)
    return delivery


def rate(text: str) -> Fraction:
    """Frames a second, exactly, 23.976 meaning 24000/1001; argparse's error for what is none."""
    from svd_desktop.media.timelines.description import timeline_rate

    try:
        value = timeline_rate(Fraction(text))
    except (ValueError, ZeroDivisionError) as error:
        raise argparse.ArgumentTypeError(f"{text!r} is not a rate such as 25 or 24000/1001") from (
            error
        )
    if not 1 <= value <= 240:
        raise argparse.ArgumentTypeError(f"{text} is not between 1 and 240")
    return value
