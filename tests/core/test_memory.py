"""Which memory settings a request gets."""

import pytest

from svd_desktop.core.memory import feed_forward_chunk, plan
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


@pytest.mark.parametrize(
    ("frames", "chunk"), [(25, 5), (14, 2), (16, 4), (24, 4), (60, 6), (13, 1), (2, 1), (1, 1)]
)
def test_feed_forward_chunks_divide_the_frames_and_are_at_most_the_square_root(frames, chunk):
    assert feed_forward_chunk(frames) == chunk
