"""XML as editors read it: UTF-8 with its declaration, indented."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring


def add(parent: Element, tag: str, text: object = None, **attributes: object) -> Element:
    """A new last child of `parent`; attributes that are None are left out."""
    given = {name: str(value) for name, value in attributes.items() if value is not None}
    child = SubElement(parent, tag, given)
    if text is not None:
        child.text = str(text)
    return child


def document(root: Element, doctype: str = "") -> bytes:
    """The whole file. `doctype` is the name that a DOCTYPE declares, where the format has one."""
    indent(root)
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    if doctype:
        head += f"<!DOCTYPE {doctype}>\n"
    text: str = tostring(root, encoding="unicode")
    return f"{head}{text}\n".encode()
