"""Where the window and its parts were: kept at close, taken up before the first frame."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QByteArray
from PySide6.QtWidgets import QMainWindow, QSplitter, QTabWidget

_WINDOW = "window"


def layout_of(window: QMainWindow) -> dict[str, str]:
    """Its geometry, and the states of those splitters and tabs in it that have a name."""
    kept = {_WINDOW: _text(window.saveGeometry())}
    for splitter in window.findChildren(QSplitter):
        if splitter.objectName():
            kept[splitter.objectName()] = _text(splitter.saveState())
    for tabs in window.findChildren(QTabWidget):
        if tabs.objectName():
            kept[tabs.objectName()] = str(tabs.currentIndex())
    return kept


def restore_layout(window: QMainWindow, kept: Mapping[str, str]) -> None:
    """What is missing or makes no sense to Qt stays as it is; a screen that has gone, too: Qt puts
    the window on one that is there."""
    window.restoreGeometry(_bytes(kept.get(_WINDOW, "")))
    for splitter in window.findChildren(QSplitter):
        if splitter.objectName() in kept:
            splitter.restoreState(_bytes(kept[splitter.objectName()]))
    for tabs in window.findChildren(QTabWidget):
        text = kept.get(tabs.objectName(), "")
        if text.isdecimal():
            tabs.setCurrentIndex(int(text))


def _text(state: QByteArray) -> str:
    return bytes(state.toBase64().data()).decode()


def _bytes(text: str) -> QByteArray:
    return QByteArray.fromBase64(QByteArray(str(text).encode()))
