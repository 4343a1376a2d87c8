"""A desktop notification where there is no tray to send it from, as on GNOME: Linux's own way.

By jeepney, since PySide's Qt cannot say the unsigned number that the call begins with.
"""

from __future__ import annotations

import sys
from typing import Any

_SECONDS = 3.0  # a desktop that does not answer is none
_PLACE = {
    "object_path": "/org/freedesktop/Notifications",
    "bus_name": "org.freedesktop.Notifications",
    "interface": "org.freedesktop.Notifications",
}


def notify(name: str, title: str, text: str) -> bool:
    """Whether the desktop took it. Waits for its answer: not for the window's thread.

    https://specifications.freedesktop.org/notification-spec/latest/protocol.html
    """
    if sys.platform != "linux":
        return False
    from jeepney import DBusAddress, DBusErrorResponse, new_method_call
    from jeepney.io.blocking import open_dbus_connection
    from jeepney.wrappers import unwrap_msg

    body: tuple[Any, ...] = (name, 0, "", title, text, [], {"desktop-entry": ("s", name)}, -1)
    message = new_method_call(DBusAddress(**_PLACE), "Notify", "susssasa{sv}i", body)
    try:
        with open_dbus_connection("SESSION") as connection:
            unwrap_msg(connection.send_and_get_reply(message, timeout=_SECONDS))
    except (OSError, KeyError, ValueError, DBusErrorResponse):  # no bus, or nobody there
        return False
    return True
