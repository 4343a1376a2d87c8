"""Whatever goes wrong becomes a sentence with a remedy."""

import errno
import json
import pickle

import pytest

from svd_desktop.core.errors import Reason, SvdError, reason_of


def test_an_error_for_a_person_says_message_and_remedy():
    error = SvdError("disk", "The disk is full.", "Free some space.")
    assert str(error) == "The disk is full. Free some space." == error.reason.sentence
    assert reason_of(error) == Reason("disk", "The disk is full.", "Free some space.")


def test_without_a_remedy_there_is_no_space_at_the_end():
    assert str(SvdError("input", "No.")) == "No."


def test_an_error_survives_pickling():
    error = pickle.loads(pickle.dumps(SvdError("disk", "Full.", "Free some.")))
    assert error.reason == Reason("disk", "Full.", "Free some.")


@pytest.mark.parametrize("reason", [Reason("model", "No."), Reason("input", "No.", "Yes.")])
def test_a_reason_survives_json(reason):
    assert Reason.from_json(json.loads(json.dumps(reason.to_json()))) == reason


@pytest.mark.parametrize(
    ("error", "kind", "words"),
    [
        (OSError(errno.ENOSPC, "No space left on device"), "disk", "The disk is full. Free"),
        (PermissionError(errno.EACCES, "no", "/clips"), "disk", "No permission to write /clips."),
        (OSError(errno.EROFS, "no", "/clips"), "disk", "No permission to write /clips."),
        (RuntimeError("odd"), "internal", "Unexpected RuntimeError: odd. The log"),
        (OSError(errno.EIO, "bad"), "internal", "Unexpected OSError"),
    ],
)
def test_any_exception_has_a_kind_and_words(error, kind, words):
    reason = reason_of(error)
    assert reason.kind == kind
    assert reason.sentence.startswith(words)
