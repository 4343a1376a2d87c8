"""The window without its widgets, for killing: the real worker, backend and render process.

Prints what happens as JSON lines. `begin` as an argument is the click on "Start queue"; lines on
stdin are what a person does: `pause`, `begin`, `shut`. It closes by itself when the queue is empty.
"""

import json
import sys
import threading

from PySide6.QtCore import QCoreApplication

from svd_desktop.app.render_worker import RenderWorker
from svd_desktop.backends.process import ProcessBackend
from svd_desktop.core.events import to_json
from svd_desktop.library.folders import find_folders


def say(**data: object) -> None:
    sys.stdout.write(json.dumps(data) + "\n")
    sys.stdout.flush()


def main() -> None:
    app = QCoreApplication(sys.argv)
    folders = find_folders()
    backend = ProcessBackend(folders.logs / "render-process.log")
    worker = RenderWorker(folders, lambda: backend)
    worker.recovered.connect(lambda jobs: say(recovered=[[job.id, job.note] for job in jobs]))
    worker.job_changed.connect(lambda job: say(job=job.id, state=job.state.value, note=job.note))
    worker.reported.connect(lambda event: say(**to_json(event), render_process=backend.pid))
    worker.idle.connect(worker.shut)
    worker.finished.connect(app.quit)
    worker.start()
    if "begin" in sys.argv:
        worker.begin()

    def listen() -> None:
        does = {"pause": worker.pause_now, "begin": worker.begin, "shut": worker.shut}
        for line in sys.stdin:
            does[line.strip()]()

    threading.Thread(target=listen, daemon=True).start()
    app.exec()
    worker.wait()
    say(closed=True)


if __name__ == "__main__":
    main()
