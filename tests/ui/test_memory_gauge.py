"""The gauge says in words what it draws."""

from __future__ import annotations

from pytestqt.qtbot import QtBot

from svd_desktop.app.memory_sampler import MemorySampler, Sample
from svd_desktop.core.memory import GIB
from svd_desktop.ui.memory_gauge import MemoryGauge

SAMPLE = Sample(True, 16 * GIB, ours=4 * GIB, others=2 * GIB, ram_free=GIB)


def test_until_something_was_read_there_is_none(qtbot: QtBot) -> None:
    sampler = MemorySampler()
    gauge = MemoryGauge(sampler)
    qtbot.addWidget(gauge)
    assert not gauge.isVisible()
    sampler._keep(SAMPLE)
    assert gauge.isVisible()
    assert gauge.text.text() == "GPU memory 6.0 GiB of 16.0 GiB"
    for words in ("This program: 4.0 GiB", "Other programs: 2.0 GiB", "Free: 10.0 GiB"):
        assert words in gauge.toolTip()
        assert words in gauge.accessibleDescription()


def test_the_bar_has_the_shares_of_this_program_and_of_others(qtbot: QtBot) -> None:
    sampler = MemorySampler()
    gauge = MemoryGauge(sampler)
    qtbot.addWidget(gauge)
    sampler._keep(SAMPLE)
    sampler._keep(SAMPLE)
    image = gauge.chart.grab().toImage()
    scale = image.width() / gauge.chart.width()
    row = [image.pixelColor(x, image.height() // 2).name() for x in range(image.width())]
    bar = row[-round(120 * scale) + 2 : -2]
    ours, others, free = bar[len(bar) // 8], bar[round(len(bar) * 0.31)], bar[-10]
    assert len({ours, others, free}) == 3
    assert abs(bar.count(ours) / len(bar) - 4 / 16) < 0.03
    assert abs(bar.count(others) / len(bar) - 2 / 16) < 0.03


def test_the_main_memory_is_called_so(qtbot: QtBot) -> None:
    sampler = MemorySampler()
    gauge = MemoryGauge(sampler)
    qtbot.addWidget(gauge)
    sampler._keep(Sample(False, 16 * GIB, GIB, GIB, GIB))
    assert gauge.accessibleName() == "Memory"
