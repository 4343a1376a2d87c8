"""What is kept beside a clip can be read again, or is refused."""

import json

import pytest

from svd_desktop.core.errors import SvdError
from svd_desktop.core.takes import VERSION, Take
from tests.made import take


def test_json_and_back_is_the_same_take():
    whole = take(note="Interrupted: it goes on after step 2.")
    assert Take.from_json(json.loads(json.dumps(whole.to_json()))) == whole


def test_a_take_of_a_newer_program_is_refused():
    with pytest.raises(SvdError, match="newer version"):
        Take.from_json({**take().to_json(), "version": VERSION + 1})


@pytest.mark.parametrize("data", [None, 7, [], "take", {}, {"version": VERSION}])
def test_what_is_no_take_is_refused(data):
    with pytest.raises(SvdError) as caught:
        Take.from_json(data)
    assert caught.value.reason.kind == "input"


@pytest.mark.parametrize("name", ["id", "request", "model_hash", "seconds"])
def test_a_take_that_lacks_something_is_refused(name):
    data = take().to_json()
    del data[name]
    with pytest.raises(SvdError, match="no take's description"):
        Take.from_json(data)
