"""Colours of our own can be read in light and in dark."""

from __future__ import annotations

import pytest
from PySide6.QtGui import QColor, QPalette

from svd_desktop.ui import theme

LIGHT = ("#efefef", "#ffffff", "#000000")
DARK = ("#323232", "#242424", "#ffffff")
READABLE = 4.5  # WCAG 2 AA, contrast of text


def palette(window: str, base: str, text: str) -> QPalette:
    made = QPalette(QColor(window))
    made.setColor(QPalette.ColorRole.Window, QColor(window))
    made.setColor(QPalette.ColorRole.Base, QColor(base))
    made.setColor(QPalette.ColorRole.WindowText, QColor(text))
    return made


def contrast(one: QColor, other: QColor) -> float:
    """WCAG 2.1's ratio of relative luminances."""

    def luminance(color: QColor) -> float:
        linear = [
            v / 12.92 if v <= 0.04045 else ((v + 0.055) / 1.055) ** 2.4
            for v in (color.redF(), color.greenF(), color.blueF())
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
@pytest.mark.parametrize("ink", [theme.quiet_color, theme.error_color, theme.warning_color])
def test_text_can_be_read_on_every_ground(scheme, ink) -> None:
    made = palette(*scheme)
    grounds = [QColor(scheme[0]), QColor(scheme[1]), theme.backdrop_color(made)]
    assert min(contrast(ink(made), ground) for ground in grounds) >= READABLE


@pytest.mark.parametrize("scheme", [LIGHT, DARK])
def test_a_button_that_is_down_can_be_read(scheme) -> None:
    made = palette(*scheme)
    made.setColor(QPalette.ColorRole.Highlight, QColor("#308cc6"))  # Fusion's
    assert contrast(theme.chosen_color(made), QColor(scheme[2])) >= READABLE
