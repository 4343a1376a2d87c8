"""Of a lock the wheels for this machine are taken, and no others."""

from pathlib import Path

import pytest

from svd_desktop.backends.engine_wheels import chosen
from svd_desktop.core.errors import SvdError
from tests.package_index import NATIVE

HEAD = 'lock-version = "1.0"\ncreated-by = "a test"\n'
SHA = "a" * 64


def lock(folder: Path, *wheels: str, more: str = "") -> Path:
    path = folder / "pylock.toml"
    listed = ",\n".join(wheels)
    path.write_text(
        f'{HEAD}\n[[packages]]\nname = "alpha"\nversion = "1.0"\n{more}\nwheels = [{listed}]\n'
    )
    return path


def entry(file: str, place: str = "", hashes: str = f'{{ sha256 = "{SHA}" }}') -> str:
    place = place or f'url = "https://files.invalid/{file}"'
    return f"{{ {place}, size = 5, hashes = {hashes} }}"


def refusal(path: Path) -> str:
    with pytest.raises(SvdError) as caught:
        chosen(path)
    return caught.value.reason.sentence


@pytest.mark.parametrize("text", ["", "not = [a lock", HEAD.replace("1.0", "9.0")])
def test_what_is_no_lock_is_refused(tmp_path: Path, text: str):
    path = tmp_path / "pylock.toml"
    path.write_text(text)
    assert refusal(path).startswith("The engine's packages cannot be chosen: ")


def test_a_package_for_other_machines_alone_is_named(tmp_path: Path):
    sentence = refusal(lock(tmp_path, entry("alpha-1.0-cp35-cp35m-win32.whl")))
    assert "alpha" in sentence
    assert "Look for a newer SVD Desktop." in sentence


def test_a_hash_of_another_kind_is_none(tmp_path: Path):
    sentence = refusal(lock(tmp_path, entry("alpha-1.0-py3-none-any.whl", "", '{ md5 = "aa" }')))
    assert sentence.startswith("The index of packages has no wheel of alpha with its hash.")


def test_a_file_of_this_machine_is_not_taken_for_one_of_the_index(tmp_path: Path):
    here = 'path = "alpha-1.0-py3-none-any.whl"'
    assert "no wheel of alpha" in refusal(lock(tmp_path, entry("alpha-1.0-py3-none-any.whl", here)))


def test_the_wheel_that_fits_this_machine_best_is_taken(tmp_path: Path):
    native = f"alpha-1.0-{NATIVE}.whl"
    path = lock(
        tmp_path, entry("alpha-1.0-py3-none-any.whl"), entry(native),
        entry("alpha-1.0-cp39-cp39-win_amd64.whl"),
    )  # fmt: skip
    (wheel,) = chosen(path)
    assert (wheel.name, wheel.version, wheel.file, wheel.sha256) == ("alpha", "1.0", native, SHA)


def test_a_package_for_another_system_is_left_out(tmp_path: Path):
    other = "marker = \"sys_platform == 'plan9'\""
    assert chosen(lock(tmp_path, entry("alpha-1.0-py3-none-any.whl"), more=other)) == []
