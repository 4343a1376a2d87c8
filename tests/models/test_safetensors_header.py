"""The header of a safetensors file says what is in it, or the file is refused with the reason."""

from __future__ import annotations

import os
import tracemalloc

import numpy as np
import pytest

from svd_desktop.core.errors import SvdError
from svd_desktop.models.safetensors_header import LONGEST, Header, TensorInfo, read_header
from tests.tiny import entry, with_header, write_safetensors

PAIR = entry("F16", [2], [0, 4])


def refusal(path, content: bytes) -> str:
    path.write_bytes(content)
    with pytest.raises(SvdError) as caught:
        read_header(path)
    assert caught.value.reason.kind == "model"
    sentence = caught.value.reason.sentence
    assert sentence.startswith(f"{path} is not a whole safetensors file: ")
    return sentence


@pytest.fixture
def path(tmp_path):
    return tmp_path / "one.safetensors"


def test_a_file_that_is_not_there_is_named(path):
    with pytest.raises(SvdError, match="it cannot be read"):
        read_header(path)


def test_a_pipe_is_not_waited_for(path):
    os.mkfifo(path)
    with pytest.raises(SvdError, match="it is not a file"):
        read_header(path)


@pytest.mark.parametrize("content", [b"", b"1234567"])
def test_a_file_without_a_length_is_refused(path, content):
    assert f"it has {len(content)} bytes" in refusal(path, content)


@pytest.mark.parametrize("length", [3, 2**31, 2**63, 2**64 - 1])
def test_a_length_beyond_the_file_is_refused_before_anything_is_taken(path, length):
    tracemalloc.start()
    said = refusal(path, length.to_bytes(8, "little") + b"{}")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert f"its header of {length} bytes does not fit its 10 bytes" in said
    assert peak < 2**18


def test_a_header_longer_than_any_is_refused_unread(path):
    with path.open("wb") as file:
        file.write((LONGEST + 1).to_bytes(8, "little"))
        file.truncate(LONGEST + 100)
    with pytest.raises(SvdError, match=f"is longer than {LONGEST}"):
        read_header(path)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (b"", "is no JSON object"),
        (b"[]", "is no JSON object"),
        (b" {}", "is no JSON object"),
        (b"{", "cannot be read"),
        (b"{} x", "cannot be read"),
        (b'{"\xff": 1}', "cannot be read"),
        (b'{"\\ud800": {}}', "cannot be read"),
        (b'{"a": NaN}', "NaN is no JSON"),
        (b'{"a": -Infinity}', "-Infinity is no JSON"),
        (b'{"a": {}, "a": {}}', "'a' is given twice"),
        (b'{"a": {"dtype": "F16", "dtype": "F32"}}', "'dtype' is given twice"),
        (b'{"a": ' + b"1" * 5000 + b"}", "cannot be read"),
        (b'{"a": ' + b"[" * 50_000 + b"]" * 50_000 + b"}", "nested too deep"),
        (b'{"a": [' + b"1," * 100_001 + b"1]}", "more than 100000 values"),
    ],
)
def test_what_is_no_header_is_refused(path, text, why):
    assert why in refusal(path, with_header(text, b"1234"))


@pytest.mark.parametrize("metadata", [None, [], "text", {"a": 1}, {"a": None}, {"a": {"b": "c"}}])
def test_metadata_that_is_no_object_of_texts_is_refused(path, metadata):
    assert "not an object of texts" in refusal(path, with_header({"__metadata__": metadata}))


@pytest.mark.parametrize(
    ("tensor", "why"),
    [
        (None, "has other entries than"),
        ({"dtype": "F16", "shape": [2]}, "has other entries than"),
        (PAIR | {"strides": [1]}, "has other entries than"),
        (PAIR | {"dtype": "f16"}, "the unknown dtype 'f16'"),
        (PAIR | {"dtype": ["F16"]}, "the unknown dtype ['F16']"),
        (PAIR | {"dtype": None}, "the unknown dtype None"),
        (PAIR | {"shape": 2}, "has the shape 2"),
        (PAIR | {"shape": [-2]}, "has the shape [-2]"),
        (PAIR | {"shape": [2.0]}, "has the shape [2.0]"),
        (PAIR | {"shape": [True, 2]}, "has the shape [True, 2]"),
        (PAIR | {"shape": [2**64]}, "has the shape [18446744073709551616]"),
        (PAIR | {"shape": [1] * 9 + [2]}, "has the shape [1, 1"),
        (PAIR | {"shape": [3]}, "which do not match"),
        (PAIR | {"dtype": "F32"}, "which do not match"),
        (PAIR | {"data_offsets": [0, 4, 4]}, "has the offsets [0, 4, 4]"),
        (PAIR | {"data_offsets": [4, 0]}, "has the offsets [4, 0]"),
        (PAIR | {"data_offsets": [-4, 0]}, "has the offsets [-4, 0]"),
        (PAIR | {"data_offsets": [0, 1e999]}, "cannot be read"),
        (PAIR | {"data_offsets": "04"}, "has the offsets '04'"),
        (PAIR | {"data_offsets": [1, 5]}, "ends at byte"),
    ],
)
def test_a_tensor_that_does_not_add_up_is_named(path, tensor, why):
    said = refusal(path, with_header({"weight": tensor}, b"1234"))
    assert why in said
    assert "'weight'" in said or "cannot be read" in said


@pytest.mark.parametrize(
    ("offsets", "data", "why"),
    [
        ([[0, 4], [0, 4]], 4, "'b' lies over the one before it"),
        ([[0, 4], [2, 6]], 6, "'b' lies over the one before it"),
        ([[0, 4], [6, 10]], 10, "'b' leaves a hole before it"),
        ([[2, 6], [6, 10]], 10, "'a' leaves a hole before it"),
        ([[0, 4], [4, 8]], 9, "belong to no tensor"),
    ],
)
def test_bytes_that_belong_to_none_or_to_two_are_refused(path, offsets, data, why):
    header = {name: entry("F16", [2], at) for name, at in zip("ab", offsets, strict=True)}
    assert why in refusal(path, with_header(header, bytes(data)))


@pytest.mark.parametrize("cut", [1, 4, 5, 60])
def test_a_file_that_was_cut_off_is_refused(path, cut):
    write_safetensors(path, {"a": np.zeros(2, "<f2")})
    refusal(path, path.read_bytes()[:-cut])


@pytest.mark.parametrize(
    "inside",
    [b"[" + b"[]," * 40_000 + b"[]]", b"[" + b'{"a":1},' * 40_000 + b"1]",
     b'"' + b"a" * (LONGEST - 100) + b'\\ud83d\\ude00"', b"[" * (LONGEST - 100)],
    ids=["lists", "objects", "wide text", "deep"],
)  # fmt: skip
def test_the_worst_of_headers_takes_little_memory(path, inside):
    content = with_header(b'{"a": ' + inside + b"}")
    tracemalloc.start()
    refusal(path, content)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 32 * 2**20


def test_a_long_name_is_said_in_short(path):
    assert len(refusal(path, with_header({"n" * 10_000: None}))) < 400


def test_a_whole_file_is_read(path):
    header = {
        "__metadata__": {"format": "pt"},
        "second": entry("F32", [1, 2], [4, 12]),
        "first": PAIR,
        "none": entry("I64", [0, 3], [12, 12]),
        "one": entry("BOOL", [], [12, 13]),
    }
    path.write_bytes(with_header(header, bytes(13)))
    start = path.stat().st_size - 13
    assert read_header(path) == Header(
        {
            "first": TensorInfo("F16", (2,), start, start + 4),
            "second": TensorInfo("F32", (1, 2), start + 4, start + 12),
            "none": TensorInfo("I64", (0, 3), start + 12, start + 12),
            "one": TensorInfo("BOOL", (), start + 12, start + 13),
        },
        {"format": "pt"},
    )
    assert list(read_header(path).tensors) == ["first", "second", "none", "one"]
