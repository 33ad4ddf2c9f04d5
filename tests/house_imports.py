"""Rules on imports, fact files and printed labels: who may know what."""

import ast
import re
from collections.abc import Iterator
from fnmatch import fnmatch

from house_layers import RESERVED, House, called, constant

# Letters that only printed labels have, and characters that cannot be seen.
FOREIGN = re.compile("[\u0400-\u052f\u2e80-\u9fff\uac00-\ud7a3\uff00-\uffef]+")
INVISIBLE = re.compile("[\u00a0\u00ad\u2000-\u200f\u2028-\u202f\u2060\ufeff]")


# --- the order of the house ---


def modules_without_a_layer(house: House) -> list[str]:
    """Name modules that the table of layers does not have."""
    return [
        f"{name}: no layer; add it to LAYERS in tests/house_layers.py, in order"
        for name in house.modules()
        if house.order(name) is None
    ]


def layers_without_a_module(house: House) -> list[str]:
    """Name lines of the table of layers that no file stands behind."""
    declared = {
        f"{package}.{name}".strip(".")
        for package, names in house.layers.items()
        for name in names.split()
    }
    return [
        f"{name}: in LAYERS, but no such module" for name in sorted(declared - set(house.modules()))
    ]


def imports_that_go_up(house: House) -> list[str]:
    """Name imports of a module above, or of another package than ground."""
    found = [
        f"{module}, line {line}: imports {target}"
        for module, tree in house.trees()
        for line, target in _our_imports(house, module, tree)
        if not _may_import(house, module, target)
    ]
    return list(dict.fromkeys(found))


def _may_import(house: House, module: str, target: str) -> bool:
    here, there = house.order(module), house.order(target)
    if here is None or there is None:
        return True  # modules_without_a_layer speaks of these
    if here[0] != there[0]:
        return here[0] > there[0]
    same_package = here[0] == 2 or module.split(".")[0] == target.split(".")[0]
    return same_package and there < here


def _our_imports(house: House, module: str, tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Yield the line and our own target of every import, also of those inside functions."""
    known = house.modules()
    for line, name in _imports(tree, module, is_package=module in house.packages()):
        if name.split(".")[0] != "exchange_stats":
            continue
        parts = name.split(".")[1:]
        while parts and ".".join(parts) not in known:
            parts.pop()  # a function or a class: its module is meant
        yield line, ".".join(parts) or "__init__"


def _imports(
    tree: ast.Module, module: str = "", *, is_package: bool = False
) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = f"exchange_stats.{module}".split(".")
                above = above[: len(above) - node.level + is_package]
                base = ".".join([*above, base]).strip(".")
            yield from ((node.lineno, f"{base}.{alias.name}") for alias in node.names)


def imports_by_name_in_a_string(house: House) -> list[str]:
    """Name calls of ``import_module`` below the top floor, which hide an import."""
    return [
        f"{module}, line {node.lineno}: imports by a name in a string"
        for module, tree in house.trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and called(node) in {"import_module", "__import__"}
        and module.split(".")[0] in house.layers
    ]


def code_in_package_faces(house: House) -> list[str]:
    """Name packages whose ``__init__`` holds more than a docstring.

    The top one may, and that of a package in a package, which gathers its modules.
    """
    return [
        f"{name}.__init__: holds code, expected a docstring only"
        for name, tree in house.trees()
        if name in house.packages() and "." not in name and len(tree.body) > 1
    ]


def public_names_that_are_modules(house: House) -> list[str]:
    """Name public names that a module of the top floor would hide once it is imported."""
    door = dict(house.trees()).get("__init__", ast.Module([], []))
    lists = [
        node.value
        for node in door.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__"
    ]
    names = [constant(item) for value in lists for item in getattr(value, "elts", ())]
    return [
        f"__init__: {name} is also a module; importing it hides the public name"
        for name in names
        if name in house.modules()
    ]


# --- who alone may do what ---


def reserved_imports(house: House) -> list[str]:
    """Name modules that import a library reserved for others."""
    return [
        f"{module}, line {line}: imports {library}, which only {', '.join(allowed)} may"
        for module, tree in house.trees()
        for line, name in _imports(tree)
        for library, allowed in RESERVED.items()
        if name.split(".")[0] == library and not any(fnmatch(module, a) for a in allowed)
    ]


def facts_opened_elsewhere(house: House) -> list[str]:
    """Name modules beside factbook that build a path into ``facts/`` or read package data."""
    return [
        f"{module}, line {node.lineno}: reaches into facts/; only ground.factbook may"
        for module, tree in house.trees()
        if module != "ground.factbook"
        for node in ast.walk(tree)
        if _reaches_facts(node)
    ]


def _reaches_facts(node: ast.AST) -> bool:
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div):
        return _is_facts(node.right)
    if isinstance(node, ast.Call) and called(node) in {"Path", "joinpath", "open", "join"}:
        return any(_is_facts(argument) for argument in node.args)
    if not isinstance(node, ast.Import | ast.ImportFrom):
        return False
    names = {f"{getattr(node, 'module', '')}.{alias.name}.".lstrip(".") for alias in node.names}
    return any(name.startswith(("importlib.resources.", "pkgutil.")) for name in names)


def _is_facts(node: ast.AST) -> bool:
    value = node.value if isinstance(node, ast.Constant) else None
    return isinstance(value, str) and (value == "facts" or "facts/" in value)


def code_in_facts(house: House) -> list[str]:
    """Name files in ``facts/`` that are neither TOML nor CSV."""
    return [
        f"facts/{path.relative_to(house.source / 'facts').as_posix()}: neither TOML nor CSV"
        for path in sorted((house.source / "facts").rglob("*"))
        if path.is_file() and path.suffix not in {".toml", ".csv"}
    ]


def printed_labels_in_code(house: House) -> list[str]:
    """Name lines with letters of printed labels, or with characters that cannot be seen."""
    found = []
    for module, path in house.modules().items():
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if label := FOREIGN.search(line):
                found.append(f"{module}, line {number}: {label.group()!r}; labels live in facts")
            if unseen := INVISIBLE.search(line):
                code = f"\\u{ord(unseen.group()):04x}"
                found.append(f"{module}, line {number}: an invisible character; write {code}")
    return found
