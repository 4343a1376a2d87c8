"""Commands of commands, such as `queue list`."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator

from svd_desktop.library.folders import Folders

Commands = argparse._SubParsersAction  # argparse has no public name for it
Answer = Callable[[argparse.Namespace, Folders], int]


def add_commands(parser: argparse.ArgumentParser) -> Commands[argparse.ArgumentParser]:
    return parser.add_subparsers(title="commands", metavar="COMMAND", required=True)


def add_command(
    commands: Commands[argparse.ArgumentParser], name: str, answer: Answer, text: str
) -> argparse.ArgumentParser:
    """`answer` carries it out and gives the exit status; `text` is its help."""
    command = commands.add_parser(name, help=text, allow_abbrev=False)
    command.set_defaults(answer=answer)
    return command


def leaves(commands: Commands[argparse.ArgumentParser]) -> Iterator[argparse.ArgumentParser]:
    """The commands that are answered: `queue list`, not `queue`."""
    for command in commands.choices.values():
        below = [x for x in command._actions if isinstance(x, Commands)]
        if below:
            yield from leaves(below[0])
        else:
            yield command
