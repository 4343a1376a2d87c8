"""Compiled blocks give the same latents, compile once, and are left out where they cannot be."""

import functools
import shutil
from pathlib import Path

import pytest
import torch
import torch._inductor.config

from svd_desktop.core.events import Finished, Progress
from svd_desktop.core.memory import MemoryPlan
from svd_desktop.core.orders import RenderOrder
from svd_desktop.core.request import Computing, RenderRequest
from svd_desktop.engine.compiling import compile_blocks, is_compiled, use_compiled
from svd_desktop.engine.conditioning import Conditioning
from svd_desktop.engine.denoising import denoise
from svd_desktop.engine.loading import Model
from svd_desktop.engine.render import Engine
from svd_desktop.engine.savings import use_broadcast
from svd_desktop.engine.wishes import Wishes
from svd_desktop.media.takes import read_take
from svd_desktop.models.resources import resource

needs_compiler = pytest.mark.skipif(
    not (shutil.which("g++") or shutil.which("clang++")), reason="needs a C++ compiler"
)
SAMPLE = str(resource("samples", "rocket.jpg"))


def _request(compile: str = "on", **changes) -> RenderRequest:
    settings = {
        "source": SAMPLE, "model": "svd-mini", "width": 64, "height": 64, "frames": 2, "steps": 2,
        "seed": 42,
    }  # fmt: skip
    return RenderRequest(**{**settings, "computing": Computing(compile=compile), **changes})


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is compiled on disk; the tests find what those before them have compiled."""
    return tmp_path_factory.mktemp("compiled")


@pytest.fixture(autouse=True)
def new_process(cache: Path, monkeypatch: pytest.MonkeyPatch):
    """Nothing is compiled yet in memory."""
    monkeypatch.setenv("TORCHINDUCTOR_CACHE_DIR", str(cache))
    torch.compiler.reset()
    with torch._inductor.config.patch(compile_threads=1):  # whose threads would outlive the test
        yield


@pytest.fixture
def no_compiler(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TORCHINDUCTOR_CACHE_DIR", str(tmp_path / "empty"))
    with torch._inductor.config.patch({"cpp.cxx": ("there-is-no-such-compiler",)}):
        yield


def _order(folder: Path, request: RenderRequest, job: str = "job") -> RenderOrder:
    return RenderOrder(
        job=job, request=request, model_folder=str(resource("svd_mini")), device="cpu",
        hidden=str(folder / f".{job}.part"), target=str(folder / job), locks=str(folder / "locks"),
        holder="a test",
    )  # fmt: skip


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    (tmp_path / "locks").mkdir()
    return Engine(Wishes())


def _stages(events) -> list[tuple[str, int]]:
    return [(e.stage, e.step) for e in events if isinstance(e, Progress)]


@pytest.mark.usefixtures("no_compiler")
class TestWithoutCompiler:
    def test_it_says_so_and_the_unet_is_as_before(self, model, cache):
        unet, request = model.unet, _request()
        inputs = (
            torch.ones(1, 2, unet.config.in_channels, 8, 8), torch.tensor(1.6),
            torch.ones(1, 1, unet.config.cross_attention_dim), torch.ones(1, 3),
        )  # fmt: skip
        with torch.no_grad():
            reference = unet(*inputs).sample
            with use_compiled(unet, True):
                said = compile_blocks(unet, request, model.scale, cache)
                assert said == (
                    "Rendered without torch.compile: there is no C++ compiler that works."
                )
                assert torch.equal(unet(*inputs).sample, reference)

    def test_a_render_goes_on_and_its_take_says_why(self, engine, tmp_path):
        events = list(engine.render(_order(tmp_path, _request())))
        assert isinstance(events[-1], Finished)
        take = read_take(tmp_path / "job")
        assert take.note == "Rendered without torch.compile: there is no C++ compiler that works."


def test_running_out_of_memory_is_no_reason_to_go_on_without(model, cache, monkeypatch):
    def full(*args):
        raise torch.OutOfMemoryError("none left")

    monkeypatch.setattr(model.unet, "forward", full)
    with use_compiled(model.unet, True), pytest.raises(torch.OutOfMemoryError):
        compile_blocks(model.unet, _request(), model.scale, cache)


@pytest.mark.parametrize(
    ("wanted", "exact", "device", "compiled"),
    [
        ("off", False, "cuda:0", False),
        ("on", False, "cpu", True),
        ("on", True, "cuda:0", True),
        ("auto", False, "cuda:0", False),
        ("auto", True, "cuda:0", False),
        ("auto", False, "cpu", False),
        ("auto", False, "mps", False),
    ],
)
def test_where_it_is_used(wanted, exact, device, compiled):
    request = _request(computing=Computing(exact=exact, compile=wanted))
    assert is_compiled(request, MemoryPlan(device, "fp16", "resident", None, 8)) == compiled


def test_never_where_the_unet_moves_during_a_render():
    plan = MemoryPlan("cuda:0", "fp16", "offload", None, 8)
    assert not is_compiled(_request("on"), plan)


def _denoising(model: Model, request: RenderRequest) -> torch.Tensor:
    """The last latents of a denoising that starts from noise."""
    random = torch.Generator().manual_seed(5)
    channels, side = model.unet.config.in_channels // 2, request.width // model.scale
    conditioning = Conditioning(
        torch.randn(1, 1, model.unet.config.cross_attention_dim, generator=random),
        torch.randn(1, channels, side, side, generator=random),
    )
    noise = torch.randn(1, request.frames, channels, side, side, generator=random) * 700
    *_, last = denoise(model, conditioning, noise, request)
    return last.latents


@pytest.mark.parametrize("interval", [None, (0.5, 100.0)])
def test_after_the_stage_nothing_compiles_any_more(model, cache, monkeypatch, interval):
    # What is traced and when is the same without the C++ code, which takes minutes.
    traced_only = functools.partialmethod(torch.nn.Module.compile, backend="eager")
    monkeypatch.setattr(torch.nn.Module, "compile", traced_only)
    request = _request(frames=3, steps=4, guidance_interval=interval)
    with use_broadcast(model.unet, True):
        for _ in range(2):
            with use_compiled(model.unet, True):
                assert compile_blocks(model.unet, request, model.scale, cache) == ""
                with torch.compiler.set_stance("fail_on_recompile"):
                    _denoising(model, request)


@needs_compiler
def test_latents_are_those_of_the_plain_unet_which_is_as_before_afterwards(model, cache):
    request = _request(max_guidance=1.0, steps=4)
    with use_broadcast(model.unet, True):
        reference = _denoising(model, request)
        with use_compiled(model.unet, True):
            assert compile_blocks(model.unet, request, model.scale, cache) == ""
            compiled = _denoising(model, request)
        assert torch.equal(_denoising(model, request), reference)
    assert not torch.equal(compiled, reference), "the compiled code ran"
    assert (compiled - reference).abs().max() <= 1e-3


@needs_compiler
def test_compiling_is_a_stage_of_the_first_render_alone(engine, tmp_path, cache):
    request = _request(max_guidance=1.0)
    first = list(engine.render(_order(tmp_path, request, "first")))
    stages = _stages(first)
    begun, ended, denoising = map(stages.index, (("compile", 0), ("compile", 1), ("denoise", 0)))
    assert begun < ended < denoising
    assert first[-1].seconds["compile"] > 0
    assert any(cache.iterdir()), "kept on disk"

    second = list(engine.render(_order(tmp_path, request.with_(seed=7), "second")))
    assert isinstance(second[-1], Finished)
    assert "compile" not in {stage for stage, _ in _stages(second)}
    assert read_take(tmp_path / "second").note == ""
