"""How a process ended, in words that follow "the process"."""

import pytest

from svd_desktop.backends.outcome import describe_exit


@pytest.mark.parametrize(
    ("status", "words"),
    [
        (0, "ended unexpectedly"),
        (1, "ended with status 1"),
        (255, "ended with status 255"),
        (-9, "was killed, perhaps because the computer ran out of memory"),
        (-11, "crashed (SIGSEGV), perhaps in the GPU's driver"),
        (-6, "gave up (SIGABRT)"),
        (-15, "was asked to end (SIGTERM)"),
        (-7, "was ended by SIGBUS"),
        (-63, "was ended by signal 63"),
        (0xC0000005, "crashed with status 0xC0000005"),
    ],
)
def test_every_end_has_words(status, words):
    assert describe_exit(status) == words
