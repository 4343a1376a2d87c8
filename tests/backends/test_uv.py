"""What uv says becomes one sentence with what helps."""

from __future__ import annotations

import pytest

from svd_desktop.backends.uv import _failure

DISTRUSTED = """error: Failed to fetch: `https://pypi.org/simple/alpha/`
  cause: error sending request for url (https://me:secret@pypi.org/simple/alpha/)
  cause: client error (Connect)
  cause: invalid peer certificate: UnknownIssuer
"""
UNSOLVED = """  × No solution found when resolving dependencies:
  ╰─▶ Because there is no version of alpha==3.0 and you require it, it is unsatisfiable.

hint: Pre-releases are available for `alpha`
"""


@pytest.mark.parametrize(
    ("said", "kind", "sentence"),
    [
        ("", "device", "The engine was not installed: it ended without a word. Try again."),
        (
            DISTRUSTED, "model",
            "This system does not trust the certificate of pypi.org. If your network checks what "
            "is fetched, add its certificate to the system's.",
        ),
        (
            DISTRUSTED.replace("invalid peer certificate: UnknownIssuer", "dns error"), "model",
            "pypi.org cannot be reached. Check the connection; the installation goes on from where "
            "it is.",
        ),
        (
            UNSOLVED, "device",
            "The engine's packages do not go together on this machine: Because there is no version "
            "of alpha==3.0 and you require it, it is unsatisfiable. Choose another GPU for the "
            "engine, or look for a newer SVD Desktop.",
        ),
        (
            "error: failed to write\n  cause: No space left on device (os error 28)", "disk",
            "The disk is full. Free some space and try again.",
        ),
    ],
)  # fmt: skip
def test_a_failure_is_one_sentence(said: str, kind: str, sentence: str):
    reason = _failure(said).reason
    assert (reason.kind, reason.sentence) == (kind, sentence)
