"""What the hub answers is not trusted, and what the environment says may be wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from threading import Event

import httpx2
import pytest

from svd_desktop.core.errors import SvdError
from svd_desktop.models import web
from svd_desktop.models.download import download
from svd_desktop.models.hub import Hub
from svd_desktop.models.parts import DownloadStoppedError
from svd_desktop.models.web import Unsteady, wait_for
from tests.hub import StandIn, stand_in
from tests.models.hub_model import SOURCE, files


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(web, "_FIRST_WAIT", 0.001)
    monkeypatch.setenv("HF_HOME", str(tmp_path / "no-cache"))


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("HF_ENDPOINT", "http://[::"),
        ("ALL_PROXY", "carrier-pigeon://me:hf_password@roof"),
        ("SSL_CERT_FILE", "/nowhere/at/all.pem"),
    ],
)
def test_an_environment_that_cannot_be_used_is_one_sentence_without_its_passwords(
    monkeypatch, name, value
):
    monkeypatch.setenv(name, value)
    with pytest.raises(SvdError, match="Check HF_ENDPOINT, the proxy and SSL_CERT_FILE") as caught:
        Hub()
    assert "hf_password" not in str(caught.value)


@pytest.mark.parametrize("token", ["hf_two\nhf_lines", "hf_\u00e4", "hf_\x7f", " "])
def test_a_token_that_no_header_can_hold_is_refused_without_repeating_it(token):
    with pytest.raises(SvdError) as caught:
        Hub(token)
    assert caught.value.reason.message == "That is not a token."


def _renamed(name: str, value: object):
    """A stand-in whose list has another value for the licence's text."""

    class Renamed(StandIn):
        def info(self) -> dict:
            told = super().info()
            entry = next(x for x in told["siblings"] if x["rfilename"] == "LICENSE.md")
            entry[name] = value
            return told

    return Renamed


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("blobId", "../../../precious"),
        ("blobId", ""),
        ("blobId", None),
        ("lfs", {"sha256": "../../../precious", "size": 8}),
        ("size", -1),
        ("size", "many"),
    ],
)
def test_hashes_and_sizes_that_are_none_are_refused_before_a_file_is_named_after_them(
    tmp_path, name, value
):
    models = tmp_path / "models"
    models.mkdir()
    (tmp_path / "precious").write_bytes(b"precious")
    with stand_in(SOURCE.repository, files(), kind=_renamed(name, value)) as served:
        hub = Hub(endpoint=served.endpoint)
        with pytest.raises(SvdError, match="does not answer as the hub does"):
            download("svd", models, hub)
        hub.close()
    assert (tmp_path / "precious").read_bytes() == b"precious"


def test_a_stop_while_the_hub_is_away_is_no_error(tmp_path):
    with stand_in(SOURCE.repository, files()) as served:
        pass
    stop = Event()
    stop.set()
    hub = Hub(endpoint=served.endpoint)
    with pytest.raises(DownloadStoppedError):
        download("svd", tmp_path, hub, stop=stop)
    hub.close()


def test_a_wait_that_the_hub_asked_for_ends_with_any_of_its_reasons():
    stop, broken = Event(), Event()
    broken.set()
    wait_for(0, Unsteady("busy", 300.0), stop, broken)
    assert not stop.is_set()


def too_many(headers):
    return httpx2.Response(429, headers=headers)


@pytest.mark.parametrize(("told", "seconds"), [("7", 7), ("Wed, 21 Oct 2015 07:28:00 GMT", 0)])
def test_a_wait_is_told_in_seconds_or_as_a_date_that_is_past(told, seconds):
    assert web.retry_after(too_many({"Retry-After": told})) == seconds


def test_a_wait_until_a_date_counts_from_now():
    then = datetime.now(UTC) + timedelta(hours=1)
    wait = web.retry_after(too_many({"Retry-After": format_datetime(then, usegmt=True)}))
    assert wait is not None
    assert 3300 <= wait <= 3600


@pytest.mark.parametrize("told", ["", "soon", "-1"])
def test_a_wait_that_makes_no_sense_is_none(told):
    assert web.retry_after(too_many({"Retry-After": told})) is None


def test_a_token_is_not_sent_where_others_on_the_way_can_read_it():
    asked = []

    def answer(request: httpx2.Request) -> httpx2.Response:
        asked.append(request)
        return httpx2.Response(401)

    hub = Hub("hf_right", "http://mirror.example")
    hub.close()
    hub._client = httpx2.Client(transport=httpx2.MockTransport(answer))
    with pytest.raises(SvdError, match=r"not sent where others can read it\. Set HF_ENDPOINT"):
        hub.listing(SOURCE.repository, "main", Event())
    hub.close()
    assert [request.headers.get("authorization") for request in asked] == [None]
