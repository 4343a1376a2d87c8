"""Which memory settings a request gets."""

import pytest

from svd_desktop.core.memory import plan
from tests.made import request


@pytest.mark.parametrize(
    ("frames", "wanted", "chunk"), [(14, None, 8), (5, None, 5), (25, 25, 25), (25, 1, 1)]
)
def test_the_decode_chunk_is_the_one_asked_for_or_the_guides(frames, wanted, chunk):
    chosen = plan(request(frames=frames, decode_chunk=wanted), "cpu", "fp32")
    assert chosen.decode_chunk == chunk
    assert chosen.to_json() == {
        "device": "cpu", "precision": "fp32", "decode_chunk": chunk, "residency": "resident",
    }  # fmt: skip


def test_a_plan_says_itself_in_words():
    assert plan(request(frames=14), "cuda:0", "fp16").sentence == (
        "resident on cuda:0 in fp16, decode 8"
    )
