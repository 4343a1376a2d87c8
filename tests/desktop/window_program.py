"""The whole window as a person starts it, which also tells on stdout what pictures it lists."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from svd_desktop.app.inputs_model import InputsModel
from svd_desktop.ui.main import run


def main() -> None:
    add = InputsModel.add

    def add_and_tell(self: InputsModel, paths: list[Path]) -> None:
        add(self, paths)
        names = [self.index(row).data() for row in range(self.rowCount())]
        sys.stdout.write(json.dumps(names) + "\n")
        sys.stdout.flush()

    InputsModel.add = add_and_tell
    sys.exit(run([]))


if __name__ == "__main__":
    main()
