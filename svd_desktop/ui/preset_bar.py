"""Presets: the list to choose from, and what can be done with the person's own."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItemModel
from PySide6.QtWidgets import (
    QFileDialog,
    QHBoxLayout,
    QInputDialog,
    QMenu,
    QMessageBox,
    QToolButton,
    QWidget,
)

from svd_desktop.app.presets import CLIP, OWN, PRESET_SUFFIX, Preset, Presets
from svd_desktop.models.catalogue import published
from svd_desktop.ui import glyphs, theme
from svd_desktop.ui.choice_box import ChoiceBox
from svd_desktop.ui.commands import Commands
from svd_desktop.ui.setting_row import ResetButton

_FILES = f"SVD Desktop (*{PRESET_SUFFIX} *.json)"


class PresetBar(QWidget):
    """A view of Presets."""

    def __init__(self, presets: Presets) -> None:
        super().__init__()
        self._presets = presets
        self.list = ChoiceBox(self.tr("Preset"))
        self.list.setPlaceholderText(self.tr("None"))
        self.list.activated.connect(lambda: presets.choose(self.list.currentData()))
        self.reset = ResetButton(self.tr("Back to the preset"))
        self.reset.clicked.connect(lambda: presets.choose(self.list.currentData()))
        self.more = QToolButton()
        self.more.setIcon(glyphs.icon("dots"))
        self.more.setAutoRaise(True)
        self.more.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.more.setStyleSheet("QToolButton::menu-indicator { image: none; }")
        self.more.setAccessibleName(self.tr("Presets: more"))
        self.more.setToolTip(self.tr("Save, rename, delete, import and export presets"))
        self.menu = QMenu(self)
        self.more.setMenu(self.menu)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(theme.TIGHT)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.reset)
        layout.addWidget(self.more)
        presets.changed.connect(self._show)
        self._show()

    def add_commands(self, commands: Commands) -> None:
        add = commands.add
        self.save_action = add(
            "edit", "edit.save-preset", self.tr("Save settings as a preset…"), self.save,
        )  # fmt: skip
        self.rename_action = add(
            "edit", "edit.rename-preset", self.tr("Rename preset…"), self.rename
        )
        self.delete_action = add(
            "edit", "edit.delete-preset", self.tr("Delete preset"), self.delete
        )
        self.restore_action = add(
            "edit", "edit.restore-preset", self.tr("Bring the deleted preset back"),
            self._presets.restore,
        )  # fmt: skip
        self.import_action = add(
            "file", "file.import-preset", self.tr("Import a preset…"), self.read_file
        )
        self.export_action = add(
            "file", "file.export-preset", self.tr("Export settings as a preset…"), self.write_file
        )
        for action in (self.save_action, self.rename_action, self.delete_action,
                       self.restore_action, self.import_action, self.export_action):  # fmt: skip
            self.menu.addAction(action)
        self._show()

    def save(self) -> None:
        chosen = self._own()
        title = self.tr("Save settings as a preset")
        name = self._ask_name(title, chosen.title if chosen else "")
        if name:
            self._presets.save(name)

    def rename(self) -> None:
        chosen = self._own()
        name = self._ask_name(self.tr("Rename preset"), chosen.title) if chosen else None
        if chosen and name and name != chosen.title:
            self._presets.rename(chosen.title, name)

    def delete(self) -> None:
        chosen = self._own()
        if chosen:
            self._presets.delete(chosen.title)

    def read_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, self.tr("Import a preset"), "", _FILES)
        if name:
            self._presets.read_from(Path(name))

    def write_file(self) -> None:
        chosen = self._presets.preset(self._presets.chosen)
        proposed = f"{chosen.title if chosen else self.tr('Preset')}{PRESET_SUFFIX}"
        name, _ = QFileDialog.getSaveFileName(self, self.tr("Export settings"), proposed, _FILES)
        if name:
            self._presets.write_to(Path(name))

    def _ask_name(self, title: str, proposed: str) -> str | None:
        """What the person types; None for nothing, and where another preset may not be replaced."""
        name, accepted = QInputDialog.getText(self, title, self.tr("Name:"), text=proposed)
        name = name.strip()
        if not accepted or not name:
            return None
        if name != proposed and self._presets.preset(OWN + name):
            question = self.tr("There is a preset {0}. Replace it?").format(name)
            if QMessageBox.question(self, title, question) != QMessageBox.StandardButton.Yes:
                return None
        return name

    def _own(self) -> Preset | None:
        preset = self._presets.preset(self._presets.chosen)
        return preset if preset and preset.own else None

    def _show(self) -> None:
        self.list.clear()
        items = self.list.model()
        assert isinstance(items, QStandardItemModel)
        kind = None
        for preset in self._presets.listed():
            if _kind(preset) != kind and self.list.count():
                self.list.insertSeparator(self.list.count())
            kind = _kind(preset)
            title = preset.title
            missing = self._presets.missing_model(preset)
            if missing:
                needed = published()[missing].title
                title = self.tr("{0} (needs {1})").format(title, needed)
            self.list.addItem(title, preset.key)
            items.item(self.list.count() - 1).setEnabled(not missing)
        self.list.show_data(self._presets.chosen)
        title, changed = self.list.currentText(), self._presets.is_changed
        self.list.setToolTip(self.tr("{0} (changed)").format(title) if changed else title)
        self.list.setAccessibleDescription(self.tr("Changed") if changed else "")
        self.reset.setVisible(changed)
        self.reset.setToolTip(self.tr("Changed: back to {0}").format(title))
        if self.menu.actions():
            own = self._own() is not None
            self.rename_action.setEnabled(own)
            self.delete_action.setEnabled(own)
            self.restore_action.setEnabled(self._presets.deleted is not None)


def _kind(preset: Preset) -> str:
    return "own" if preset.own else "clip" if preset.key == CLIP else "built in"
