"""What is taken of what browsers, file managers and editors offer."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage

from svd_desktop.app.offers import Offer, is_offer, offers_in, shown

LINK, PICTURE = "https://example.org/page", "https://example.org/a%20boat.jpg?size=2"


def mime(*urls: str, html: str = "", text: str = "", moz: str = "", image: bool = False):
    data = QMimeData()
    if urls:
        data.setUrls([QUrl(url) for url in urls])
    if html:
        data.setHtml(html)
    if text:
        data.setText(text)
    if moz:
        data.setData("text/x-moz-url", moz.encode("utf-16-le"))
    if image:
        data.setImageData(QImage(4, 3, QImage.Format.Format_RGB32))
    return data


@pytest.mark.parametrize(
    "data",
    [
        mime(),
        mime(text="a sentence about https://example.org"),
        mime("ftp://example.org/a.jpg"),
        mime("data:image/png;base64,AAAA"),
        mime(html="<p>no picture</p>"),
        mime(html='<img src="file:///etc/passwd"><img src="https://example.org/second.jpg">'),
        mime("http:///nowhere.jpg"),
    ],
)
def test_what_is_no_picture_is_not_taken(data: QMimeData) -> None:
    assert not is_offer(data)
    assert offers_in(data) == []


def test_files_go_before_addresses_and_data() -> None:
    data = mime(
        "file:///a.jpg", "file:///b.jpg", PICTURE, html=f'<img src="{PICTURE}">', image=True
    )
    assert is_offer(data)
    assert offers_in(data) == [Offer(files=("/a.jpg", "/b.jpg"))]


def test_a_picture_in_a_link_is_tried_as_the_link_first_then_as_itself_then_as_data() -> None:
    data = mime(
        LINK, moz=f"{LINK}\nIts title", html=f"<a><IMG alt='' SRC='{PICTURE}'></a>", image=True
    )
    assert is_offer(data)
    (offer,) = offers_in(data)
    assert offer.addresses == (LINK, PICTURE)
    assert offer.image is not None


@pytest.mark.parametrize(
    "data",
    [
        mime(PICTURE),
        mime(moz=f"\ufeff{PICTURE}\nA boat"),
        mime(html=f'<meta><img src="{PICTURE}">'),
        mime(html='<img src="https://example.org/a boat.jpg?size=2">'),
        mime(text=f" {PICTURE}\n"),
    ],
)
def test_an_address_is_found_wherever_it_stands(data: QMimeData) -> None:
    assert is_offer(data)
    assert offers_in(data) == [Offer(addresses=(PICTURE,))]


def test_a_list_of_addresses_is_one_picture_each() -> None:
    data = mime(
        "https://example.org/1.jpg", "https://example.org/2.jpg", "https://example.org/1.jpg"
    )
    assert [offer.addresses[0][-5:] for offer in offers_in(data)] == ["1.jpg", "2.jpg"]


def test_data_alone_is_taken() -> None:
    (offer,) = offers_in(mime(image=True))
    assert (offer.addresses, offer.image.width()) == ((), 4)


def test_an_address_is_shown_without_a_password_and_not_endless() -> None:
    assert shown("https://me:secret@example.org/a.jpg") == "https://example.org/a.jpg"
    assert len(shown(f"https://example.org/{'a' * 5000}")) == 120
