"""Models from anywhere: whatever is in their files, they are read or refused, and run nothing."""

from __future__ import annotations

import pickle
import tracemalloc
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from svd_desktop.core.errors import SvdError
from svd_desktop.models.catalogue import model_in
from svd_desktop.models.checkpoint import check_folder
from svd_desktop.models.costs import known_costs
from svd_desktop.models.safetensors_header import read_header
from svd_desktop.models.verify import verify
from tests.malformed import Files, Payload, damaged, drawn, with_code, write
from tests.tiny import make_tiny

# Python's own objects: the tensors' names, shapes and offsets, three times.
FIXED = 2 * 2**20


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_tiny(tmp_path_factory.mktemp("malformed") / "model")


@pytest.fixture(scope="module")
def mark(folder: Path) -> Path:
    return folder.with_name("mark")


@pytest.fixture(scope="module")
def files(folder: Path, mark: Path) -> Files:
    return with_code(folder, mark)


def test_a_payload_that_is_unpickled_leaves_its_mark(tmp_path):
    pickle.loads(pickle.dumps(Payload(tmp_path / "mark")))
    assert (tmp_path / "mark").exists()


def test_a_program_that_is_run_leaves_its_mark(files, mark):
    exec(files["unet/evil.py"])
    assert mark.exists()
    mark.unlink()


def test_whatever_is_in_a_models_files_it_is_read_or_refused(folder, files, mark):
    """Every way in that reads them; nothing else than SvdError comes out."""

    @drawn(500)
    @given(damaged(files, mark))
    def read(changed: Files) -> None:
        write(folder, changed)
        try:
            enter(folder, changed)
        finally:
            write(folder, {name: files[name] for name in changed})

    read()
    assert not mark.exists()
    check_folder(folder)


def test_no_more_memory_is_taken_than_half_again_the_files(folder, files, mark):
    @drawn(100)  # counting allocations is slow
    @given(damaged(files, mark))
    def read(changed: Files) -> None:
        write(folder, changed)
        tracemalloc.start()
        try:
            enter(folder, changed)
            taken = tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()
            write(folder, {name: files[name] for name in changed})
        assert taken < 1.5 * sum(map(len, (files | changed).values())) + FIXED

    read()


def enter(folder: Path, changed: Files) -> None:
    for name in (name for name in changed if name.endswith(".safetensors")):
        with suppress(SvdError):
            read_header(folder / name)
    with suppress(SvdError):
        model_in(str(folder))  # which checks the folder
    known_costs(folder)
    list(verify(folder, None))


@drawn(500)
@given(st.binary(max_size=200))
def test_whatever_bytes_are_a_file_it_is_no_model_or_it_is_empty(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "bytes.safetensors"
    path.write_bytes(content)
    with suppress(SvdError):
        assert read_header(path).tensors == {}
