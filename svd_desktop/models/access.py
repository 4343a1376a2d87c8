"""The person's token for the hub: in the environment or in the system's keyring, nowhere else."""

from __future__ import annotations

import os

from svd_desktop.core.errors import SvdError

VARIABLE = "HF_TOKEN"
HUB = "https://huggingface.co"
_SERVICE = "SVD Desktop"


# keyring's own measure of a backend that can be trusted with a secret. Below it are one that keeps
# nothing, one that refuses, and files in plain text.
_TRUSTED = 1


def hub_address() -> str:
    """The hub's, or that of another that the environment names; without a slash at its end."""
    return (os.environ.get("HF_ENDPOINT") or HUB).rstrip("/")


def hub_token() -> str | None:
    """The one in the environment, else the one in the keyring for this hub: one kept for another
    is not for it. None without either."""
    given = os.environ.get(VARIABLE, "").strip()
    if given:
        return given
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(_SERVICE, hub_address())
    except KeyringError:
        return None


def keep_token(token: str) -> None:
    """Puts a token for the hub into the system's keyring.

    Raises SvdError of kind `request` for what is no token, and where there is no keyring.
    """
    import keyring
    from keyring.errors import KeyringError, NoKeyringError

    token = checked_token(token)
    try:
        if keyring.get_keyring().priority < _TRUSTED:
            raise NoKeyringError
        keyring.set_password(_SERVICE, hub_address(), token)
    except KeyringError as error:
        raise SvdError(
            "request",
            "The token was not kept: there is no keyring on this system that can be used.",
            f"Set the environment variable {VARIABLE} instead.",
        ) from error


def checked_token(token: str) -> str:
    """Without the space around it. Raises SvdError of kind `request`, which does not repeat it, for
    what could not be sent: a library below would name it in its error."""
    token = token.strip()
    if not token or not token.isascii() or not token.isprintable() or " " in token:
        raise SvdError("request", "That is not a token.", "Copy it whole from the hub's page.")
    return token


def forget_token() -> None:
    """Raises SvdError of kind `request` where a keyring does not let go of it."""
    import keyring
    from keyring.errors import KeyringError, NoKeyringError, PasswordDeleteError

    try:
        keyring.delete_password(_SERVICE, hub_address())
    except (NoKeyringError, PasswordDeleteError):
        return  # there is none
    except KeyringError as error:
        raise SvdError(
            "request", "The keyring is locked, so that the token is still in it.",
            "Unlock it and try again.",
        ) from error  # fmt: skip
