"""A stranger's program: a window that takes files dropped on it, and says which."""

from __future__ import annotations

import json
import sys

from PySide6.QtCore import Qt
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QLabel


class Target(QLabel):
    """Would rather move the files, as a file manager on the same disk; says what it got."""

    def __init__(self) -> None:
        super().__init__("drop here")
        self.setWindowTitle("Another program")
        self.setAcceptDrops(True)
        self.resize(160, 120)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        event.setDropAction(Qt.DropAction.MoveAction)
        event.acceptProposedAction()
        say("entered")

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        names = [url.toLocalFile() for url in event.mimeData().urls()]
        say(json.dumps({"action": event.dropAction().name, "files": names}))


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    application = QApplication(sys.argv)
    target = Target()
    target.show()
    sys.exit(application.exec())


if __name__ == "__main__":
    main()
