"""What the window says about jobs, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QCoreApplication

from svd_desktop.app.sentences import told, translated
from svd_desktop.core.events import Progress, Waiting
from svd_desktop.core.jobs import Job, JobState, Wish
from svd_desktop.core.parameters import PARAMETERS, Parameter
from svd_desktop.models.catalogue import Model

Live = Progress | Waiting | None

_ADVANCED = ("schedule", "guidance_interval", "computing")
_MOST_CHANGES = 4  # as many as a line has room for


def _tr(text: str) -> str:
    return QCoreApplication.translate("words", text)


def stage(progress: Progress) -> str:
    return {
        "load": _tr("Loading the model"),
        "compile": _tr("Compiling the model"),
        "encode": _tr("Reading the picture"),
        "denoise": _tr("Rendering"),
        "decode": _tr("Decoding frames"),
        "write": _tr("Writing the clip"),
    }[progress.stage]


def state(job: Job, live: Live, asked: Wish | None = None) -> str:
    """`asked` is what the person wants of it and has not got yet."""
    if job.state == JobState.RUNNING:
        if asked:
            return _tr("Cancelling…") if asked == "cancel" else _tr("Pausing…")
        if isinstance(live, Waiting):
            return _tr("Waiting for the device")
        return stage(live) if live else _tr("Starting")
    return {
        JobState.QUEUED: _tr("Waiting"),
        JobState.PAUSED: _tr("Paused"),
        JobState.DONE: _tr("Done"),
        JobState.FAILED: _tr("Failed"),
        JobState.CANCELLED: _tr("Cancelled"),
    }[job.state]


def fraction(job: Job, live: Live) -> float | None:
    """How much of what the progress bar shows is done; None where a bar would say nothing."""
    if job.state == JobState.RUNNING:
        return live.step / live.steps if isinstance(live, Progress) and live.steps else 0.0
    if job.state in (JobState.QUEUED, JobState.PAUSED) and job.step:
        return min(job.step / job.request.steps, 1.0)
    return None


def steps(job: Job, live: Live) -> str:
    """What is done of what the stage counts: rendering counts steps, decoding frames. The other
    stages are one piece of work each, with nothing to count."""
    if job.state == JobState.RUNNING:
        if isinstance(live, Progress) and live.stage == "denoise":
            return _tr("step {0} of {1}").format(live.step, live.steps)
        if isinstance(live, Progress) and live.stage == "decode":
            return _tr("frame {0} of {1}").format(live.step, live.steps)
        return ""
    if job.state in (JobState.QUEUED, JobState.PAUSED) and job.step:
        done = min(job.step, job.request.steps)
        return _tr("step {0} of {1}").format(done, job.request.steps)
    return ""


def seed(job: Job, with_motion: bool) -> str:
    """What tells a clip from the others of its picture."""
    if not with_motion:
        return str(job.request.seed)
    return _tr("{0}, motion {1}").format(job.request.seed, job.request.motion_bucket_id)


def message(job: Job, live: Live, asked: Wish | None = None) -> str:
    if job.reason:
        return told(job.reason)
    if isinstance(live, Waiting):
        return _tr("In use by {0}.").format(translated(live.holder))
    note = translated(job.note)
    if job.state == JobState.DONE:
        late = _tr("It was done before it could be cancelled.") if asked == "cancel" else ""
        return " ".join(filter(None, (late, _tr("In {0}.").format(job.delivery.folder), note)))
    return note


def duration(seconds: float | None) -> str:
    """Rounded as a person would: nobody counts the seconds of an hour."""
    if seconds is None:
        return ""
    whole = max(1, round(seconds))
    minutes = round(seconds / 60)
    if whole < 60:
        return _tr("{0} s").format(whole)
    if whole < 600:
        return _tr("{0} min {1} s").format(*divmod(whole, 60))
    if minutes < 60:
        return _tr("{0} min").format(minutes)
    return _tr("{0} h {1} min").format(*divmod(minutes, 60))


def about(seconds: float) -> str:
    """Coarser, for what is only foreseen."""
    if seconds < 60:
        return _tr("1 min")
    minutes = round(seconds / 60)
    return duration(60.0 * minutes) if minutes >= 60 else _tr("{0} min").format(minutes)


def size(count: int) -> str:
    """Bytes in the unit that graphics cards are compared by."""
    if count >= 2**30:
        return _tr("{0} GiB").format(f"{count / 2**30:.1f}")
    return _tr("{0} MiB").format(round(count / 2**20))


def parameter_label(parameter: Parameter) -> str:
    return _parameter(parameter.label)


def parameter_help(parameter: Parameter) -> str:
    return _parameter(parameter.help)


def parameter_unit(parameter: Parameter) -> str:
    return _parameter(parameter.unit) if parameter.unit else ""


def parameter_range(parameter: Parameter) -> str:
    unit = f" {parameter_unit(parameter)}" if parameter.unit else ""
    return QCoreApplication.translate("parameters", "{0} to {1}{2}.").format(
        f"{parameter.minimum:g}", f"{parameter.maximum:.10g}", unit
    )


def changes(before: Mapping[str, Any], now: Mapping[str, Any], model: Model) -> str:
    """Which settings differ and what they are now; of many the first ones. The settings are a
    request's form, with None for a seed that is random; `model` is the one they name now."""
    said = [_tr("Model {0}").format(model_title(model))] if before["model"] != now["model"] else []
    for name, parameter in PARAMETERS.items():
        if before[name] != now[name]:
            value = _tr("automatic") if now[name] is None else f"{now[name]:.10g}"
            said.append(f"{parameter_label(parameter)} {value}")
    if any(before[name] != now[name] for name in _ADVANCED):
        said.append(_tr("advanced settings"))
    if len(said) > _MOST_CHANGES:
        more = len(said) - _MOST_CHANGES + 1
        said = [*said[: _MOST_CHANGES - 1], _tr("and {0} more").format(more)]
    return "  ·  ".join(said)


def model_title(model: Model) -> str:
    return translated(model.title)


def _parameter(text: str) -> str:
    """core knows no Qt: its texts are collected by packaging/translations.py."""
    return QCoreApplication.translate("parameters", text)
