"""The token for the hub is in the environment or in the system's keyring."""

from __future__ import annotations

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.fail import Keyring as NoKeyring
from keyring.backends.null import Keyring as KeepsNothing
from keyring.errors import KeyringLocked, PasswordDeleteError

from svd_desktop.core.errors import SvdError
from svd_desktop.models.access import forget_token, hub_token, keep_token


class InMemory(KeyringBackend):
    priority = 1  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.kept:
            raise PasswordDeleteError("not there")
        del self.kept[service, username]


class PlainText(InMemory):
    """As keyrings.alt has it: a file that everyone can read."""

    priority = 0.5  # type: ignore[assignment]


@pytest.fixture(autouse=True)
def _no_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HF_TOKEN", raising=False)


@pytest.fixture
def _keyring(request: pytest.FixtureRequest):
    before = keyring.get_keyring()
    keyring.set_keyring(request.param())
    yield
    keyring.set_keyring(before)


class Locked(InMemory):
    def delete_password(self, service: str, username: str) -> None:
        raise KeyringLocked("dismissed")


none = pytest.mark.parametrize("_keyring", [NoKeyring, KeepsNothing, PlainText], indirect=True)
one = pytest.mark.parametrize("_keyring", [InMemory], indirect=True)


@none
def test_without_a_keyring_it_is_refused_and_the_variable_named(_keyring):
    with pytest.raises(SvdError, match=r"no keyring .* Set the environment variable HF_TOKEN"):
        keep_token("hf_right")
    assert hub_token() is None
    forget_token()


@none
def test_the_variable_needs_no_keyring(_keyring, monkeypatch):
    monkeypatch.setenv("HF_TOKEN", " hf_mine\n")
    assert hub_token() == "hf_mine"


@one
@pytest.mark.parametrize("text", ["", " ", "two words", "t\u00f6ken", "hf_\x00"])
def test_what_is_no_token_is_refused_without_repeating_it(_keyring, text):
    with pytest.raises(SvdError) as caught:
        keep_token(text)
    assert caught.value.reason.sentence == (
        "That is not a token. Copy it whole from the hub's page."
    )
    assert hub_token() is None


@one
def test_it_is_kept_until_it_is_forgotten(_keyring):
    keep_token("hf_right\n")
    assert hub_token() == "hf_right"
    forget_token()
    assert hub_token() is None
    forget_token()


@one
def test_one_kept_for_a_hub_is_not_for_another(_keyring, monkeypatch):
    keep_token("hf_right")
    monkeypatch.setenv("HF_ENDPOINT", "https://mirror.example/")
    assert hub_token() is None
    keep_token("hf_mirror")
    monkeypatch.setenv("HF_ENDPOINT", "https://mirror.example")
    assert hub_token() == "hf_mirror"
    forget_token()
    monkeypatch.delenv("HF_ENDPOINT")
    assert hub_token() == "hf_right"


@pytest.mark.parametrize("_keyring", [Locked], indirect=True)
def test_a_keyring_that_stays_locked_is_not_said_to_have_let_go(_keyring):
    with pytest.raises(SvdError, match="Unlock it"):
        forget_token()
