"""A job's story in its log: what is worth a line of what a render reports."""

from __future__ import annotations

from svd_desktop.core.events import (
    Cancelled,
    Failed,
    Finished,
    Paused,
    Progress,
    RenderEvent,
    Started,
    SteppedDown,
    Waiting,
)

GIB = 2**30


def line_of(event: RenderEvent) -> str | None:
    """The log is for reports and stays in English, like every log."""
    match event:
        case Waiting(holder=holder):
            return f"Waiting for the device, in use by {holder}."
        case Started(device=device, plan=plan):
            return f"Started on {device}. {plan.get('sentence', '')}".strip()
        case Progress(stage="denoise", step=step, steps=steps, memory_bytes=used) if step:
            return f"Step {step} of {steps}, {used / GIB:.1f} GiB in use."
        case SteppedDown(note=note):
            return note
        case Paused(step=step):
            return f"Paused after step {step}."
        case Cancelled():
            return "Cancelled."
        case Failed(reason=reason):
            return f"Failed: {reason.sentence}"
        case Finished(seconds=seconds, peak_memory_bytes=peak, files=files):
            stages = ", ".join(f"{stage} {taken:.1f} s" for stage, taken in seconds.items())
            total = sum(seconds.values())
            text = f"Finished in {total:.1f} s ({stages}), at most {peak / GIB:.1f} GiB."
            return " ".join([text, *(f"Written to {file}." for file in files)])
    return None
