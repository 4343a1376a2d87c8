"""What a drop or the clipboard offers: files, addresses of pictures, or a picture itself."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QImage

_LETTERS = 120  # of an address in a sentence
_MOZILLA = "text/x-moz-url"  # UTF-16: an address, a line end, its title


@dataclass(frozen=True)
class Offer:
    """Files where there are some; else each of `addresses` in turn until one gives a picture, and
    `image` when none does: a browser gives a picture's data beside its address, often reduced."""

    files: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()
    image: QImage | None = None


def is_offer(data: QMimeData) -> bool:
    """Whether there is something for `offers_in`; looks at no picture's data."""
    return data.hasImage() or bool(_files(data) or _addresses(data))


def offers_in(data: QMimeData) -> list[Offer]:
    files = _files(data)
    if files:
        return [Offer(files)]
    listed = [_encoded(url) for url in data.urls() if _is_web(url)]
    if len(listed) > 1:  # one after the other, and not one instead of the other
        return [Offer(addresses=(address,)) for address in dict.fromkeys(listed)]
    image = data.imageData() if data.hasImage() else None
    if not isinstance(image, QImage) or image.isNull():
        image = None
    offer = Offer(addresses=_addresses(data), image=image)
    return [offer] if offer != Offer() else []


def _files(data: QMimeData) -> tuple[str, ...]:
    return tuple(name for url in data.urls() if (name := url.toLocalFile()))


def _addresses(data: QMimeData) -> tuple[str, ...]:
    """The likeliest first: a picture in a link is dragged as the link, and its own address is
    only in the HTML."""
    urls = list(data.urls())
    if data.hasFormat(_MOZILLA):
        moz = bytes(data.data(_MOZILLA).data()).decode("utf-16-le", errors="ignore")
        urls += map(QUrl, moz.lstrip("\ufeff").splitlines()[:1])
    if data.hasHtml():
        urls += map(QUrl, _sources(data.html()))
    if not urls and data.hasText():
        text = data.text().strip()
        urls += [QUrl(text)] if len(text.split()) == 1 else []
    return tuple(dict.fromkeys(_encoded(url) for url in urls if _is_web(url)))


def _encoded(url: QUrl) -> str:
    return url.toString(QUrl.ComponentFormattingOption.FullyEncoded)


def _is_web(url: QUrl) -> bool:
    return url.isValid() and url.scheme() in ("http", "https") and bool(url.host())


def _sources(html: str) -> list[str]:
    """Of the first picture in it: more of them are a page and not a picture."""
    from html.parser import HTMLParser

    found: list[str] = []

    class Pictures(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag == "img" and not found:
                found.extend(value for name, value in attrs if name == "src" and value)

    Pictures().feed(html)
    return found


def shown(address: str) -> str:
    """An address as it may be shown and logged: without a password, and not endless."""
    url = QUrl(address)
    url.setUserInfo("")  # which leaves an @
    text = url.toDisplayString().replace("//@", "//", 1)
    return text if len(text) <= _LETTERS else f"{text[: _LETTERS - 1]}…"
