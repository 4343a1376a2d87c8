"""An order reaches the render process whole."""

import json
from pathlib import Path

from svd_desktop.core.orders import RenderOrder
from svd_desktop.core.request import Framing
from tests.made import order, request


def test_json_and_back_is_the_same_order():
    framed = request(framing=Framing("pad", (0.25, 0.75), "#102030"))
    for whole in (order(Path("/takes")), RenderOrder(
        "job", framed, "/model", "/h", "/t", "/l", "the window", "cuda:1", "Interrupted.",
    )):  # fmt: skip
        assert RenderOrder.from_json(json.loads(json.dumps(whole.to_json()))) == whole
