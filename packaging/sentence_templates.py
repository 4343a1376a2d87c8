"""Which sentences the layers below the window say to people, read from their sources.

Those layers speak English and know no Qt. Their words are what they pass, or assign, under a name
of WORDS: the message and the remedy of an error, the note of a job. Each text becomes a template,
`{0} is empty.`, whose places stand for values. A place that is filled with words (by a helper's
argument, a choice, a local name, a constant, a list that is joined, or what a function returns) is
filled in here, once for each of the texts that may stand there, so that a translator sees whole
sentences.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

WORDS = {"message", "remedy", "note"}
LAYERS = ("core", "media", "models", "library", "engine", "backends", "dispatch")
PACKAGE = "svd_desktop"
_AS_IT_IS = {"strip", "rstrip", "lstrip"}  # methods that change no words
_DEEP = 8  # of names that stand for names; a function that calls itself ends there

Parts = tuple[str | None, ...]  # text, and None for a value
_VALUE: Parts = (None,)


class UnseenError(Exception):
    """Words that are made in a way that this module does not follow."""


@dataclass
class Module:
    """What is at a module's top, and what it imports from the layers: a module and a name in it."""

    path: Path
    tree: ast.Module
    functions: dict[str, ast.FunctionDef] = field(default_factory=dict)
    classes: dict[str, ast.ClassDef] = field(default_factory=dict)
    imports: dict[str, tuple[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Scope:
    """Where an expression stands: its module, and the functions around it from the inside out."""

    module: Module
    functions: tuple[ast.FunctionDef, ...] = ()


class Sources:
    """The layers' modules in a checkout, and every call in them."""

    def __init__(self, root: Path) -> None:
        folders = (root / PACKAGE / layer for layer in LAYERS)
        paths = [path for folder in folders for path in sorted(folder.rglob("*.py"))]
        self.modules = {
            ".".join(path.relative_to(root).with_suffix("").parts): _read(path) for path in paths
        }
        self.calls = [
            (scope, node)
            for module in self.modules.values()
            for scope, node in _walk(Scope(module), module.tree)
            if isinstance(node, ast.Call)
        ]

    def templates(self) -> list[str]:
        """Every sentence, in order; raises UnseenError, which names the place."""
        found = {}
        for scope, expression in self._roots():
            where = f"{scope.module.path}:{expression.lineno}"
            for parts in self._texts(scope, expression):
                text = "".join(part or "" for part in parts)
                if parts == _VALUE and not _passed_on(expression):
                    raise UnseenError(f"{where}: these words are made out of sight")
                if text.strip():
                    found[_template(parts, where)] = None
        return sorted(found)

    def _roots(self) -> Iterator[tuple[Scope, ast.expr]]:
        """What is passed or assigned as words."""
        for scope, call in self.calls:
            parameters = self._parameters(scope, call.func)
            named = [(keyword.arg, keyword.value) for keyword in call.keywords]
            for name, value in [*zip(parameters, call.args, strict=False), *named]:
                if name in WORDS:
                    yield scope, value
        for module in self.modules.values():
            for scope, node in _walk(Scope(module), module.tree):
                if isinstance(node, ast.Assign) and _name(node.targets[0]) in WORDS:
                    yield scope, node.value

    def _texts(self, scope: Scope, node: ast.expr, depth: int = 0) -> list[Parts]:
        """The texts that an expression may give; a value where it is none that is seen here."""
        if depth > _DEEP:
            return [_VALUE]
        match node:
            case ast.Constant(value=str(text)):
                return [(text,)]
            case ast.JoinedStr(values=pieces):
                return _joined(self._piece(scope, piece, depth) for piece in pieces)
            case ast.BinOp(left=left, op=ast.Add(), right=right):
                texts = _joined(self._texts(scope, side, depth) for side in (left, right))
                return [text if any(text) else _VALUE for text in texts]  # numbers are added too
            case ast.IfExp(body=body, orelse=other):
                return [text for way in (body, other) for text in self._texts(scope, way, depth)]
            case ast.BoolOp(op=ast.Or(), values=ways):
                return [text for way in ways for text in self._texts(scope, way, depth)]
            case ast.Name(id=name):
                return self._of_name(scope, name, depth + 1)
            case ast.Subscript(value=ast.Name(id=name)):
                return self._of_table(scope, name, depth) or [_VALUE]
            case ast.Call():
                return self._of_call(scope, node, depth + 1)
        return [_VALUE]

    def _piece(self, scope: Scope, piece: ast.expr, depth: int) -> list[Parts]:
        """Of an f-string. A name for one word, such as a field's, is a value like others."""
        if not isinstance(piece, ast.FormattedValue):
            return self._texts(scope, piece, depth)
        if piece.conversion != -1 or piece.format_spec is not None:
            return [_VALUE]
        texts = self._texts(scope, piece.value, depth)
        if isinstance(piece.value, ast.Name):
            texts = [_VALUE if _is_one_word(text) else text for text in texts]
        return list(dict.fromkeys(texts))

    def _of_name(self, scope: Scope, name: str, depth: int) -> list[Parts]:
        if name in WORDS:  # they are found where they are assigned, or passed
            return [_VALUE]
        assigned = _assigned(scope, name)
        if assigned:
            return [text for value in assigned for text in self._texts(scope, value, depth)]
        for function in scope.functions:
            if name in _arguments(function):
                return self._of_parameter(scope.module, function, name, depth)
        return self._of_constant(scope.module, name, depth) or [_VALUE]

    def _of_constant(self, module: Module, name: str, depth: int) -> list[Parts]:
        value = self._constant(module, name)
        return self._texts(Scope(module), value, depth) if value else []

    def _constant(self, module: Module, name: str) -> ast.expr | None:
        if name in module.imports:
            origin, name = module.imports[name]
            if origin not in self.modules:
                return None
            module = self.modules[origin]
        for node in module.tree.body:
            if isinstance(node, ast.Assign) and _name(node.targets[0]) == name:
                return node.value
        return None

    def _of_table(self, scope: Scope, name: str, depth: int) -> list[Parts]:
        table = self._constant(scope.module, name)
        if not isinstance(table, ast.Dict):
            return []
        return [text for value in table.values for text in self._texts(scope, value, depth)]

    def _of_parameter(
        self, module: Module, function: ast.FunctionDef, name: str, depth: int
    ) -> list[Parts]:
        """What a helper is called with, everywhere."""
        found = []
        for scope, call in self.calls:
            if self._function(scope, call.func) is not function:
                continue
            given = dict(zip(_arguments(function), call.args, strict=False))
            given |= {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
            if name in given:
                found += self._texts(scope, given[name], depth)
        return found or [_VALUE]

    def _of_call(self, scope: Scope, call: ast.Call, depth: int) -> list[Parts]:
        match call.func:
            case ast.Attribute(value=ast.Name(id=name), attr="get") if len(call.args) == 2:
                table = self._of_table(scope, name, depth)
                return table + self._texts(scope, call.args[1], depth) if table else [_VALUE]
            case ast.Attribute(value=text, attr=method) if method in _AS_IT_IS and not call.args:
                return self._texts(scope, text, depth)
            case ast.Attribute(value=ast.Constant(value=str(between)), attr="join"):
                return self._of_list(scope, between, call.args[0], depth)
        function = self._function(scope, call.func)
        if function is None:
            return [_VALUE]
        module = next(m for m in self.modules.values() if function in m.functions.values())
        inside = Scope(module, (function,))
        returned = [
            text
            for node in ast.walk(function)
            if isinstance(node, ast.Return) and node.value
            for text in self._texts(inside, node.value, depth)
        ]
        return returned or [_VALUE]

    def _of_list(self, scope: Scope, between: str, items: ast.expr, depth: int) -> list[Parts]:
        """A list of texts with one or two in it; a list of values is a value."""
        if isinstance(items, ast.Name):
            items = next(iter(_assigned(scope, items.id)), items)
        if not isinstance(items, ast.ListComp | ast.GeneratorExp):
            return [_VALUE]
        texts = self._texts(scope, items.elt, depth)
        if texts == [_VALUE]:
            return texts
        return [*texts, *((*one, between, *two) for one in texts for two in texts)]

    def _function(self, scope: Scope, called: ast.expr) -> ast.FunctionDef | None:
        module, name = self._origin(scope.module, called)
        return module.functions.get(name) if module else None

    def _parameters(self, scope: Scope, called: ast.expr) -> list[str]:
        """The names by which a function, or a class when it is made, takes its arguments."""
        module, name = self._origin(scope.module, called)
        if module is None:
            return []
        if name in module.functions:
            return _arguments(module.functions[name])
        if name not in module.classes:
            return []
        body = module.classes[name].body
        for node in body:
            if isinstance(node, ast.FunctionDef) and node.name == "__init__":
                return _arguments(node)[1:]
        return [
            node.target.id
            for node in body
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
        ]

    def _origin(self, module: Module, called: ast.expr) -> tuple[Module | None, str]:
        match called:
            case ast.Name(id=name):
                if name in module.imports:
                    origin, name = module.imports[name]
                    return self.modules.get(origin), name
                return module, name
            case ast.Attribute(value=ast.Name(id=name), attr=attribute) if name in module.imports:
                return self.modules.get(".".join(module.imports[name])), attribute
        return None, ""


def _read(path: Path) -> Module:
    module = Module(path, ast.parse(path.read_text(encoding="utf-8")))
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for name in node.names:
                module.imports[name.asname or name.name] = (node.module, name.name)
    for node in module.tree.body:
        if isinstance(node, ast.FunctionDef):
            module.functions[node.name] = node
        elif isinstance(node, ast.ClassDef):
            module.classes[node.name] = node
    return module


def _walk(scope: Scope, node: ast.AST) -> Iterator[tuple[Scope, ast.AST]]:
    for child in ast.iter_child_nodes(node):
        inside = scope
        if isinstance(child, ast.FunctionDef):
            inside = Scope(scope.module, (child, *scope.functions))
        yield scope, child
        yield from _walk(inside, child)


def _assigned(scope: Scope, name: str) -> list[ast.expr]:
    """All that a name stands for in the functions around."""
    return [
        node.value
        for function in scope.functions
        for node in ast.walk(function)
        if isinstance(node, ast.Assign) and _name(node.targets[0]) == name
    ]


def _arguments(function: ast.FunctionDef) -> list[str]:
    given = function.args
    return [argument.arg for argument in (*given.posonlyargs, *given.args, *given.kwonlyargs)]


def _name(node: ast.expr) -> str:
    return node.id if isinstance(node, ast.Name) else ""


def _passed_on(node: ast.expr) -> bool:
    """Whether these are words of another place, by the name that words have."""
    match node:
        case ast.Constant(value=None):
            return True
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name.lstrip("_") in WORDS
        case ast.Call(func=ast.Name(id=name)):
            return name.lstrip("_") in WORDS
        case ast.Subscript(slice=ast.Constant(value=name)):
            return name in WORDS
        case ast.Call(func=ast.Attribute(attr="get"), args=[ast.Constant(value=name), *_]):
            return name in WORDS
        case ast.Call(func=ast.Attribute(attr="join"), args=[ast.GeneratorExp(elt=item)]):
            return _passed_on(item)
        case ast.Call(func=ast.Attribute(attr="join"), args=[ast.Name(id=name)]):
            return name.removesuffix("s") in WORDS
        case ast.IfExp(body=body, orelse=other):
            return _passed_on(body) and _passed_on(other)
    return False


def _is_one_word(text: Parts) -> bool:
    return len(text) == 1 and text[0] is not None and text[0].isidentifier()


def _joined(pieces: Iterable[list[Parts]]) -> list[Parts]:
    return [sum(ways, ()) for ways in product(*pieces)]


def _template(parts: Parts, where: str) -> str:
    """As `str.format` takes it. Two sentences, one after the other, are found each by itself."""
    words = re.findall(r"[A-Za-z]+", "".join(part or " " for part in parts))
    if None in parts and len(words) < 2 and len("".join(words)) < 6:
        raise UnseenError(f"{where}: a text that says so little is found in any other")
    number, text = 0, ""
    for part in parts:
        if part is None:
            text += f"{{{number}}}"
            number += 1
        else:
            text += part.replace("{", "{{").replace("}", "}}")
    return text.strip()
