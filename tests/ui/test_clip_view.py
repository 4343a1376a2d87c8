"""The picture: exact pixels at 100%, within the view otherwise, several in step, the divider."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QColor
from pytestqt.qtbot import QtBot

from svd_desktop.app.clips import Clip
from svd_desktop.app.panes import Pane, Panes
from svd_desktop.app.playback import Playback
from svd_desktop.core.errors import Reason
from svd_desktop.ui.clip_view import ClipView

RED, BLUE = (200, 30, 30), (30, 30, 200)


def plain(color: tuple[int, int, int], frames: int = 3, size: tuple[int, int] = (64, 48)) -> Clip:
    pixels = np.full((frames, size[1], size[0], 3), color, np.uint8)
    return Clip("", pixels, Fraction(7))


class Several(Panes):
    """Panes as the test says."""

    def __init__(self, playback: Playback, given: list[Pane]) -> None:
        super().__init__(playback, playback)
        self.given = given

    @property
    def panes(self) -> list[Pane]:
        return self.given


Show = Callable[..., ClipView]


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """A view, 400 by 300, of some panes."""

    def show_them(*panes: Pane, wipe: bool = False) -> ClipView:
        playback = Playback()
        playback.autoplay = False
        model = Several(playback, list(panes))
        model.is_wipe = wipe
        playback.show(panes[0].clip)
        view = ClipView(model)
        qtbot.addWidget(view)
        view.playback_for_test = playback
        view.model_for_test = model
        view.resize(400, 300)
        view.show()
        return view

    return show_them


def color_at(view: ClipView, x: float, y: float) -> tuple[int, ...]:
    return QColor(view.grab().toImage().pixel(int(x), int(y))).getRgb()[:3]


def test_a_pane_without_a_clip_says_why_and_the_others_are_shown(show: Show) -> None:
    gone = Pane("gone", reason=Reason("input", "It is gone.", "Put it back."))
    view = show(Pane("here", plain(RED)), gone)
    middle = view.places()[0].center()
    assert color_at(view, middle.x(), middle.y()) == RED
    assert view.image(1) is None
    assert view.places()[1].size() == view.places()[0].size()


def test_a_clip_fits_with_its_shape_whatever_the_view_is(show: Show) -> None:
    view = show(Pane("", plain(RED)))
    for size in (QSize(400, 300), QSize(60, 200), QSize(20, 20)):
        view.resize(size)
        (place,) = view.places()
        assert view.rect().contains(place.toRect())
        assert place.width() / place.height() == pytest.approx(64 / 48, rel=0.3)


def test_at_full_size_pixels_are_exact(show: Show) -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (1, 48, 64, 3), np.uint8)
    view = show(Pane("", Clip("", pixels, Fraction(7))))
    view.set_actual(True)
    image = view.grab(view.places()[0].toRect()).toImage()
    assert (image.width(), image.height()) == (64, 48)
    for x, y in ((0, 0), (63, 0), (0, 47), (63, 47), (20, 30)):
        assert QColor(image.pixel(x, y)).getRgb()[:3] == tuple(pixels[0, y, x])


def test_an_enlarged_picture_is_dragged_no_further_than_its_edge(show: Show, qtbot: QtBot) -> None:
    view = show(Pane("", plain(RED, size=(1000, 200))))
    view.set_actual(True)
    left = view.places()[0].left()
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 150))
    qtbot.mouseMove(view, QPoint(150, 100))
    assert view.places()[0].left() == left - 50
    assert view.places()[0].center().y() == pytest.approx(150, abs=1)  # all of it is seen
    qtbot.mouseMove(view, QPoint(-2000, 150))
    assert view.places()[0].right() == pytest.approx(392, abs=1)
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(-2000, 150))
    qtbot.keyClick(view, Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert view.places()[0].right() == pytest.approx(432, abs=1)


@pytest.mark.parametrize("count", [2, 3, 4])
def test_several_are_all_seen_and_none_covers_another(show: Show, count: int) -> None:
    view = show(*(Pane(str(number), plain(RED)) for number in range(count)))
    places = [place.toRect() for place in view.places()]
    assert all(view.rect().contains(place) for place in places)
    assert not any(a.intersects(b) for a in places for b in places if a is not b)


def test_several_show_the_same_time(show: Show) -> None:
    ramp = np.arange(6, dtype=np.uint8)[:, None, None, None] * np.ones((1, 8, 8, 3), np.uint8)
    view = show(Pane("", Clip("", ramp[:3], Fraction(5))), Pane("", Clip("", ramp, Fraction(10))))
    view.playback_for_test.seek(2)
    assert [QColor(view.image(n).pixel(0, 0)).red() for n in (0, 1)] == [2, 4]


def test_the_divider_is_dragged_and_moved_by_keys(show: Show, qtbot: QtBot) -> None:
    view = show(Pane("", plain(RED)), Pane("", plain(BLUE)), wipe=True)
    place = view.places()[0]
    assert place == view.places()[1]
    quarter = place.left() + place.width() / 4
    qtbot.mouseClick(
        view, Qt.MouseButton.LeftButton, pos=QPoint(int(quarter), int(place.center().y()))
    )
    assert view.model_for_test.wipe == pytest.approx(0.25, abs=0.01)
    assert color_at(view, quarter - 20, place.top() + 5) == RED
    assert color_at(view, quarter + 20, place.top() + 5) == BLUE
    before = view.model_for_test.wipe
    qtbot.keyClick(view, Qt.Key.Key_Right)
    assert view.model_for_test.wipe > before


def test_the_focus_comes_only_where_keys_move_something(show: Show) -> None:
    view = show(Pane("", plain(RED)))
    assert view.focusPolicy() == Qt.FocusPolicy.NoFocus
    assert show(Pane("", plain(RED, size=(900, 900)))).focusPolicy() == Qt.FocusPolicy.NoFocus
    wiped = show(Pane("", plain(RED)), Pane("", plain(BLUE)), wipe=True)
    assert wiped.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_every_frame_is_the_one_due_on_the_second_round_too(show: Show) -> None:
    pixels = np.arange(5, dtype=np.uint8)[:, None, None, None] * np.full((48, 64, 3), 50, np.uint8)
    view = show(Pane("", Clip("", pixels.astype(np.uint8), Fraction(7))))
    middle = view.places()[0].center()
    for number in (*range(5), *range(5)):
        view.playback_for_test.seek(number)
        assert color_at(view, middle.x(), middle.y())[0] == number * 50


def test_another_clip_of_the_same_size_is_not_shown_from_the_old_ones_frames(show: Show) -> None:
    view = show(Pane("", plain(RED)))
    middle = view.places()[0].center()
    assert color_at(view, middle.x(), middle.y()) == RED
    view.model_for_test.given = [Pane("", plain(BLUE))]
    view.model_for_test.changed.emit()
    assert color_at(view, middle.x(), middle.y()) == BLUE
