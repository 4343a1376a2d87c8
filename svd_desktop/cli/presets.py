"""`svd-desktop presets`: what clips are exported as, those built in and the person's own."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from svd_desktop.cli.exit_status import EXIT_DONE
from svd_desktop.cli.output import print_json, print_line, say, table, terminal_width
from svd_desktop.cli.subcommands import add_command, add_commands
from svd_desktop.core.errors import SvdError
from svd_desktop.library import export_presets
from svd_desktop.library.folders import Folders
from svd_desktop.media.codecs import Dial
from svd_desktop.media.hardware import encoders_of
from svd_desktop.media.own_presets import OwnPreset, bound, dial_of, value_of
from svd_desktop.media.presets import PRESETS, AnyPreset, SequencePreset, find_preset


def add_presets(parser: argparse.ArgumentParser) -> None:
    commands = add_commands(parser)
    text = "all of them, and whether they work here; the first time it takes seconds"
    add_command(commands, "list", list_presets, text)
    command = add_command(
        commands, "show", show_preset, "what a preset is, and what can be changed"
    )
    command.add_argument("name", metavar="NAME")
    command = add_command(commands, "make", make_preset, "one of your own, from a built-in one")
    add = command.add_argument
    add("name", metavar="NAME", help="a to z, 0 to 9 and dashes")
    add("--from", dest="origin", required=True, metavar="BUILT-IN", help="what it is made from")
    add("--label", default="", metavar="TEXT", help="default: the name")
    add("--quality", type=int, metavar="N", help="`presets show BUILT-IN` tells the range")
    add("--encoder", default="", metavar="E", help="`presets show BUILT-IN` tells which there are")
    add("--compression", type=int, metavar="N", help="of pictures that lose nothing, 0 to 9")
    command = add_command(commands, "rename", rename_preset, "call one of your own otherwise")
    command.add_argument("name", metavar="NAME")
    command.add_argument("new", metavar="NEW")
    command = add_command(commands, "export", export_preset, "one of your own as a file")
    command.add_argument("name", metavar="NAME")
    command.add_argument("file", metavar="FILE")
    command = add_command(commands, "import", import_preset, "take in one that was exported")
    command.add_argument("file", metavar="FILE")
    command.add_argument("--name", metavar="NAME", help="what it is called from then on")
    command = add_command(commands, "remove", remove_preset, "one of your own")
    command.add_argument("name", metavar="NAME")


def list_presets(options: argparse.Namespace, folders: Folders) -> int:
    """Prints every preset, the built-in ones first; what is wrong with a damaged one is said."""
    from svd_desktop.library.trials_file import tried_presets  # NumPy

    for error in export_presets.damaged(folders):
        say(error.reason.sentence)
    own = export_presets.listed(folders)
    tried = tried_presets(folders).presets
    rows = [("NAME", "MADE", "LABEL")]
    for name, preset in export_presets.known_presets(folders).items():
        why = tried[name]
        origin = own[name].origin if name in own else None
        if options.json:
            print_json({"name": name, "label": preset.label, "from": origin, "works": not why,
                        "why": why})  # fmt: skip
        label = f"{preset.label}, which does not work here: {why}" if why else preset.label
        rows.append((name, f"from {origin}" if origin else "built in", label))
    if not options.json:
        for line in table(rows, terminal_width()):
            print_line(line)
    return EXIT_DONE


def show_preset(options: argparse.Namespace, folders: Folders) -> int:
    """Prints what a preset is, and what of it can be changed in one's own."""
    from svd_desktop.library.trials_file import tried_presets  # NumPy

    own = export_presets.listed(folders).get(options.name)
    preset = find_preset(options.name, export_presets.known_presets(folders))
    tried = tried_presets(folders)
    described = {
        "name": preset.name,
        "label": preset.label,
        "help": preset.help,
        "from": own.origin if own else None,
        "works": not tried.presets[preset.name],
        "why": tried.presets[preset.name],
        "dial": _dial(dial_of(preset), value_of(preset)),
        "encoders": _encoders(preset, tried.encoders),
    }
    if options.json:
        print_json(described)
        return EXIT_DONE
    for line in table(list(_told(described)), None):
        print_line(line)
    return EXIT_DONE


def make_preset(options: argparse.Namespace, folders: Folders) -> int:
    """Keeps a preset that has encoded two frames here."""
    from svd_desktop.media.ffmpeg import encoders  # NumPy

    own = OwnPreset(
        options.name, options.origin, options.label, options.encoder, options.quality,
        options.compression,
    )  # fmt: skip
    own = bound(own, encoders())
    _check_trial(own)
    export_presets.add(folders, own)
    return _said(options, "made", own.name)


def rename_preset(options: argparse.Namespace, folders: Folders) -> int:
    export_presets.rename(folders, options.name, options.new)
    return _said(options, "renamed", options.new)


def export_preset(options: argparse.Namespace, folders: Folders) -> int:
    path = Path(options.file).expanduser().absolute()
    own = export_presets.find(folders, options.name)
    if path.exists():
        raise SvdError("request", f"{path} is there already.", "Choose another name, or delete it.")
    try:
        export_presets.write(path, own)
    except OSError as error:
        why = (error.strerror or str(error)).lower()
        raise SvdError(
            "disk", f"{path} cannot be written: {why}.", "Choose another folder."
        ) from error
    return _said(options, "exported", str(path))


def import_preset(options: argparse.Namespace, folders: Folders) -> int:
    """Also one that does not work here, as of another machine: `list` says why it does not."""
    own = export_presets.read(Path(options.file).expanduser(), options.name)
    export_presets.add(folders, own)
    return _said(options, "imported", own.name)


def remove_preset(options: argparse.Namespace, folders: Folders) -> int:
    export_presets.delete(folders, options.name)
    return _said(options, "removed", options.name)


def _check_trial(own: OwnPreset) -> None:
    from svd_desktop.media.trials import why_not  # NumPy

    if why := why_not(own.preset()):
        origin = PRESETS[own.origin]
        raise SvdError(
            "encoder", f"{origin.label} cannot be made so on this machine: {why}",
            "Choose another encoder.",
        )  # fmt: skip


def _encoders(preset: AnyPreset, tried: dict[tuple[str, str], str]) -> list[dict[str, Any]]:
    """Of a built-in preset all that could make it, of one's own the one that does."""
    if isinstance(preset, SequencePreset):
        return []
    return [
        {
            "encoder": codec.encoder,
            "hardware": codec.hardware,
            "why": tried.get((preset.name, codec.encoder), ""),
            "dial": _dial(codec.dial, codec.value),
        }
        for codec in encoders_of(preset)
    ]


def _told(described: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The same for people, a label and a text each."""
    for label in ("name", "label", "help", "from"):
        if described[label]:
            yield label, described[label]
    yield "works here", f"no: {described['why']}" if described["why"] else "yes"
    for encoder in described["encoders"]:
        if encoder["why"]:
            yield "encoder", f"{encoder['encoder']}, which does not work here: {encoder['why']}"
        elif dial := encoder["dial"]:
            yield "encoder", f"{encoder['encoder']}; {dial['name']} {_dial_words(dial)}"
        else:
            yield "encoder", encoder["encoder"]
    if described["dial"] and not described["encoders"]:
        yield described["dial"]["name"], _dial_words(described["dial"])


def _dial_words(dial: dict[str, Any]) -> str:
    return "{value}, from {least} to {most}. {help}".format(**dial)


def _dial(dial: Dial | None, value: int | None) -> dict[str, Any] | None:
    if dial is None:
        return None
    return {"name": dial.name, "value": value, "least": dial.least, "most": dial.most,
            "direction": dial.direction, "help": dial.help}  # fmt: skip


def _said(options: argparse.Namespace, event: str, what: str) -> int:
    if options.json:
        print_json({"event": event, "file" if event == "exported" else "name": what})
    else:
        print_line(what)
    return EXIT_DONE
