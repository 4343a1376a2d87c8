"""The window's languages: one file each in resources/translations, found by its name."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

from svd_desktop.models.resources import resource

_PREFIX = "svd_desktop_"
SOURCE = "en"  # the language of the texts in the code


def languages() -> dict[str, str]:
    """Codes of the languages there are, each with its own name for itself."""
    others = {code: QLocale(code).nativeLanguageName() for code in sorted(_files())}
    return {SOURCE: "English", **others}


def chosen_language(wanted: str, system: list[str]) -> str:
    """A code of `languages`: the one wanted, or with "system" the person's first that is there.

    QTranslator's own search passes English by, because it has no file, and takes their second.
    """
    known = (SOURCE, *_files())
    candidates = system if wanted == "system" else [wanted]
    codes = (name.replace("_", "-").partition("-")[0] for name in candidates)
    return next((code for code in codes if code in known), SOURCE)


def install_language(application: QCoreApplication, wanted: str) -> str:
    """Translates every text that is made from here on; returns the language's code."""
    code = chosen_language(wanted, QLocale.system().uiLanguages())
    if code != SOURCE:
        qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for name, folder in ((f"qtbase_{code}", qt), (_files()[code].stem, None)):
            translator = QTranslator(application)
            if translator.load(name, folder or str(_files()[code].parent)):
                application.installTranslator(translator)  # the last one is asked first
    return code


def _files() -> dict[str, Path]:
    folder = resource("translations")
    return {path.stem.removeprefix(_PREFIX): path for path in folder.glob(f"{_PREFIX}*.qm")}
