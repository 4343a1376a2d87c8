"""A person's presets: what cannot be is refused in a sentence, what can be is encoded so."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import pytest
from PIL import Image

from svd_desktop.core.errors import SvdError
from svd_desktop.media.codecs import Dial
from svd_desktop.media.encoding import encode
from svd_desktop.media.own_presets import OwnPreset, bound, dial_of, value_of
from svd_desktop.media.presets import PRESETS, AnyPreset, SequencePreset, VideoPreset

LOSSY = [
    (name, codec.encoder)
    for name, preset in PRESETS.items() if isinstance(preset, VideoPreset)
    for codec in preset.codecs if codec.dial
]  # fmt: skip
PICTURES = ["png", "exr"]


def noise() -> np.ndarray:
    """Two frames of eight-pixel squares, [2, 128, 256, 3]: quality shows in the file's size."""
    squares = np.random.default_rng(0).integers(0, 256, (2, 16, 32, 3), np.uint8)
    return squares.repeat(8, 1).repeat(8, 2)


def made(folder: Path, own: OwnPreset) -> Path:
    preset = own.preset()
    path = folder / f"{own.name}{preset.suffix}"
    encode(preset, noise(), Fraction(25), path, {})
    return path


def dial(preset: AnyPreset) -> Dial:
    found = dial_of(preset)
    assert found
    return found


class TestRefused:
    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("", "cannot be called ''. Use a to z, 0 to 9 and single dashes"),
            ("Nightly", "cannot be called 'Nightly'"),
            ("a b", "cannot be called 'a b'"),
            ("../a", "cannot be called"),
            ("a--b", "cannot be called"),
            ("-a", "cannot be called"),
            ("a\n", "cannot be called"),
            ("küche", "cannot be called"),
            ("a" * 41, "at most 40"),
            (7, "cannot be called 7"),
            ("png", "png is a built-in preset. Choose another name."),
            ("con", "Windows takes no file that is called con."),
        ],
    )
    def test_a_name(self, name: str, words: str) -> None:
        with pytest.raises(SvdError, match=words) as refused:
            OwnPreset(name, "h264-review")
        assert refused.value.reason.kind == "request"

    @pytest.mark.parametrize(
        ("values", "words"),
        [
            ({"origin": "betamax"}, "There is no preset 'betamax', or not any more. Use one of: "),
            ({"label": "two\nlines"}, "cannot be a preset's label. Use one line of at most 60"),
            ({"label": "  "}, "cannot be a preset's label"),
            ({"label": "a" * 61}, "cannot be a preset's label"),
            ({"label": 4}, "4 cannot be a preset's label"),
            ({"encoder": "libx265"},
             "H.264 for review cannot be made by the encoder 'libx265'. "
             "Use one of: libx264, h264_nvenc"),
            ({"origin": "png", "encoder": "libx264"}, "is written by no encoder of ffmpeg"),
            ({"quality": 0},
             "The quality of H.264 for review by libx264 cannot be 0. "
             "Use a whole number from 1 to 51. The lower, the better"),
            ({"quality": 52}, "cannot be 52"),
            ({"quality": 16.5}, "cannot be 16.5"),
            ({"quality": True}, "cannot be True"),
            ({"quality": "16"}, "cannot be '16'"),
            ({"encoder": "h264_videotoolbox", "quality": 101},
             "by h264_videotoolbox cannot be 101. Use a whole number from 1 to 100."),
            ({"compression": 3}, "has no compression to choose. Choose its quality instead."),
            ({"origin": "png", "quality": 3}, "no quality to choose. Choose its compression"),
            ({"origin": "png", "compression": 10}, "compression of PNG sequence cannot be 10"),
            ({"origin": "tiff", "compression": 1}, "no compression to choose. Leave it as it is."),
            ({"origin": "ffv1", "quality": 1}, "has no quality to choose. Leave it as it is."),
        ],
    )  # fmt: skip
    def test_a_value(self, values: dict[str, object], words: str) -> None:
        with pytest.raises(SvdError) as refused:
            OwnPreset(**{"name": "mine", "origin": "h264-review", **values})  # type: ignore[arg-type]
        assert words in str(refused.value)
        assert refused.value.reason.kind == "request"

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"version": 2}, "Its version is 2. Use version 1."),
            ({"crf": 3}, "Nothing of a preset is called 'crf'. Leave it out."),
            ({"name": "Mine"}, "cannot be called 'Mine'"),
        ],
    )
    def test_what_no_version_wrote(self, changes: dict[str, object], words: str) -> None:
        with pytest.raises(SvdError, match=words):
            OwnPreset.from_json({"version": 1, "name": "mine", "origin": "png", **changes})

    def test_what_lacks_its_origin(self) -> None:
        with pytest.raises(SvdError, match="It lacks its name or its origin"):
            OwnPreset.from_json({"version": 1, "name": "mine"})


class TestMade:
    def test_it_is_its_origin_but_for_what_was_changed(self) -> None:
        own = OwnPreset("mine", "h264-edit", "For the cut").preset()
        assert (own.name, own.label) == ("mine", "For the cut")
        assert own.help == "Your own, made from H.264 for editing."
        origin = PRESETS["h264-edit"]
        assert isinstance(own, VideoPreset)
        assert isinstance(origin, VideoPreset)
        assert own.arguments(own.codecs[0]) == origin.arguments(origin.codecs[0])

    def test_without_a_label_it_has_its_name(self) -> None:
        assert OwnPreset("mine", "png").preset().label == "mine"

    def test_without_a_quality_any_encoder_of_its_origin_will_do(self) -> None:
        own = OwnPreset("mine", "av1").preset()
        assert isinstance(own, VideoPreset)
        assert own.codecs == PRESETS["av1"].codecs  # type: ignore[union-attr]

    @pytest.mark.parametrize(
        ("has", "encoder"),
        [
            ({"libsvtav1", "libaom-av1"}, "libsvtav1"),
            ({"libaom-av1", "libx264"}, "libaom-av1"),
            (set(), ""),
        ],
    )
    def test_a_quality_stays_with_the_encoder_that_is_there(
        self, has: set[str], encoder: str
    ) -> None:
        assert bound(OwnPreset("mine", "av1", quality=30), has).encoder == encoder

    def test_only_what_has_a_quality_is_bound_and_to_what_was_chosen(self) -> None:
        free, chosen = OwnPreset("a", "av1"), OwnPreset("b", "av1", encoder="librav1e", quality=9)
        has = {"libsvtav1", "librav1e"}
        assert (bound(free, has), bound(chosen, has)) == (free, chosen)

    @pytest.mark.parametrize(
        "own",
        [
            OwnPreset("mine", "av1", "Küche 한글", "libaom-av1", 3),
            OwnPreset("mine", "png", compression=0),
        ],
    )
    def test_json_gives_it_back(self, own: OwnPreset) -> None:
        assert OwnPreset.from_json(own.to_json()) == own

    @pytest.mark.parametrize("name", PICTURES)
    def test_compression_packs_the_same_pixels_smaller(self, tmp_path: Path, name: str) -> None:
        loose, tight = OwnPreset("loose", name, compression=0), OwnPreset("t", name, compression=9)
        folders = made(tmp_path, loose), made(tmp_path, tight)
        large, small = (sum(x.stat().st_size for x in folder.iterdir()) for folder in folders)
        assert small * 10 < large
        if name == "png":
            one, two = (Image.open(next(folder.glob("*.1001.png"))) for folder in folders)
            assert one.tobytes() == two.tobytes()

    @pytest.mark.parametrize(("name", "encoder"), LOSSY)
    def test_both_ends_of_a_dial_are_films_and_the_better_is_larger(
        self, tmp_path: Path, name: str, encoder: str
    ) -> None:
        turned = dial(OwnPreset("x", name, encoder=encoder).preset())
        ends = {turned.least: "least", turned.most: "most"}
        paths = [
            made(tmp_path, OwnPreset(called, name, encoder=encoder, **{turned.name: value}))
            for value, called in ends.items()
        ]
        sizes = [path.stat().st_size for path in paths]
        if turned.direction == "higher is better":
            assert sizes[0] <= sizes[1]  # DNxHR's and ProRes 4444's differ only in larger frames
        else:
            assert sizes[0] > sizes[1]
        for path in paths:
            if path.suffix != ".webp":  # which libav does not decode when it moves
                with av.open(str(path)) as film:
                    assert sum(1 for _ in film.decode(video=0)) == 2

    @pytest.mark.parametrize(
        ("origin", "quality", "profile", "pixel_format"),
        [
            ("dnxhr-hqx", 1, "DNXHR LB", "yuv422p"),
            ("dnxhr-hqx", 4, "DNXHR HQX", "yuv422p10le"),
            ("dnxhr-hqx-mxf", 3, "DNXHR HQ", "yuv422p"),
            ("prores-422-hq", 1, "LT", "yuv422p10le"),
            ("prores-422-proxy", 2, "Standard", "yuv422p10le"),
            ("prores-4444", 5, "XQ", "yuv444p12le"),
        ],
    )
    def test_a_step_is_the_profile_that_it_says(
        self, tmp_path: Path, origin: str, quality: int, profile: str, pixel_format: str
    ) -> None:
        with av.open(str(made(tmp_path, OwnPreset("mine", origin, quality=quality)))) as film:
            context = film.streams.video[0].codec_context
            assert (context.profile, context.pix_fmt) == (profile, pixel_format)


class TestDials:
    @pytest.mark.parametrize("name", PRESETS)
    def test_a_built_in_preset_stands_inside_its_range(self, name: str) -> None:
        preset = PRESETS[name]
        turned, value = dial_of(preset), value_of(preset)
        if turned is None:
            assert value is None
        else:
            assert value is not None
            assert turned.least <= value <= turned.most
            own = OwnPreset("mine", name, **{turned.name: value}).preset()
            assert value_of(own) == value

    @pytest.mark.parametrize(
        ("name", "least", "most"), [("cineform", 0, 12), ("dnxhr-hqx", 1, 4), ("png", 0, 9)]
    )
    def test_every_step_can_be_read_back(self, name: str, least: int, most: int) -> None:
        turned = dial(PRESETS[name])
        for value in range(least, most + 1):
            assert value_of(OwnPreset("mine", name, **{turned.name: value}).preset()) == value

    def test_what_keeps_every_pixel_or_has_one_way_has_none(self) -> None:
        without = [name for name, preset in PRESETS.items() if dial_of(preset) is None]
        assert without == ["dnxhr-444", "ffv1", "tiff", "gif"]

    def test_pictures_are_packed_and_films_have_a_quality(self) -> None:
        assert all(
            dial(preset).name == "compression"
            for preset in PRESETS.values()
            if isinstance(preset, SequencePreset) and preset.dial
        )
        assert dial(PRESETS["h265"]).name == "quality"
