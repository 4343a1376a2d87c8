"""The exit statuses that scripts rely on."""

import pytest

from svd_desktop.cli.exit_status import exit_status


@pytest.mark.parametrize(
    ("done", "failures", "status"),
    [
        (0, [], 0),
        (3, [], 0),
        (1, ["input"], 1),
        (0, ["input", "model"], 1),
        (0, ["internal"], 1),
        (0, ["crashed", "crashed"], 1),
        (0, ["disk"], 1),
        (0, ["request"], 2),
        (0, ["input"], 3),
        (0, ["input", "input"], 3),
        (0, ["model"], 4),
        (0, ["memory"], 5),
        (2, ["memory"], 1),
    ],
)
def test_one_reason_alone_has_a_status_of_its_own(done, failures, status):
    assert exit_status(done, failures) == status
