"""The window in Korean, down to the sentences that the layers below say in English."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from svd_desktop.app.inputs_model import INPUT
from svd_desktop.app.queue_model import Column
from svd_desktop.core.errors import SvdError
from svd_desktop.core.jobs import JobState
from svd_desktop.library.space import nearly_full
from svd_desktop.media.images import open_image
from svd_desktop.models.catalogue import find_model
from svd_desktop.ui import theme
from svd_desktop.ui.input_delegate import _below
from tests.made import request
from tests.ui.conftest import drop_files

pytestmark = pytest.mark.usefixtures("korean")  # before the window: it is built in its language


def test_a_dropped_file_that_cannot_be_read_says_why(
    window, session, tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "empty.png"
    path.touch()
    drop_files(window, path)
    qtbot.waitUntil(lambda: session.inputs.rowCount() == 1)
    index = session.inputs.index(0)
    qtbot.waitUntil(lambda: index.data(INPUT).reason is not None)
    said = f"{path}: 빈 파일입니다. 원래 있던 곳에서 다시 복사하십시오."
    assert index.data(Qt.ItemDataRole.ToolTipRole) == f"{path}\n{said}"
    assert _below(index.data(INPUT)) == "빈 파일입니다."


def test_a_failed_job_says_why_in_the_queue_and_on_the_stage(
    window, session, backend, picture: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    with pytest.raises(SvdError) as caught:
        open_image(tmp_path)
    session.queue_requests([request(source=str(picture))])
    qtbot.waitUntil(lambda: len(backend.orders) == 1)
    backend.fail(caught.value.reason)
    qtbot.waitUntil(lambda: session.queue.count(JobState.FAILED) == 1)
    said = f"{tmp_path}: 폴더입니다. 그 안에 있는 사진을 선택하십시오."
    assert session.queue.index(0, Column.MESSAGE).data() == said
    session.watching.pick(session.queue.in_state(JobState.FAILED)[0].id)
    assert window.stage.notice.line.text() == said


def test_a_problem_of_no_job_is_told_on_top(window, session, monkeypatch, tmp_path: Path) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda folder: SimpleNamespace(free=2**29))
    session.problem.emit(nearly_full([tmp_path]))
    assert window.problems.text.text() == (
        f"대기열이 일시 정지되었습니다. {tmp_path} 폴더가 있는 디스크에 0.5 GiB만 남아 있습니다."
        " 디스크 공간을 2 GiB 이상 확보한 다음 대기열을 계속하십시오."
    )
    with pytest.raises(SvdError) as caught:
        find_model("nowhere", tmp_path)
    session.problem.emit(caught.value.reason)
    assert window.problems.text.text().startswith("nowhere(이)라는 모델이 없습니다.")


def test_cautions_stand_at_their_rows(window, session) -> None:
    session.settings.set("frames", 30)
    labels = [label for label in window.panel.findChildren(theme.Caution) if label.isVisible()]
    assert [label.text() for label in labels] == [
        "svd-mini(데모) 모델은 14프레임으로 학습되어,"
        " 다른 프레임 수에서는 움직임의 품질이 떨어집니다."
    ]
