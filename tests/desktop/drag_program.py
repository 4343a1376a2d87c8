"""A stranger's program: a window from which the files named as arguments can be dragged."""

from __future__ import annotations

import sys
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QDrag, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel


class Files(QLabel):
    """Begins a drag when the pointer has moved far enough with the button down.

    Says what the target under the pointer would do with the files, and what it did.
    """

    def __init__(self, paths: list[Path]) -> None:
        super().__init__("drag me")
        self._paths = paths
        self._pressed = QPoint()
        self.setWindowTitle("A file manager")
        self.resize(160, 120)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        far = event.position().toPoint() - self._pressed
        if far.manhattanLength() < QApplication.startDragDistance():
            return
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in self._paths])
        drag = QDrag(self)
        drag.setMimeData(data)
        drag.actionChanged.connect(lambda action: say(f"would {action.name}"))
        done = drag.exec(Qt.DropAction.CopyAction | Qt.DropAction.MoveAction)
        say(f"did {done.name}")


def say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def main() -> None:
    application = QApplication(sys.argv)
    files = Files([Path(argument) for argument in sys.argv[1:]])
    files.show()
    sys.exit(application.exec())


if __name__ == "__main__":
    main()
