"""`svd-desktop models download` and `models token`."""

from __future__ import annotations

import io
import sys

import pytest

from svd_desktop.core.errors import SvdError
from svd_desktop.library.folders import find_folders
from svd_desktop.models import access
from svd_desktop.models.installed import installed
from tests.hub import Faults, stand_in
from tests.models.hub_model import SOURCE, files


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO())
    monkeypatch.setenv("HF_HOME", str(tmp_path / "no-cache"))
    monkeypatch.setenv("HF_TOKEN", "hf_right")


def test_without_the_licence_nothing_is_asked_of_the_hub(run, monkeypatch):
    with stand_in(SOURCE.repository, files()) as served:
        monkeypatch.setenv("HF_ENDPOINT", served.endpoint)
        answer = run("models", "download", "svd")
    assert answer.status == 2
    assert "https://stability.ai/license" in answer.err
    assert "add --accept-licence" in answer.err
    assert served.requests == []


def test_a_model_that_is_not_on_the_hub_is_status_4(run):
    answer = run("models", "download", "svd-mini", "--accept-licence")
    assert answer.status == 4
    assert "Name one of svd, svd-xt, svd-xt-1-1." in answer.err


def test_a_gate_is_status_4_and_says_what_to_do(run, monkeypatch):
    with stand_in(SOURCE.repository, files(), Faults(gated=401, token="hf_other")) as served:
        monkeypatch.setenv("HF_ENDPOINT", served.endpoint)
        answer = run("models", "download", "svd", "--accept-licence", "--json")
    assert (answer.status, answer.events) == (4, [])
    assert "`svd-desktop models token`" in answer.err
    assert "hf_right" not in answer.err


def test_a_model_that_was_fetched_is_listed_and_removed(run, monkeypatch):
    with stand_in(SOURCE.repository, files()) as served:
        monkeypatch.setenv("HF_ENDPOINT", served.endpoint)
        answer = run("models", "download", "svd", "--accept-licence", "--json")
    assert answer.status == 0
    *progress, last = answer.events
    assert progress[-1]["bytes"] == progress[-1]["total_bytes"]
    assert last["downloaded"] == "svd"
    listed = {line["name"]: line["state"] for line in run("models", "list", "--json").events}
    assert listed["svd"] == "installed"
    assert run("models", "remove", "svd").status == 0
    assert installed(find_folders().models) == {}


def test_a_token_is_read_from_stdin_and_not_repeated(run, monkeypatch):
    kept = []
    monkeypatch.setattr(access, "keep_token", kept.append)
    monkeypatch.setattr(sys, "stdin", io.StringIO("hf_secret\n"))
    answer = run("models", "token")
    assert answer.status == 0
    assert kept == ["hf_secret\n"]
    assert "hf_secret" not in answer.out + answer.err


def test_a_token_that_cannot_be_kept_is_status_2(run, monkeypatch):
    def refuse(token):
        raise SvdError("request", "The token was not kept.", "Set HF_TOKEN.")

    monkeypatch.setattr(access, "keep_token", refuse)
    assert run("models", "token").status == 2


@pytest.mark.parametrize("faults", [Faults(), Faults(gated=401, token="hf_other"), Faults(short=9)])
def test_the_token_is_in_no_file_and_no_word(run, monkeypatch, home, faults):
    with stand_in(SOURCE.repository, files(), faults) as served:
        monkeypatch.setenv("HF_ENDPOINT", served.endpoint)
        answer = run("models", "download", "svd", "--accept-licence", "--verbose")
    assert any(token == "Bearer hf_right" for _, _, token in served.requests)
    assert "hf_right" not in answer.out + answer.err
    written = [path for path in home.rglob("*") if path.is_file()]
    assert [path for path in written if path.suffix == ".log"]
    assert not [path for path in written if b"hf_right" in path.read_bytes()]
    elsewhere = {token for host, _, token in served.requests if host != served.endpoint[7:]}
    assert elsewhere <= {None}


def test_a_token_that_is_none_is_in_no_file_and_no_word_either(run, monkeypatch, home):
    monkeypatch.setenv("HF_TOKEN", "hf_right\nhf_left")
    with stand_in(SOURCE.repository, files()) as served:
        monkeypatch.setenv("HF_ENDPOINT", served.endpoint)
        answer = run("models", "download", "svd", "--accept-licence", "--verbose")
    assert answer.status == 2
    assert "That is not a token." in answer.err
    assert served.requests == []
    told = (answer.out + answer.err).encode()
    written = [path.read_bytes() for path in home.rglob("*") if path.is_file()]
    assert written
    assert not [text for text in (told, *written) if b"hf_right" in text or b"hf_left" in text]
