"""Sentences of the layers below in Korean: raised for real, with their values as they were."""

from __future__ import annotations

import errno
import json
import os
import re
from pathlib import Path

import pytest

from svd_desktop.app import sentences
from svd_desktop.app.sentences import templates, told, translated
from svd_desktop.backends.outcome import describe_exit
from svd_desktop.core.errors import Reason, SvdError, reason_of
from svd_desktop.core.memory import DeviceMemory, plan
from svd_desktop.core.request import RenderRequest
from svd_desktop.library import preset_files
from svd_desktop.media import export
from svd_desktop.media.images import open_image
from svd_desktop.media.presets import PRESETS
from svd_desktop.models.catalogue import find_model, published
from svd_desktop.models.checkpoint import check_folder
from svd_desktop.models.costs import known_costs
from tests.made import request

GIB = 2**30


def raised(action, *arguments, **named) -> str:
    """What the window says of the error that an action ends with."""
    with pytest.raises(SvdError) as caught:
        action(*arguments, **named)
    return told(caught.value.reason)


def test_an_english_window_compares_nothing(qapp, monkeypatch):
    monkeypatch.setattr(sentences, "_by_letter", lambda: pytest.fail("it was compared"))
    assert translated("The disk is full.") == "The disk is full."
    assert told(Reason("disk", "The disk is full.", "Free some.")) == "The disk is full. Free some."


def test_words_that_no_layer_says_stay_as_they_are(korean):
    for text in ("", "a", "It needs 7.5 GiB.", "Nothing helps. Not at all.", "한국어입니다."):
        assert translated(text) == text


def test_in_english_every_sentence_stays_as_it_is():
    """A template that is filled again gives the very text."""
    for template in templates():
        for value in ("7", "/a b/c.png", "no space left on device", "{0}", "a. b. c"):
            sentence = value.join(template.literals)
            assert translated(sentence) == sentence


def test_every_sentence_is_recognised(korean):
    """Each by its own template, or by one in which more is its own."""
    names = {model.title for model in published().values()}  # the same in any language
    names |= {preset.label for preset in PRESETS.values()}
    for template in templates():
        sentence = "7".join(template.literals)
        assert translated(sentence) != sentence or sentence in names


@pytest.mark.parametrize(
    ("content", "korean_words"),
    [
        (b"", "빈 파일입니다. 원래 있던 곳에서 다시 복사하십시오."),
        (b"no picture", "읽을 수 있는 사진이 아닙니다. PNG로 저장하십시오."),
    ],
)
def test_a_picture_that_cannot_be_read(korean, tmp_path, content, korean_words):
    path = tmp_path / "old scan is empty. Use 3 to 4.png"
    path.write_bytes(content)
    assert raised(open_image, path) == f"{path}: {korean_words}"


def test_a_picture_that_is_gone(korean, tmp_path):
    path = tmp_path / "사진.png"
    assert raised(open_image, path) == f"{path}: 파일을 찾을 수 없습니다. 이름을 확인하십시오."


def test_a_model_that_is_not_there(korean, tmp_path):
    assert raised(find_model, "svd-xt", tmp_path).startswith(
        "Stable Video Diffusion XT 모델이 이 컴퓨터에"
    )
    (tmp_path / "model_index.json").write_text("[]")
    said = raised(check_folder, tmp_path)
    assert said.startswith(f"{tmp_path}: 완전한 Stable Video Diffusion 모델이 아닙니다.")
    assert said.endswith("모델을 다시 받거나 가져오십시오.")


def test_memory_that_is_not_enough(korean):
    """The engine's own words for a plan that fits nowhere, with and without a smaller clip."""
    from svd_desktop.engine.render import _too_large

    model = published()["svd-xt"]
    costs = known_costs(model.folder)
    asked = request(model="svd-xt", width=1024, height=576, frames=25)
    planned = plan(asked, DeviceMemory("cuda:0", "fp16", 13 * GIB // 4, 64 * GIB), costs)
    assert len(planned.offers) == 2
    said = told(_too_large(planned).reason)
    assert "cuda:0 장치에서 쓸 수 있는 메모리는 2.2 GiB입니다." in said
    for offer in planned.offers:
        assert f"{offer.width}x{offer.height} 크기에 {offer.frames}프레임" in said
    planned = plan(asked, DeviceMemory("cpu", "fp32", GIB // 8, GIB), costs)
    assert planned.offers == ()
    assert told(_too_large(planned).reason).endswith("다른 프로그램을 닫으십시오.")


def test_a_full_disk(korean):
    assert told(reason_of(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC)))).startswith(
        "디스크가 가득 찼습니다."
    )


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a disk that is full")
def test_a_full_disk_while_a_clip_is_delivered(korean):
    def deliver():
        with export._disk_errors(Path("/dev")), Path("/dev/full").open("wb", 0) as file:
            file.write(b"a clip")

    assert raised(deliver) == (
        "/dev: 쓸 수 없습니다(디스크 공간 부족). 디스크 공간을 확보한 다음 다시 시도하십시오."
    )


@pytest.mark.parametrize(
    ("changes", "message", "remedy"),
    [
        ({"width": 1001}, "width 항목에는 1001 값을", "8의 배수를 사용하십시오(예: 1000)."),
        ({"steps": 0}, "steps 항목에는 0 값을", "1~100 범위의 값을 사용하십시오."),
        ({"seed": 1.5}, "seed 항목에는 1.5 값을", "정수를 사용하십시오."),
        ({"model": ""}, "model 항목에는 '' 값을", "모델의 이름이나 폴더를 지정하십시오."),
    ],
)
def test_settings_that_are_refused(korean, changes, message, remedy):
    assert raised(request, **changes) == f"{message} 쓸 수 없습니다. {remedy}"


def test_a_sentence_in_a_sentence_is_translated_too(korean, tmp_path):
    path = tmp_path / "old.json"
    path.write_text(json.dumps({**request().to_json(), "version": 9}))
    assert raised(preset_files.read, path) == (
        "old.json: 이 버전의 프리셋이 아닙니다. version 항목에는 9 값을 쓸 수 없습니다."
        " 이 프로그램에서 내보낸 파일을 선택하십시오."
    )


def test_several_sentences_are_translated_each(korean):
    note = f"The render process {describe_exit(-9)}. Taken up again after step 3."
    assert translated(note) == (
        "렌더링 프로세스가 강제 종료되었습니다. 컴퓨터의 메모리가 부족했을 수 있습니다."
        " 3단계 다음부터 다시 이어집니다."
    )


def test_words_of_the_system_are_translated_with_or_without_their_capital(korean):
    for why in ("Permission denied", "permission denied"):
        assert translated(f"/a cannot be written: {why}.") == "/a: 쓸 수 없습니다(권한 없음)."


def test_of_two_templates_the_one_that_says_more_is_taken(korean):
    """`{0} cannot be {1}.` fits each of these."""
    assert translated("/a cannot be found.") == "/a: 파일을 찾을 수 없습니다."
    assert translated("/a cannot be read: gone.") == "/a: 읽을 수 없습니다(gone)."
    assert translated("Use auto, resident.") != translated("Use one of: auto, resident.")


def test_a_reason_that_was_kept_in_the_database(korean):
    with pytest.raises(SvdError) as caught:
        RenderRequest.from_json({"version": 9})
    kept = json.dumps(caught.value.reason.to_json())
    assert told(Reason.from_json(json.loads(kept))).startswith("version 항목에는 9 값을")


def test_a_template_is_compiled_once_however_many_sentences_come(korean, monkeypatch):
    compiled = []
    original = re.compile

    def counting(pattern, flags=0):
        compiled.append(pattern)
        return original(pattern, flags)

    for name in ("templates", "_by_letter"):
        getattr(sentences, name).cache_clear()
    monkeypatch.setattr(sentences.re, "compile", counting)
    for number in range(10_000):
        translated(f"/pictures/{number}.png is empty.")
        if number == 0:
            first = list(compiled)
    assert first
    assert len(first) < len(templates()) / 4  # those alone that may fit
    assert compiled == first
