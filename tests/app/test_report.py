"""The report: what whoever helps must know, and nothing that is private."""

from __future__ import annotations

from pathlib import Path

from svd_desktop.app.report import Library, libraries, log_end, report, without_private
from svd_desktop.core.errors import Reason


def test_a_report_has_versions_device_plan_and_the_last_error():
    text = report(
        [Library("torch", "2.9.9", "BSD")],
        {"device": "cuda:0"},
        {"rung": "offload"},
        Reason("memory", "It needs 7.5 GiB.", "Close X."),
    )
    for words in ("SVD Desktop", "Python", "torch 2.9.9", "cuda:0", "offload", "Close X. (memory)"):
        assert words in text


def test_what_is_not_known_is_said_to_be_unknown():
    text = report([], None, None, None)
    assert "Device: not asked" in text
    assert "Last error: none" in text


def test_tokens_homes_and_names_are_left_out():
    home = str(Path.home())
    text = f"{home}/x: hf_abcdefghijkl, Bearer sesame, token=open, /data/trip/boat.png, boat.png"
    cleaned = without_private(text, ["boat.png", "/data/trip/boat.png", "/data/trip", "", "/"])
    for private in (home, "hf_abc", "sesame", "open", "boat", "trip"):
        assert private not in cleaned
    assert cleaned.startswith("~/x: [token]")


def test_the_libraries_are_those_the_program_asks_for_with_their_licences():
    found = {item.name.lower(): item for item in libraries()}
    assert {"torch", "diffusers", "pillow"} <= set(found)
    assert "pytest" not in found
    assert all(item.version and item.licence for item in found.values())


def test_a_log_is_read_from_its_end(tmp_path):
    path = tmp_path / "log"
    assert log_end(path) == ""
    path.write_bytes(b"first line\n" + b"x" * 99 + b"\n" + b"line\n" * 60_000 + b"last \xff\n")
    end = log_end(path)
    assert end.startswith("line\n")
    assert end.endswith("last \N{REPLACEMENT CHARACTER}\n")
