"""Damage to a model's files, drawn by hypothesis: to bytes, to JSON, to what a header says.

A folder is its files' contents by path. Every drawn folder also holds Python files, and some hold
pickles, that leave a mark behind when they are run.
"""

from __future__ import annotations

import json
import os
import pickle
from copy import deepcopy
from datetime import timedelta
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

Files = dict[str, bytes]
_DEEP = "a nest"  # stands for lists in lists, which json cannot write so deep
NUMBERS = [0, -1, 1, 10**9, 2**31, 2**32, 2**53, 2**63 - 1, 2**63, 2**64, 10**30, 10**5000]
_CODE = {
    "auto_map": {"AutoModel": "evil.Model", "AutoConfig": "evil.Config"},
    "custom_pipeline": "evil.py",
    "trust_remote_code": True,
    "quantization_config": {"quant_method": "evil"},
    "_attn_implementation": "evil/kernel",
    "_class_name": "evil.Model",
    "unet": ["evil", "Model"],
    "evil": ["unet.evil", "Model"],
}


def drawn(examples: int) -> settings:
    """The same examples in every run; SVD_DESKTOP_EXAMPLES for that many others, by hand."""
    more = int(os.environ.get("SVD_DESKTOP_EXAMPLES", "0"))
    return settings(
        max_examples=more or examples,
        derandomize=not more,
        database=None,
        deadline=timedelta(seconds=20),  # a hang, on the slowest machine
        suppress_health_check=list(HealthCheck),
    )


class Payload:
    """Leaves its mark when it is unpickled."""

    def __init__(self, mark: Path) -> None:
        self._mark = mark

    def __reduce__(self) -> tuple[Any, ...]:
        return os.system, (f"touch '{self._mark}'",)


def write(folder: Path, files: Files) -> None:
    for name, content in files.items():
        (folder / name).write_bytes(content)


def with_code(folder: Path, mark: Path) -> Files:
    """The folder's files, and beside them programs that leave the mark, which are written too."""
    files = {path.relative_to(folder).as_posix(): path.read_bytes()
             for path in folder.rglob("*") if path.is_file()}  # fmt: skip
    program = f"open({str(mark)!r}, 'w').close()".encode()
    places = ("", "unet/", "vae/", "image_encoder/", "scheduler/", "feature_extractor/")
    files |= {f"{place}evil.py": program for place in places}
    write(folder, files)
    return files


def damaged(files: Files, mark: Path) -> st.SearchStrategy[Files]:
    """The files of a folder that are changed, one or two of them."""
    names = sorted(name for name in files if name.endswith((".json", ".safetensors")))
    ways = {name: _damage(name, files, mark) for name in names}  # to make them takes its time
    one = st.sampled_from(names).flatmap(
        lambda name: ways[name].map(lambda content: {name: content})
    )
    return st.lists(one, min_size=1, max_size=2).map(
        lambda changes: {name: content for some in changes for name, content in some.items()}
    )


def _damage(name: str, files: Files, mark: Path) -> st.SearchStrategy[bytes]:
    content = files[name]
    ways = [
        _bytes(content, len(content)),
        st.sampled_from(sorted(files)).map(files.__getitem__),  # another file's
        st.just(pickle.dumps(Payload(mark))),
    ]
    if name.endswith(".json"):
        entries = json.loads(content)
        return st.one_of(_object(entries).map(_dumped), _object(entries).map(_dumped), *ways)
    head = 8 + int.from_bytes(content[:8], "little")
    tensors, data = json.loads(content[8:head]), content[head:]
    header = _object(tensors).map(_dumped)
    return st.one_of(
        header.map(lambda text: len(text).to_bytes(8, "little") + text + data),
        st.builds(
            lambda text, more: (len(text) + more).to_bytes(8, "little", signed=True) + text + data,
            header, st.integers(-20, 2**40),
        ),
        _bytes(content, head),
        st.sampled_from(NUMBERS).map(
            lambda n: (n % 2**64).to_bytes(8, "little") + content[8:]
        ),
        *ways,
    )  # fmt: skip


@st.composite
def _bytes(draw: st.DrawFn, content: bytes, upto: int) -> bytes:
    """Bits turned, bytes cut out or put in, before `upto`; or the end cut off."""
    at = draw(st.integers(0, max(upto - 1, 0)))
    match draw(st.sampled_from(["turn", "cut out", "put in", "cut off"])):
        case "turn":
            turned = bytearray(content)
            for place in draw(st.lists(st.integers(0, max(upto - 1, 0)), min_size=1, max_size=8)):
                turned[place] ^= 1 << draw(st.integers(0, 7))
            return bytes(turned)
        case "cut out":
            return content[:at] + content[at + draw(st.integers(1, 64)) :]
        case "put in":
            return content[:at] + draw(st.binary(min_size=1, max_size=64)) + content[at:]
        case _:
            return content[: draw(st.integers(0, len(content)))]


@st.composite
def _object(draw: st.DrawFn, entries: dict[str, Any]) -> dict[str, Any]:
    """A copy with some entries changed, at any depth."""
    changed = deepcopy(entries)
    for _ in range(draw(st.integers(1, 3))):
        _change(draw, changed)
    return changed


def _change(draw: st.DrawFn, value: Any) -> None:
    keys = sorted(value) if isinstance(value, dict) else list(range(len(value)))
    if not keys:
        return
    key, other = draw(st.sampled_from(keys)), draw(st.sampled_from(keys))
    inner = value[key]
    if isinstance(inner, dict | list) and inner and draw(st.integers(0, 3)):
        _change(draw, inner)
        return
    match draw(st.sampled_from(["replace", "exchange", "copy", "remove", "code"])):
        case "replace":
            value[key] = deepcopy(draw(_ANY))
        case "exchange":
            value[key], value[other] = value[other], value[key]
        case "copy":
            value[key] = deepcopy(value[other])
        case "code" if isinstance(value, dict):
            name = draw(st.sampled_from(sorted(_CODE)))
            value[name] = deepcopy(_CODE[name])
        case _:
            del value[key]


# All but halves of surrogates, as without saying so: but then hypothesis finds out for every
# character whether UTF-8 has it, which takes 2.4 s of a fresh checkout's first run.
_LETTERS = st.characters(exclude_categories=["Cs"])
_ANY = st.one_of(
    st.sampled_from([*NUMBERS, *(-n for n in NUMBERS)]),
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(_LETTERS, max_size=30),
    st.lists(st.integers() | st.sampled_from(NUMBERS), max_size=6),
    st.dictionaries(st.text(_LETTERS, max_size=5), st.integers(), max_size=3),
    st.just(_DEEP),
    st.integers(1, 100_000).map(lambda n: "x" * n),
    st.integers(1, 20_000).map(lambda n: [n] * n),
)


def _dumped(value: Any) -> bytes:
    return _text(value).replace(json.dumps(_DEEP), "[" * 50_000 + "]" * 50_000).encode()


def _text(value: Any) -> str:
    """As json.dumps, which does not write numbers of thousands of digits."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{json.dumps(k)}:{_text(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_text, value)) + "]"
    if type(value) is int and abs(value) > 10**4000:
        return "-" * (value < 0) + "1" + "0" * 5000
    return json.dumps(value)
