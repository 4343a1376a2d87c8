"""What a person expects of any program on their desktop: colours, language, keys, help."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QMainWindow,
    QScrollArea,
    QStackedWidget,
    QWidget,
)

from svd_desktop.app.session import Session
from svd_desktop.app.translations import languages
from svd_desktop.ui import theme
from svd_desktop.ui.boxes import Message
from svd_desktop.ui.commands import Commands

if TYPE_CHECKING:
    from svd_desktop.ui.models_dialog import ModelsDialog
    from svd_desktop.ui.welcome import Welcome

_MESSAGE_MILLISECONDS = 4000


class Habits(QObject):
    """Commands of the View and Help menus, and what they open. Dialogs are made when asked for.

    `centre` is the place of the clip, which the welcome takes while it is shown.
    """

    def __init__(
        self, window: QMainWindow, commands: Commands, session: Session, centre: QStackedWidget
    ) -> None:
        super().__init__(window)
        self._window = window
        self._commands = commands
        self._session = session
        self._centre = centre
        self.welcome: Welcome | None = None
        self.dialogs: dict[type[QDialog], QDialog] = {}
        self._add_view()
        self._add_help()
        self._watched_then: str | None = None  # when the welcome came
        watching = session.watching
        watching.changed.connect(self._on_shown)
        watching.playback.clip_changed.connect(self._on_shown)
        watching.comparison.began.connect(self.dismiss)
        session.framing.path_changed.connect(self._on_framing)
        session.arrivals.model_offered.connect(lambda path: self.show_models().take_in(path))
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._bring_into_view)
        self._show_motion()
        theme.show_scheme(session.preferences.scheme)

    def greet(self) -> None:
        """Shows the welcome in the clip's place, until there is a clip or it is closed."""
        from svd_desktop.ui.welcome import Welcome

        if self.welcome is None:
            self.welcome = Welcome(self._session)
            self.welcome.models_asked.connect(self.show_models)
            self.welcome.engine_asked.connect(self.show_engine)
            self.welcome.help_asked.connect(self.explain)
            self.welcome.closed.connect(self.dismiss)
            self._centre.addWidget(self.welcome)
        self._watched_then = self._session.watching.job_id
        self._session.framing.close()
        self._centre.setCurrentWidget(self.welcome)
        self.welcome.setFocus()
        if not self._session.preferences.welcomed:
            self._session.keep(welcomed=True)

    def dismiss(self) -> None:
        if self.welcome is not None:
            focused = QApplication.focusWidget()
            had_focus = focused is not None and self.welcome.isAncestorOf(focused)
            self._centre.removeWidget(self.welcome)
            self.welcome.deleteLater()
            self.welcome = None
            if had_focus and (clip := self._centre.currentWidget()):
                clip.setFocus()

    def explain(self) -> None:
        from svd_desktop.ui.help_dialog import HelpDialog

        self._open(HelpDialog, lambda: HelpDialog(self._session, self._window))

    def show_shortcuts(self) -> None:
        from svd_desktop.ui.shortcuts_dialog import ShortcutsDialog

        self._open(
            ShortcutsDialog, lambda: ShortcutsDialog(self._commands, self._session, self._window)
        )

    def show_models(self) -> ModelsDialog:
        from svd_desktop.ui.models_dialog import ModelsDialog

        self._open(ModelsDialog, lambda: ModelsDialog(self._session, self._window))
        dialog = self.dialogs[ModelsDialog]
        assert isinstance(dialog, ModelsDialog)
        return dialog

    def show_engine(self) -> None:
        from svd_desktop.ui.engine_dialog import EngineDialog

        engine = self._session.engine
        assert engine is not None, "the command is there with the engine alone"
        self._open(EngineDialog, lambda: EngineDialog(self._session, engine, self._window))

    def is_engine_open(self) -> bool:
        from svd_desktop.ui.engine_dialog import EngineDialog

        return EngineDialog in self.dialogs

    def engine_action(self) -> QAction:
        return self._commands.action("help.engine")

    def show_finished_clips(self) -> None:
        from svd_desktop.ui.export_dialog import FinishedClipsDialog

        self._open(FinishedClipsDialog, lambda: FinishedClipsDialog(self._session, self._window))

    def show_log(self) -> None:
        from svd_desktop.ui.log_window import LogWindow

        self._open(LogWindow, lambda: LogWindow(self._session, self._window))

    def show_about(self) -> None:
        from svd_desktop.ui.about_dialog import AboutDialog

        self._open(AboutDialog, lambda: AboutDialog(self._session, self._window))

    def copy_report(self) -> None:
        from svd_desktop.app.diagnosis import copy_report

        copy_report(self._session, with_names=False)
        self._window.statusBar().showMessage(
            self.tr("The report is on the clipboard."), _MESSAGE_MILLISECONDS
        )

    def _add_view(self) -> None:
        add, kept = self._commands.add, self._session.preferences
        schemes = {
            "system": self.tr("As the system"),
            "light": self.tr("Light"),
            "dark": self.tr("Dark"),
        }
        colours = QActionGroup(self)
        for name, text in schemes.items():
            action = add(
                "view", f"view.{name}", text, partial(self._choose_scheme, name),
                submenu=self.tr("Colours"),
            )  # fmt: skip
            _check(action, colours, name == kept.scheme)
        self._add_languages(kept.language)
        self._still = add("view", "view.reduced-motion", self.tr("Reduced motion"), self._set_still)
        self._still.setCheckable(True)
        self._still.setChecked(kept.reduced_motion)

    def _add_languages(self, kept: str) -> None:
        group = QActionGroup(self)
        for code, name in {"system": self.tr("As the system"), **languages()}.items():
            action = self._commands.add(
                "view", f"view.language-{code}", name,
                partial(self._choose_language, code), submenu=self.tr("Language"),
            )  # fmt: skip
            _check(action, group, code == kept)

    def _add_help(self) -> None:
        add = self._commands.add
        standard = QKeySequence.StandardKey
        add("file", "file.finished-clips", self.tr("Finished clips…"), self.show_finished_clips)
        add("file", "file.models", self.tr("Models…"), self.show_models, "Ctrl+M")
        add("help", "help.parameters", self.tr("What the parameters do"), self.explain,
            standard.HelpContents)  # fmt: skip
        add("help", "help.shortcuts", self.tr("Keyboard shortcuts"), self.show_shortcuts, "Ctrl+?")
        add("help", "help.welcome", self.tr("Welcome"), self.greet)
        if self._session.engine:
            add("help", "help.engine", self.tr("Engine…"), self.show_engine)
        add("help", "help.log", self.tr("Log"), self.show_log)
        add("help", "help.report", self.tr("Copy report"), self.copy_report)
        add("help", "help.about", self.tr("About SVD Desktop"), self.show_about)

    def _choose_scheme(self, name: str) -> None:
        theme.show_scheme(name)
        self._session.keep(scheme=name)

    def _choose_language(self, code: str) -> None:
        if code == self._session.preferences.language:
            return
        self._session.keep(language=code)
        text = self.tr("The window speaks the new language at the next start.")
        told = Message(self._window, text)
        told.addButton(Message.StandardButton.Ok)
        told.open()

    def _set_still(self) -> None:
        self._session.keep(reduced_motion=self._still.isChecked())
        self._show_motion()

    def _show_motion(self) -> None:
        theme.set_still(self._session.preferences.reduced_motion)
        for playback in (self._session.watching.playback, self._session.watching.preview):
            playback.autoplay = not theme.is_still()

    def _on_shown(self) -> None:
        """Something else came into the clip's place; not only the next step of what was there."""
        watching = self._session.watching
        other = watching.job_id not in (None, self._watched_then)
        if other or watching.playback.clip is not None:
            self.dismiss()

    def _on_framing(self) -> None:
        if self._session.framing.path is not None:
            self.dismiss()

    def _bring_into_view(self, old: QWidget | None, now: QWidget | None) -> None:
        """A scroll area does this only for the focus that moves within it, not into it.

        What the mouse presses is in view, and must not move under it.
        """
        if now is None or not now.window().testAttribute(Qt.WidgetAttribute.WA_KeyboardFocusChange):
            return
        outer = now.parentWidget()
        while outer is not None:
            if isinstance(outer, QScrollArea):
                outer.ensureWidgetVisible(now)
            outer = outer.parentWidget()

    def _open(self, kind: type[QDialog], make: Callable[[], QDialog]) -> None:
        """One of a kind; the window goes on beside it."""
        if kind not in self.dialogs:
            dialog = self.dialogs[kind] = make()
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.finished.connect(lambda: self.dialogs.pop(kind))
        self.dialogs[kind].show()
        self.dialogs[kind].raise_()
        self.dialogs[kind].activateWindow()


def _check(action: QAction, group: QActionGroup, checked: bool) -> None:
    group.addAction(action)
    action.setCheckable(True)
    action.setChecked(checked)
