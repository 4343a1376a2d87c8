"""Moving chosen ones in a list of waiting jobs, which keep their order among themselves."""

from __future__ import annotations

from collections.abc import Collection, Sequence


def moved_before(order: Sequence[str], chosen: Collection[str], before: str | None) -> list[str]:
    """The chosen together, in front of `before`, or at the end."""
    chosen = set(chosen)
    start = order.index(before) if before in order else len(order)
    ahead = [job for job in order[:start] if job not in chosen]
    behind = [job for job in order[start:] if job not in chosen]
    return [*ahead, *(job for job in order if job in chosen), *behind]


def moved_up(order: Sequence[str], chosen: Collection[str]) -> list[str]:
    """Each of the chosen one place up; those at the top stay there, and stay in order."""
    result, chosen = list(order), set(chosen)
    for place in range(1, len(result)):
        if result[place] in chosen and result[place - 1] not in chosen:
            result[place - 1], result[place] = result[place], result[place - 1]
    return result


def moved_down(order: Sequence[str], chosen: Collection[str]) -> list[str]:
    return moved_up(order[::-1], chosen)[::-1]
