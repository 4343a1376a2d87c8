"""The presets a person chooses from: built in, and their own."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from svd_desktop.app.clip_settings import ClipSettings
from svd_desktop.core.errors import SvdError
from svd_desktop.core.parameter_sets import SETS
from svd_desktop.core.request import Computing, RenderRequest

if TYPE_CHECKING:
    from svd_desktop.app.librarian import Librarian
    from svd_desktop.library.folders import Folders

DEFAULTS = "defaults"  # the key of the preset that is the model's own
CLIP = "clip"  # and of the settings that came back with a clip
PRESET_SUFFIX = ".svdpreset"  # of one that is handed on; desktops open it by this
OWN = "/"  # an own preset's key begins with it, which no built-in one's does
Values = dict[str, Any]
Then = Callable[[], None] | None


@dataclass(frozen=True)
class Preset:
    """`values` are a request's fields in JSON's form; what is not named stays as it is. `key` is
    what it is chosen by."""

    key: str
    title: str
    values: Values
    own: bool = False


class Presets(QObject):
    """The list, which of them is chosen, and whether the settings still are as it says. Framing is
    of each picture and stays as it is. What a clip brought back is one of the list until another
    clip does.

    Own presets are files: a command returns at once, and the list changes when the disk has it.
    """

    changed = Signal()
    _read = Signal(object)  # from the librarian's thread: the own ones by name, and what to do then

    def __init__(
        self, settings: ClipSettings, librarian: Librarian, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._settings = settings
        self._librarian = librarian
        self._folders: Folders | None = None
        self._own: dict[str, Values] = {}
        self._clip: RenderRequest | None = None  # whose settings came back
        self.chosen: str | None = DEFAULTS
        self.deleted: tuple[str, Values] | None = None  # the last, until the program ends
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.changed)
        settings.changed.connect(lambda: self._soon.start())
        settings.model_changed.connect(lambda: self._soon.start())
        settings.models_changed.connect(lambda: self._soon.start())
        self._read.connect(self._on_read)

    def open(self, folders: Folders) -> None:
        self._folders = folders
        self._post(lambda folders: None)  # only reads

    def listed(self) -> list[Preset]:
        own = [Preset(OWN + name, name, values, own=True) for name, values in self._own.items()]
        clip = [Preset(CLIP, _title(self._clip), _values(self._clip))] if self._clip else []
        return [*clip, *_built_in(), *own]

    def preset(self, key: str | None) -> Preset | None:
        return next((preset for preset in self.listed() if preset.key == key), None)

    def missing_model(self, preset: Preset) -> str:
        """The name of the model that a built-in preset is about, where it is not on this computer.
        Own presets can be used with any, and so can what a clip brought back.

        A draft's schedule ends far below what a model tuned for its own one knows: all noise.
        """
        if preset.own or preset.key == CLIP:
            return ""
        model: str = preset.values.get("model", "")
        if preset.values.get("schedule") == "ays" and "schedule" in self._settings.model.tuned:
            model = "svd"
        return model if model not in ("", *self._settings.models) else ""

    @property
    def is_changed(self) -> bool:
        """Whether the settings differ from the chosen preset."""
        preset = self.preset(self.chosen)
        if preset is None:
            return False
        now = _plain(self._settings.with_seed())
        wanted = self._settings.defaults() if preset.key == DEFAULTS else preset.values
        ignored = {"framing"}
        if wanted.get("model") not in self._settings.models:
            ignored.add("model")  # another is in its place, which was told
        return any(now[name] != x for name, x in _plain(wanted).items() if name not in ignored)

    def choose(self, key: str) -> None:
        preset = self.preset(key)
        if preset is None or self.missing_model(preset):
            return
        if self._clip and key == CLIP:
            self._settings.load(self._clip)
        else:
            values = self._settings.defaults() if key == DEFAULTS else preset.values
            self._settings.take({name: x for name, x in values.items() if name != "framing"})
        self._set_chosen(key)

    def take_clip(self, request: RenderRequest) -> None:
        """The settings that a clip was made with are the chosen ones, its seed too."""
        self._clip = request
        self.choose(CLIP)

    def kept(self) -> Values:
        """What `restore_chosen` takes at the next start."""
        clip = self._clip.to_json() if self._clip and self.chosen == CLIP else None
        return {"preset": self.chosen, "clip": clip}

    def restore_chosen(self, kept: Mapping[str, Any]) -> None:
        """Which one was chosen; the settings themselves are ClipSettings' to keep."""
        key = kept.get("preset")
        if key == CLIP:
            try:
                self._clip = RenderRequest.from_json(kept.get("clip", {}))
            except SvdError:
                key = DEFAULTS
        own = isinstance(key, str) and key.startswith(OWN)  # their files are read in a moment
        self.chosen = key if own or self.preset(key) else DEFAULTS

    def save(self, name: str) -> None:
        """Keeps the settings under a name, in the place of what had it, and chooses that."""
        kept = self._settings.to_json()

        def write(folders: Folders) -> Then:
            from svd_desktop.library import preset_files

            preset_files.save(folders, name, kept)
            return lambda: self._set_chosen(OWN + preset_files.file_name(name))

        self._post(write)

    def rename(self, name: str, new: str) -> None:
        """The settings stay as they are, and changed where they were."""

        def move(folders: Folders) -> Then:
            from svd_desktop.library import preset_files

            preset_files.rename(folders, name, new)
            return lambda: self._set_chosen(OWN + preset_files.file_name(new))

        self._post(move)

    def delete(self, name: str) -> None:
        """Until the program ends, `restore` brings it back."""
        if name not in self._own:
            return
        self.deleted = (name, self._own[name])

        def remove(folders: Folders) -> Then:
            from svd_desktop.library import preset_files

            preset_files.delete(folders, name)
            return None

        self._post(remove)

    def restore(self) -> None:
        """What was deleted last is in the list again."""
        if self.deleted is None:
            return
        (name, values), self.deleted = self.deleted, None

        def write(folders: Folders) -> Then:
            from svd_desktop.library import preset_files

            preset_files.save(folders, name, values)
            return None

        self._post(write)

    def read_from(self, path: Path) -> None:
        """Makes a file an own preset, under the file's name, and chooses it."""

        def read(folders: Folders) -> Then:
            from svd_desktop.library import preset_files

            preset_files.save(folders, path.stem, preset_files.read(path))
            return lambda: self.choose(OWN + preset_files.file_name(path.stem))

        self._post(read)

    def write_to(self, path: Path) -> None:
        """The settings as they are, in a file that `read_from` reads on any computer."""
        values = self._settings.to_json()

        def write(folders: Folders) -> Then:
            from svd_desktop.library import preset_files

            preset_files.write(path, values)
            return None

        self._post(write)

    def _post(self, work: Callable[[Folders], Then]) -> None:
        """Does it on the librarian's thread and reads the list; then, here, what it returned."""
        folders = self._folders
        if folders is None:  # the library cannot be opened, which was told
            return

        def run() -> None:
            from svd_desktop.library import preset_files

            then = work(folders)
            self._read.emit((preset_files.listed(folders), then))

        self._librarian.post(run)

    def _on_read(self, answer: tuple[dict[str, Values], Then]) -> None:
        self._own, then = answer
        if then:
            then()
        if self.chosen and self.preset(self.chosen) is None:
            self.chosen = None  # it was deleted; the settings stay
        self.changed.emit()

    def _set_chosen(self, key: str) -> None:
        self.chosen = key
        self.changed.emit()


def _tr(text: str) -> str:
    return QCoreApplication.translate("presets", text)


def _built_in() -> list[Preset]:
    """The model's own, and the sets of the command line by their own names."""
    titles = {
        "draft": _tr("Draft: ten steps"),
        "guide": _tr("As the guide does it"),
        "guide-low-memory": _tr("Guide, less memory"),
    }
    sets = [Preset(key, title, _as_json(SETS[key])) for key, title in titles.items()]
    return [Preset(DEFAULTS, _tr("Model defaults"), {}), *sets]


def _title(clip: RenderRequest) -> str:
    """Short, as a seed has up to ten digits and the box is as narrow as the panel."""
    return _tr("{0}, seed {1}").format(PurePath(clip.picture).stem, clip.seed)


def _values(clip: RenderRequest) -> Values:
    values = clip.to_json()
    del values["source"]
    return values


def _plain(values: Values) -> Values:
    """As a file has it, where a pair is a list."""
    plain: Values = json.loads(json.dumps(values))
    return plain


def _as_json(values: Values) -> Values:
    return {
        name: asdict(x) if isinstance(x, Computing) else x
        for name, x in values.items()
        if name != "seed"
    }
