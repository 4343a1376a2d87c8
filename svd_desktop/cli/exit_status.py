"""The exit statuses that scripts rely on."""

from __future__ import annotations

EXIT_DONE = 0
EXIT_SOME_FAILED = 1
EXIT_INTERRUPTED = 130
# Only when nothing could be done, for this one reason.
EXIT_OF_KIND = {"request": 2, "input": 3, "model": 4, "memory": 5}


def exit_status(done: int, failures: list[str]) -> int:
    """From the number of jobs done and the kinds of the reasons of those that failed."""
    if not failures:
        return EXIT_DONE
    if done == 0 and len(set(failures)) == 1:
        return EXIT_OF_KIND.get(failures[0], EXIT_SOME_FAILED)
    return EXIT_SOME_FAILED
