"""What clips become, as the person chose it last and the settings keep it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from svd_desktop.core.errors import SvdError
from svd_desktop.core.jobs import Delivery


def kept_delivery(kept: Mapping[str, Any], output: str) -> Delivery:
    """From `keepable`; the program's own where there is none or it cannot be read. `output` is the
    folder where none was chosen."""
    try:
        delivery = Delivery.from_json(dict(kept))
        texts = (delivery.folder, delivery.template, *delivery.presets, *delivery.places.values())
        if not all(isinstance(text, str) for text in texts):
            raise ValueError
    except (SvdError, LookupError, TypeError, ValueError, AttributeError, ArithmeticError):
        delivery = Delivery("")
    return replace(delivery, folder=delivery.folder or output, extends=None)


def keepable(delivery: Delivery, output: str) -> dict[str, Any]:
    """For the settings. The usual folder stays the usual one, wherever that will be."""
    folder = "" if delivery.folder == output else delivery.folder
    return replace(delivery, folder=folder).to_json()
