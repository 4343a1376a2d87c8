"""Brings resources/translations up to date with the texts in the code: `translations.py [CODE]`.

Collects every text into each svd_desktop_CODE.ts with Qt's lupdate, makes the .qm that the window
loads with lrelease, and lists what waits for its translation. With a CODE a file for a new language
is begun. lupdate knows `self.tr("...")` and `QCoreApplication.translate("context", "...")`; texts
of `_tr("...")` and of the layers that know no Qt are written into a file for it. What those layers
say is also listed in sentences.json, by which the window recognises it.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from pathlib import Path

import PySide6
from sentence_templates import Sources

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from svd_desktop.app.render_worker import HOLDER  # noqa: E402
from svd_desktop.app.sentences import CONTEXT  # noqa: E402
from svd_desktop.cli.render import HOLDER as HOLDER_OF_CLI  # noqa: E402
from svd_desktop.core.parameters import INTERVAL, PARAMETERS  # noqa: E402
from svd_desktop.core.request import RUNGS  # noqa: E402
from svd_desktop.media.presets import PRESETS  # noqa: E402
from svd_desktop.models.catalogue import embedded, published  # noqa: E402

CODE = ROOT / "svd_desktop"
FOLDER = ROOT / "resources" / "translations"
SENTENCES = FOLDER / "sentences.json"
TOOLS = Path(PySide6.__file__).parent
# Of what an operating system says of files, what people meet.
SYSTEM = (
    "Device or resource busy",
    "Disk quota exceeded",
    "File exists",
    "File name too long",
    "File too large",
    "Input/output error",
    "Is a directory",
    "No such file or directory",
    "No space left on device",
    "Not a directory",
    "Operation not permitted",
    "Permission denied",
    "Read-only file system",
)
HOLDERS = (HOLDER, HOLDER_OF_CLI, "{0} (process {1})", "another render process")
Text = tuple[str, str]  # context, source


def main() -> int:
    for code in sys.argv[1:]:
        collect(FOLDER / f"svd_desktop_{code}.ts")
    waiting = False
    SENTENCES.write_text(json.dumps(sentences(), indent=1) + "\n", encoding="utf-8")
    for path in sorted(FOLDER.glob("svd_desktop_*.ts")):
        collect(path)
        release(path)
        for context, source in unfinished(path):
            waiting = True
            print(f"{path.name}: {context}: {source}")
    return 1 if waiting else 0


def collect(path: Path) -> None:
    """Adds what is new in the code to a .ts file and takes out what is no longer there."""
    with tempfile.TemporaryDirectory() as folder:
        generated = Path(folder) / "generated.py"
        calls = (f"QCoreApplication.translate({c!r}, {s!r})" for c, s in hidden_texts())
        generated.write_text("\n".join(calls) + "\n", encoding="utf-8")
        sources = [str(source) for source in sorted(CODE.rglob("*.py"))]
        # Without line numbers: they change with every edit and mean nothing to a translator.
        options = ["-silent", "-no-obsolete", "-locations", "none", "-source-language", "en"]
        subprocess.run(
            [TOOLS / tool("lupdate"), *options, *sources, generated, "-ts", path], check=True
        )


def release(path: Path) -> None:
    target = path.with_suffix(".qm")
    subprocess.run([TOOLS / tool("lrelease"), "-silent", path, "-qm", target], check=True)


def tool(name: str) -> str:
    return f"{name}.exe" if sys.platform == "win32" else name


def messages(path: Path) -> Iterator[tuple[Text, str, bool]]:
    """Every text of a .ts file with its translation, and whether that is finished."""
    for context in ElementTree.parse(path).getroot().iter("context"):
        name = context.findtext("name") or ""
        for message in context.iter("message"):
            translation = message.find("translation")
            text = (translation.text or "") if translation is not None else ""
            finished = bool(text) and translation is not None and not translation.get("type")
            yield (name, message.findtext("source") or ""), text, finished


def unfinished(path: Path) -> list[Text]:
    return [text for text, _, finished in messages(path) if not finished]


def sentences() -> list[str]:
    """Every sentence of the layers below the window, and the words that may stand in them."""
    titles = (model.title for model in (*embedded().values(), *published().values()))
    presets = (text for preset in PRESETS.values() for text in (preset.label, preset.help))
    return sorted({*Sources(ROOT).templates(), *titles, *presets, *RUNGS, *SYSTEM, *HOLDERS})


def hidden_texts() -> list[Text]:
    """Texts that lupdate does not see, or would put under another context than Qt looks in."""
    found: dict[Text, None] = {}
    for parameter in (*PARAMETERS.values(), *INTERVAL):
        for text in (parameter.label, parameter.help, parameter.unit):
            if text:
                found["parameters", text] = None
    for text in sentences():
        found[CONTEXT, text] = None
    for path in sorted(CODE.rglob("*.py")):
        for text in _by_helper(ast.parse(path.read_text(encoding="utf-8"))):
            found[text] = None
    return list(found)


def _by_helper(tree: ast.Module) -> Iterator[Text]:
    """Of a module with `def _tr(text): return QCoreApplication.translate("context", text)`."""
    helpers = [x for x in tree.body if isinstance(x, ast.FunctionDef) and x.name == "_tr"]
    for helper in helpers:
        context = next(
            node.args[0].value
            for node in ast.walk(helper)
            if isinstance(node, ast.Call) and isinstance(node.args[0], ast.Constant)
        )
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "_tr":
                yield context, ast.literal_eval(node.args[0])


if __name__ == "__main__":
    sys.exit(main())
