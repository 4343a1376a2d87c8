"""A model from the hub, through every fault that a network has."""

from __future__ import annotations

import errno
import os
import random
import subprocess
import sys
from pathlib import Path
from threading import Event, Lock, Timer

import pytest

from svd_desktop.core.errors import SvdError, reason_of
from svd_desktop.models import download as downloading
from svd_desktop.models import parts, web
from svd_desktop.models.download import discard, download
from svd_desktop.models.hub import Hub
from svd_desktop.models.installed import installed, staging_folder
from svd_desktop.models.part_file import PartFile
from svd_desktop.models.parts import DownloadStoppedError
from tests.hub import COMMIT, Faults, StandIn, stand_in
from tests.models.hub_model import SOURCE, files
from tests.models.interrupted import interrupted, needed

BIG = random.Random(7).randbytes(3_000_000)


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(web, "_FIRST_WAIT", 0.001)
    monkeypatch.setenv("HF_HOME", str(tmp_path / "no-cache"))
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY", "HF_TOKEN"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def models(tmp_path: Path) -> Path:
    (tmp_path / "models").mkdir()
    return tmp_path / "models"


def fetch(served, models: Path, **options):
    hub = Hub(options.pop("token", None), served.endpoint)
    try:
        return download("svd", models, hub, **options)
    finally:
        hub.close()


def refusal(served, models: Path, **options) -> str:
    with pytest.raises(SvdError) as caught:
        fetch(served, models, **options)
    assert installed(models) == {}
    return caught.value.reason.sentence


class TestRefused:
    @pytest.mark.parametrize(
        ("faults", "token"),
        [(Faults(gated=401), None), (Faults(gated=403), "hf_wrong"), (Faults(hidden=401), None)],
    )
    def test_a_gate_names_the_page_of_the_licence_and_the_way_of_the_token(
        self, models, faults, token
    ):
        with stand_in(SOURCE.repository, files(big=BIG), faults) as served:
            sentence = refusal(served, models, token=token)
        assert served.sent == 0
        assert f"Accept it on {served.endpoint}/{SOURCE.repository}" in sentence
        assert "`svd-desktop models token`" in sentence

    def test_a_token_that_the_hub_does_not_know(self, models):
        with stand_in(SOURCE.repository, files(), Faults(gated=401)) as served:
            sentence = refusal(served, models, token="hf_wrong")
        assert sentence == (
            f"The hub does not accept your token. Make a new one on {served.endpoint}/settings/"
            "tokens and give it: `svd-desktop models token`."
        )

    @pytest.mark.parametrize("location", ["http://[::", "file:///etc/passwd", "http://a:999999/"])
    def test_a_redirect_that_leads_nowhere(self, models, location):
        with stand_in(SOURCE.repository, files(), Faults(location=location)) as served:
            assert "cannot be reached" in refusal(served, models)

    def test_a_length_that_is_not_the_hubs(self, models):
        with stand_in(SOURCE.repository, files(), Faults(other_length=1000)) as served:
            assert "its length is not 127.0.0.1:" in refusal(served, models)

    def test_a_hub_that_is_not_there(self, models):
        with stand_in(SOURCE.repository, files()) as served:
            pass
        assert "cannot be reached" in refusal(served, models)

    def test_an_answer_that_is_not_the_hubs(self, models):
        with stand_in(SOURCE.repository, files(), Faults(lists_nothing=True)) as served:
            assert "does not answer as the hub does" in refusal(served, models)

    @pytest.mark.parametrize("name", ["../../x", "/etc/x", "", "zz" * 32])
    def test_a_hash_that_is_none_names_no_file(self, models, monkeypatch, name):
        with stand_in(SOURCE.repository, files()) as served:
            monkeypatch.setattr(served, "sha", lambda path: name)
            monkeypatch.setattr(served, "blob", lambda path: name)
            assert "does not answer as the hub does" in refusal(served, models)

    def test_a_file_that_the_hub_no_longer_has(self, models):
        without = {path: data for path, data in files().items() if not path.startswith("vae/d")}
        with stand_in(SOURCE.repository, without) as served:
            assert "has no vae/*.fp16.safetensors" in refusal(served, models)

    def test_a_file_that_arrives_damaged_twice(self, models):
        with stand_in(SOURCE.repository, files(big=BIG), Faults(corrupt=1000)) as served:
            assert "arrived damaged twice" in refusal(served, models)

    def test_a_proxy_that_sends_whole_files_only(self, models):
        # The first cuts may meet the question whether it may: that is answered with a whole file.
        cuts = [number * 1_000_000 for number in range(1, 8)]
        faults = Faults(ignore_ranges=True, cut_at=cuts)
        with stand_in(SOURCE.repository, files(big=BIG), faults) as served:
            assert "sends whole files only" in refusal(served, models)

    def test_a_name_that_is_not_on_the_hub(self, models):
        with pytest.raises(SvdError, match="no model called svd-9 to download"):
            download("svd-9", models, Hub())

    def test_a_disk_without_room_before_anything_is_written(self, models, monkeypatch):
        monkeypatch.setattr(parts, "_SPARE", 2**60)
        with stand_in(SOURCE.repository, files(big=BIG)) as served:
            assert "needs 0.0 GB on the disk" in refusal(served, models)
            assert served.sent <= 1  # asked for to see whether it may

    def test_a_model_that_is_there_already_before_the_hub_is_asked(self, models):
        (models / "svd").mkdir()
        with stand_in(SOURCE.repository, files()) as served:
            assert "There is a model called svd already." in refusal(served, models)
            assert served.requests == []

    def test_a_second_download_of_the_same_model(self, models):
        with stand_in(SOURCE.repository, files()) as served, downloading._alone(models, "svd"):
            assert "is being downloaded by another program" in refusal(served, models)


class TestOvercome:
    def test_a_model_has_the_needed_files_alone_and_their_hashes(self, models):
        with stand_in(SOURCE.repository, files()) as served:
            card = fetch(served, models)
        assert installed(models) == {"svd": card}
        assert card.source == f"{SOURCE.repository}@{COMMIT}"
        names = {file.path for file in card.files}
        assert "svd.safetensors" not in names
        assert "README.md" not in names
        assert (models / "svd" / "LICENSE.md").read_bytes() == b"You may."
        for file in card.files:
            assert (models / "svd" / file.path).read_bytes() == served.files[file.path]
            assert file.sha256 == served.sha(file.path)

    @pytest.mark.parametrize(
        "faults",
        [
            Faults(status={"main": [429, 503]}, retry_after="0"),
            Faults(status={"config.json": [500]}),
            Faults(cut_at=[1, 500_000, 500_001, 2_000_000]),
            Faults(corrupt=1),
            Faults(short=2),
            Faults(other_part=3),
            Faults(other_length=3),
        ],
        ids=["busy", "broken", "dropped", "damaged", "early", "another part", "another length"],
    )
    def test_what_passes_ends_in_success(self, models, faults):
        with stand_in(SOURCE.repository, files(big=BIG), faults) as served:
            fetch(served, models)
        assert (models / "svd" / "LICENSE-big.bin").read_bytes() == BIG

    def test_what_was_stopped_is_not_listed_and_goes_on(self, models):
        stop, told = Event(), []
        faults = Faults(
            on_sent=lambda sent: stop.set() if sent > 1_500_000 else None, bytes_per_second=20e6
        )
        with stand_in(SOURCE.repository, files(big=BIG), faults) as served:
            with pytest.raises(DownloadStoppedError):
                fetch(served, models, stop=stop)
            assert installed(models) == {}
            faults.on_sent = None
            fetch(served, models, report=told.append)
            again = served.sent - sum(map(len, needed(served)))
            assert again < 1_000_000  # what was on its way when it was stopped
        assert told[-1].done == told[-1].total

    @pytest.mark.parametrize("silent_at", ["list", "file"])
    def test_a_stop_does_not_wait_for_a_hub_that_is_silent(self, models, silent_at):
        stop, speaks = Event(), Event()
        while_it_waits, after_all = Timer(0.5, stop.set), Timer(20, speaks.set)
        first = Lock()

        def say_nothing(sent: int = 2_000_000) -> None:
            if sent > 1_500_000:
                if first.acquire(blocking=False):
                    while_it_waits.start()
                speaks.wait()

        class SilentList(StandIn):
            def info(self) -> dict:
                say_nothing()
                return super().info()

        kind, faults = StandIn, Faults(on_sent=say_nothing)
        if silent_at == "list":
            kind, faults = SilentList, Faults()
        with stand_in(SOURCE.repository, files(big=BIG), faults, kind=kind) as served:
            after_all.start()
            try:
                with pytest.raises(DownloadStoppedError):
                    fetch(served, models, stop=stop)
                assert not speaks.is_set()
            finally:
                speaks.set()
                for timer in (while_it_waits, after_all):
                    timer.cancel()
                    timer.join()

    def test_a_disk_that_fills_up_is_told_so_and_costs_nothing_that_came(self, models, monkeypatch):
        real = PartFile.write

        def full(part, segment, data):
            if part.size == len(BIG) and part.done > 1_500_000:
                raise OSError(errno.ENOSPC, "full")
            return real(part, segment, data)

        with stand_in(SOURCE.repository, files(big=BIG), Faults(bytes_per_second=20e6)) as served:
            monkeypatch.setattr(PartFile, "write", full)
            with pytest.raises(OSError) as caught:
                fetch(served, models)
            assert reason_of(caught.value).kind == "disk"
            assert installed(models) == {}
            monkeypatch.setattr(PartFile, "write", real)
            fetch(served, models)
            assert served.sent - sum(map(len, needed(served))) < 1_000_000
        assert (models / "svd" / "LICENSE-big.bin").read_bytes() == BIG

    def test_what_is_discarded_leaves_nothing(self, models):
        staging = staging_folder(models, "svd")
        (staging / "unet").mkdir(parents=True)
        discard(models, "svd")
        assert not staging.exists()

    def test_a_file_that_changed_on_the_hub_is_not_mixed_with_the_old_one(self, models):
        stop = Event()
        faults = Faults(on_sent=lambda sent: stop.set() if sent > 1_500_000 else None)
        with stand_in(SOURCE.repository, files(big=BIG), faults) as served:
            with pytest.raises(DownloadStoppedError):
                fetch(served, models, stop=stop)
            faults.on_sent = None
            served.files["LICENSE-big.bin"] = BIG[::-1]
            fetch(served, models)
        assert (models / "svd" / "LICENSE-big.bin").read_bytes() == BIG[::-1]

    def test_what_the_ordinary_cache_has_is_not_fetched_again(self, models, tmp_path, monkeypatch):
        monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "cache"))
        with stand_in(SOURCE.repository, files(big=BIG)) as served:
            name = f"models--{SOURCE.repository.replace('/', '--')}"
            blobs = tmp_path / "cache" / name / "blobs"
            blobs.mkdir(parents=True)
            (blobs / served.sha("LICENSE-big.bin")).write_bytes(BIG)
            fetch(served, models)
            assert not [path for _, path, _ in served.requests if "LICENSE-big" in path]
        assert (models / "svd" / "LICENSE-big.bin").stat().st_nlink == 2

    def test_a_cache_on_another_disk_is_copied_from(self, models, tmp_path, monkeypatch):
        def refuse(source, target):
            raise OSError(errno.EXDEV, "another disk")

        monkeypatch.setattr(os, "link", refuse)
        monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "cache"))
        with stand_in(SOURCE.repository, files(big=BIG)) as served:
            name = f"models--{SOURCE.repository.replace('/', '--')}"
            # As it is where the cache has no links: the file lies in the revision's folder.
            there = tmp_path / "cache" / name / "snapshots" / COMMIT / "LICENSE-big.bin"
            there.parent.mkdir(parents=True)
            there.write_bytes(BIG)
            fetch(served, models)
            assert not [path for _, path, _ in served.requests if "LICENSE-big" in path]
        assert (models / "svd" / "LICENSE-big.bin").read_bytes() == BIG
        assert there.read_bytes() == BIG

    def test_a_file_of_the_cache_with_another_hash_is_not_taken(
        self, models, tmp_path, monkeypatch
    ):
        monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "cache"))
        with stand_in(SOURCE.repository, files(big=BIG)) as served:
            name = f"models--{SOURCE.repository.replace('/', '--')}"
            blob = tmp_path / "cache" / name / "blobs" / served.sha("LICENSE-big.bin")
            blob.parent.mkdir(parents=True)
            blob.write_bytes(BIG[::-1])
            fetch(served, models)
        assert (models / "svd" / "LICENSE-big.bin").read_bytes() == BIG
        assert blob.read_bytes() == BIG[::-1]

    def test_a_stop_while_a_file_is_checked_keeps_it_all(self, models, monkeypatch):
        stop = Event()
        real = downloading._is_right

        def stopped(path, file, stop):
            if path.parent.name == ".parts" and file.path == "LICENSE-big.bin":
                stop.set()
            return real(path, file, stop)

        with stand_in(SOURCE.repository, files(big=BIG)) as served:
            monkeypatch.setattr(downloading, "_is_right", stopped)
            with pytest.raises(DownloadStoppedError):
                fetch(served, models, stop=stop)
            assert installed(models) == {}
            monkeypatch.setattr(downloading, "_is_right", real)
            fetch(served, models)
            first_bytes = 2  # each call asks for one, to see whether it may
            assert served.sent == sum(map(len, needed(served))) + first_bytes


class TestToken:
    def test_it_goes_to_the_hub_alone_and_into_no_file(self, models, tmp_path):
        with stand_in(SOURCE.repository, files(big=BIG), Faults(gated=403)) as served:
            fetch(served, models, token="hf_right")
        hub, elsewhere = served.endpoint[7:], served.elsewhere[7:]
        assert {token for host, _, token in served.requests if host == hub} == {"Bearer hf_right"}
        assert {token for host, _, token in served.requests if host == elsewhere} == {None}
        written = [path for path in tmp_path.rglob("*") if path.is_file()]
        assert written
        assert not [path for path in written if b"hf_right" in path.read_bytes()]


@pytest.mark.skipif(os.name == "nt", reason="kills by signal")
def test_cuts_and_kills_at_random_bytes_cost_little(tmp_path):
    told = interrupted(tmp_path, size=20_000_000, cuts=20, bytes_per_second=10e6)
    assert told.right
    assert told.starts == 11
    assert not told.listed_early
    assert told.sent < 1.1 * told.needed


def test_the_hubs_own_library_takes_the_stand_in_for_the_hub(tmp_path):
    code = (
        "import sys; from huggingface_hub import snapshot_download; "
        "print(snapshot_download(sys.argv[1], cache_dir=sys.argv[2]))"
    )
    with stand_in(SOURCE.repository, files(big=BIG)) as served:
        ran = subprocess.run(
            [sys.executable, "-c", code, SOURCE.repository, str(tmp_path)],
            env=os.environ
            | {"HF_ENDPOINT": served.endpoint, "HF_HUB_DISABLE_XET": "1", "HF_HUB_OFFLINE": "0"},
            capture_output=True, text=True,
        )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    folder = Path(ran.stdout.strip())
    assert (folder / "LICENSE-big.bin").read_bytes() == BIG
