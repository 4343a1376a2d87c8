"""Programs that take films, from the entries of a Linux desktop."""

from __future__ import annotations

from pathlib import Path

import pytest

from svd_desktop.app.desktop_entries import Program, data_folders, film_programs

ENTRY = """[Desktop Entry]
# made by hand
Type=Application
Name=Film & More
Name[ko]=영화
Exec=sh %F
MimeType=video/x-ms-wmv;video/mp4;
"""


def write(folder: Path, text: str, name: str = "film.desktop") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    "text",
    [
        "", "Type=Application", "[Desktop Entry\n", "[Other]\nType=Application",
        ENTRY.replace("video/mp4", "video/ogg"), ENTRY.replace("Application", "Link"),
        f"{ENTRY}NoDisplay=true\n", f"{ENTRY}Hidden=true\n", f"{ENTRY}Terminal=true\n",
        f"{ENTRY}TryExec=no-such-program\n", ENTRY.replace("sh %F", "no-such-program %F"),
        ENTRY.replace("sh %F", "sh"), ENTRY.replace("sh %F", 'sh "%F'), ENTRY.replace("Exec", "No"),
    ],
)  # fmt: skip
def test_what_takes_no_films_or_cannot_be_started_is_passed_over(tmp_path, text) -> None:
    write(tmp_path, text)
    assert film_programs([tmp_path, tmp_path / "not there"]) == []


def test_an_entry_that_is_no_text_is_passed_over(tmp_path) -> None:
    write(tmp_path, ENTRY)
    (tmp_path / "bad.desktop").write_bytes(b"\xff\xfe[\x00")
    (tmp_path / "gone.desktop").symlink_to(tmp_path / "nowhere")
    assert [one.name for one in film_programs([tmp_path])] == ["Film & More"]


def test_a_program_has_its_name_in_the_windows_language(tmp_path) -> None:
    write(tmp_path, ENTRY)
    assert film_programs([tmp_path], "ko") == [Program("영화", ("sh", "%F"))]
    assert film_programs([tmp_path], "de") == [Program("Film & More", ("sh", "%F"))]


def test_the_persons_own_entry_counts_before_the_shared_one(tmp_path) -> None:
    own = write(tmp_path / "own", ENTRY.replace("sh %F", "sh -x %f"), "org/film.desktop")
    shared = write(tmp_path / "shared", ENTRY, "org-film.desktop")
    assert film_programs([own, shared]) == [Program("Film & More", ("sh", "-x", "%f"))]
    write(own, f"{ENTRY}Hidden=true\n", "org/film.desktop")
    assert film_programs([own, shared]) == [], "that is how a person takes one away"


def test_the_folders_are_those_of_the_desktop(monkeypatch) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/me")
    monkeypatch.setenv("XDG_DATA_DIRS", "/a:/b")
    assert data_folders() == [Path(f"/{name}/applications") for name in ("me", "a", "b")]
    monkeypatch.delenv("XDG_DATA_HOME")
    monkeypatch.setenv("XDG_DATA_DIRS", "")
    shared = [Path(f"/usr/{name}/applications") for name in ("local/share", "share")]
    assert data_folders() == [Path.home() / ".local/share/applications", *shared]


@pytest.mark.parametrize(
    ("command", "calls"),
    [
        (("vlc", "%F"), [["vlc", "/c/a b.mp4", "/c/&.mov"]]),
        (("vlc", "%U"), [["vlc", "file:///c/a%20b.mp4", "file:///c/%26.mov"]]),
        (("vlc", "%f"), [["vlc", "/c/a b.mp4"], ["vlc", "/c/&.mov"]]),
        (("vlc", "%u"), [["vlc", "file:///c/a%20b.mp4"], ["vlc", "file:///c/%26.mov"]]),
        (("vlc", "%i", "--title", "%c", "100%%", "%F", "%k"),
         [["vlc", "--title", "Film", "100%", "/c/a b.mp4", "/c/&.mov"]]),
    ],
)  # fmt: skip
def test_files_come_where_the_entry_says(command, calls) -> None:
    files = [Path("/c/a b.mp4"), Path("/c/&.mov")]
    assert Program("Film", command).calls(files) == calls
