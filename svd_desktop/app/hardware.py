"""What this computer can do, asked of a process of its own: torch never comes into the window's."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QByteArray, QCoreApplication, QObject, QProcess, Signal

from svd_desktop.app import words
from svd_desktop.core.errors import Reason

_MILLISECONDS_TO_DIE = 2000


class Hardware(QObject):
    """`found` is None until the answer is here: what `doctor` has, as JSON."""

    changed = Signal()
    failed = Signal(object)  # a Reason

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.found: dict[str, Any] | None = None
        self._process: QProcess | None = None

    def ask(self) -> None:
        """Starts to look, once; `changed` follows."""
        if self.found is not None or self._process is not None:
            return
        from svd_desktop.backends.describe import question

        program, *arguments = question()
        self._process = QProcess(self)
        self._process.finished.connect(self._on_finished)
        self._process.errorOccurred.connect(self._on_error)
        self._process.start(program, arguments)

    def stop(self) -> None:
        """Ends the looking: nobody waits for the answer any more."""
        process, self._process = self._process, None
        if process is not None:
            process.disconnect(self)
            process.kill()
            process.waitForFinished(_MILLISECONDS_TO_DIE)

    def _on_finished(self) -> None:
        from svd_desktop.backends.describe import no_torch, understood

        if self._process is None:
            return
        answer, said = self._process.readAllStandardOutput(), self._process.readAllStandardError()
        self._let_go()
        try:
            found = understood(_text(answer))
        except ValueError as error:
            self.failed.emit(no_torch(_text(said) or str(error)).reason)
            return
        if "error" in found:
            self.failed.emit(Reason.from_json(found["error"]))
            return
        self.found = found
        self.changed.emit()

    def _on_error(self, error: QProcess.ProcessError) -> None:
        from svd_desktop.backends.describe import no_torch

        if self._process is not None and error == QProcess.ProcessError.FailedToStart:
            said = self._process.errorString()
            self._let_go()
            self.failed.emit(no_torch(said).reason)

    def _let_go(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.deleteLater()


def _text(said: QByteArray) -> str:
    return bytes(said.data()).decode(errors="replace")


def described(found: dict[str, Any]) -> tuple[str, str]:
    """What was found, and what SVD-XT at its full size would be on it, in two sentences."""
    from svd_desktop.core.memory import GIB, DeviceMemory, plan
    from svd_desktop.core.request import RenderRequest
    from svd_desktop.models.catalogue import published
    from svd_desktop.models.costs import known_costs

    device = DeviceMemory(**found["memory"])
    model = published()["svd-xt"]
    costs = known_costs(model.folder)
    assert costs is not None  # travels with the program
    request = RenderRequest(
        source="a picture", model=model.name, seed=0, width=model.width, height=model.height,
        frames=model.frames, steps=model.steps,
    )  # fmt: skip
    planned = plan(request, device, costs)
    if device.kind == "cpu":
        hours = (planned.seconds_a_step or 0) * request.steps / 3600
        return (
            _tr("No GPU was found; clips are rendered on the processor."),
            _tr(
                "The demonstration model renders in seconds. {0} would take about {1} hours a clip."
            ).format(words.model_title(model), max(1, round(hours))),
        )
    size = found.get("vram_bytes", device.free_bytes)
    card = _tr("{0}, {1} GiB.").format(device.hardware or device.name, f"{size / GIB:.0f}")
    if not planned.fits:
        return card, _tr(
            "{0} does not fit at full size; smaller clips do, and the demonstration model."
        ).format(words.model_title(model))
    return card, {
        "resident": _tr("{0} runs at full size, wholly on the card."),
        "offload": _tr("{0} runs at full size; its parts take turns on the card."),
        "streamed": _tr("{0} runs at full size, slowly: its weights come piece by piece."),
    }[planned.plan.residency].format(words.model_title(model))


def _tr(text: str) -> str:
    return QCoreApplication.translate("hardware", text)
