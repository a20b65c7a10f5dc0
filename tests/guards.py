"""The rules of the house as functions over a tree of sources: each returns what breaks it, one line a place.

`tree` is a folder that holds `domain`, `store`, `cli` ... (the package) or the tests. A rule knows nothing of the
real project: test_layers.py and test_house.py run it on the checkout and on planted faults.
"""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

SQL_TRANSACTION = re.compile(r"\s*(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|START TRANSACTION)\b")
SQL_CLOCK = re.compile(r"\bCURRENT_(TIMESTAMP|DATE|TIME)\b|\bnow\(\)|'now'")
LEFT_OVER = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|NotImplementedError|\b[Nn]ot implemented\b")
CHECKS = re.compile(r"raises|warns|assert|check|expect|golden|run_state_machine")
CLOCKS = {
    "datetime.datetime": {"now", "utcnow", "today"},
    "datetime.date": {"today"},
    "time": {"time", "time_ns", "localtime", "gmtime"},
}
WRITE_SIDE = ("pilotboard.store.writing", "pilotboard.store.migrations", "pilotboard.domain.drafts")


def sources(tree: Path) -> Iterator[tuple[str, ast.Module]]:
    """Every Python file below `tree`: its path as text with `/`, and what it says."""
    for path in sorted(tree.rglob("*.py")):
        if "__pycache__" not in path.parts:
            yield path.relative_to(tree).as_posix(), parsed(path)


@cache
def parsed(path: Path) -> ast.Module:
    """The syntax tree of a file; each file is read once a run."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def at(name: str, node: ast.stmt | ast.expr | ast.excepthandler, what: str) -> str:
    """A place and what is wrong there."""
    return f"{name}:{node.lineno}: {what}"


def but(found: list[str], allowed: Mapping[str, str]) -> list[str]:
    """What is found outside the files that `allowed` names with a reason; a name nobody needs any more is told too."""
    used = {name for name in allowed for line in found if line.startswith(f"{name}:")}
    rest = [line for line in found if line.partition(":")[0] not in allowed]
    return rest + [
        f"{name}: is excepted ({allowed[name]}) but needs it no more" for name in allowed if name not in used
    ]


# --- errors, transactions, clock ------------------------------------------------------------------------------------


def broad_excepts(tree: Path) -> list[str]:
    """Handlers that take every error. A `BaseException` that ends in a bare `raise` only tidies up: it may stay."""
    found = []
    for name, module in sources(tree):
        for node in ast.walk(module):
            if isinstance(node, ast.ExceptHandler):
                kinds = (
                    {"bare"}
                    if node.type is None
                    else {part.id for part in ast.walk(node.type) if isinstance(part, ast.Name)}
                )
                last = node.body[-1]
                tidies = isinstance(last, ast.Raise) and last.exc is None and "Exception" not in kinds
                if kinds & {"bare", "Exception", "BaseException"} and not tidies:
                    found.append(at(name, node, "takes every error: name the ones you can answer"))
    return found


def transactions(tree: Path) -> list[str]:
    """Where a transaction begins or ends."""
    found = []
    for name, module in sources(tree):
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if node.func.attr in {"commit", "begin", "begin_nested", "rollback"}:
                    found.append(
                        at(name, node, f"calls .{node.func.attr}(): use cases do that, through Workspace.write")
                    )
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL_TRANSACTION.match(node.value):
                found.append(at(name, node, "says BEGIN or COMMIT in SQL: use cases do that, through Workspace.write"))
    return found


def openings(tree: Path) -> list[str]:
    """Where a reader or a writer of a store is made outside the store itself."""
    makers = {"open_reader", "Writer", "make_engine"}
    return [
        at(name, node, f"calls {ast.unparse(node.func)}(): only the workspace opens a store")
        for name, module in sources(tree)
        if not name.startswith("store/")
        for node in ast.walk(module)
        if isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] in makers
    ]


def clock_readings(tree: Path) -> list[str]:
    """Where the time of day is asked for, in Python or in SQL."""
    found = []
    for name, module in sources(tree):
        known = _imported(module)
        for node in ast.walk(module):
            if isinstance(node, ast.Call):
                owner, _, verb = _full_name(node.func, known).rpartition(".")
                if verb in CLOCKS.get(owner, ()):
                    found.append(
                        at(name, node, f"asks the clock ({owner}.{verb}): take the day or the moment as a value")
                    )
            elif isinstance(node, ast.Constant) and isinstance(node.value, str) and SQL_CLOCK.search(node.value):
                found.append(at(name, node, "asks the database's clock: bind the day or the moment as a value"))
    return found


def _imported(module: ast.Module) -> dict[str, str]:
    """Each name that an import binds anywhere in the module, and what it stands for."""
    known: dict[str, str] = {}
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            known |= {alias.asname or alias.name: alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            known |= {alias.asname or alias.name: f"{node.module}.{alias.name}" for alias in node.names}
    return known


def _full_name(node: ast.expr, known: Mapping[str, str]) -> str:
    first, dot, rest = ast.unparse(node).partition(".")
    return known.get(first, first) + dot + rest


# --- imports --------------------------------------------------------------------------------------------------------


def imports(module: ast.Module, *, at_start_only: bool = False) -> Iterator[tuple[ast.stmt, str]]:
    """What a module imports; `at_start_only` leaves out functions and `if TYPE_CHECKING`."""
    pending: list[ast.AST] = [module]
    while pending:
        node = pending.pop()
        if at_start_only and isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if at_start_only and isinstance(node, ast.If) and ast.unparse(node.test).endswith("TYPE_CHECKING"):
            pending.extend(node.orelse)
            continue
        if isinstance(node, ast.Import):
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node, f"{node.module}.{alias.name}") for alias in node.names)
        pending.extend(ast.iter_child_nodes(node))


def circle(tree: Path, package: str = "") -> list[str]:
    """Modules that need each other when they are loaded, in a ring; [] when there is none.

    Of one `package` also those that need each other for a type, or once they run.
    """
    modules = {"pilotboard." + name.removesuffix(".py").replace("/", "."): module for name, module in sources(tree)}
    modules = {name: module for name, module in modules.items() if f"{name}.".startswith(f"pilotboard.{package}")}
    needs = {
        name: {
            needed if needed in modules else needed.rpartition(".")[0]
            for _, needed in imports(module, at_start_only=not package)
        }
        & modules.keys()
        for name, module in modules.items()
    }
    try:
        TopologicalSorter(needs).prepare()
    except CycleError as found:
        return [str(name) for name in found.args[1]]
    return []


def below(name: str, packages: tuple[str, ...]) -> bool:
    """Whether the dotted `name` is one of `packages` or lies in one."""
    return any(name == package or name.startswith(f"{package}.") for package in packages)


NUMBERS = ("numpy", "scipy")
"""What the domain counts with where the standard library cannot; loaded in the functions that do, never at start."""


def foreign_to_the_domain(tree: Path) -> list[str]:
    """Imports of the domain beyond the standard library and itself.

    Its drafts may use pydantic, its functions what they count with.
    """
    found = []
    for name, module in sources(tree / "domain"):
        early = {id(node) for node, _ in imports(module, at_start_only=True)}
        for node, imported in imports(module):
            known = imported.partition(".")[0] in sys.stdlib_module_names or below(imported, ("pilotboard.domain",))
            drafted = name.startswith("drafts/") and below(imported, ("pydantic", "pydantic_core", "annotated_types"))
            counted = id(node) not in early and below(imported, NUMBERS)
            if not (known or drafted or counted):
                says = f"imports {imported}: the domain stands on the standard library alone"
                found.append(at(f"domain/{name}", node, says))
    return found


def early_write_side(tree: Path) -> list[str]:
    """Modules outside the write side that load it at import: every start would pay for it."""
    apart = ("store/writing/", "store/migrations/", "domain/drafts/")
    return [
        at(name, node, f"imports {imported} at the top: import it inside the function that writes")
        for name, module in sources(tree)
        if not name.startswith(apart)
        for node, imported in imports(module, at_start_only=True)
        if below(imported, WRITE_SIDE)
    ]


def stray_drafts(tree: Path) -> list[str]:
    """Imports of the drafts by anyone but use cases and the drafts themselves."""
    return [
        at(name, node, f"imports {imported}: hand the values to a use case")
        for name, module in sources(tree)
        if not name.startswith(("usecases/", "domain/drafts/"))
        for node, imported in imports(module)
        if below(imported, ("pilotboard.domain.drafts",))
    ]


# --- sizes, tests, left-overs ---------------------------------------------------------------------------------------


def long_files(tree: Path, limit: int) -> list[str]:
    """Files with more than `limit` lines."""
    counts = ((path, len(path.read_text(encoding="utf-8").splitlines())) for path in sorted(tree.rglob("*.py")))
    return [
        f"{path.relative_to(tree).as_posix()}: {count} lines (limit {limit}): which two things is it?"
        for path, count in counts
        if count > limit
    ]


def functions(module: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method, nested ones too."""
    return (node for node in ast.walk(module) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


def long_functions(tree: Path, limit: int) -> list[str]:
    """Functions with more than `limit` lines."""
    return [
        at(name, node, f"{node.name} has {length} lines (limit {limit})")
        for name, module in sources(tree)
        for node in functions(module)
        if (length := (node.end_lineno or node.lineno) - node.lineno + 1) > limit
    ]


def idle_tests(tree: Path) -> list[str]:
    """Test functions that check nothing: no assert, no raises, no helper named assert_, check_ or expect_."""
    return [
        at(name, node, f"{node.name} checks nothing")
        for name, module in sources(tree)
        for node in functions(module)
        if node.name.startswith("test_")
        and not any(
            isinstance(part, ast.Assert) or (isinstance(part, ast.Call) and CHECKS.search(ast.unparse(part.func)))
            for part in ast.walk(node)
        )
    ]


def sleeping_tests(tree: Path) -> list[str]:
    """Tests that wait for the clock instead of for a condition."""
    found = []
    for name, module in sources(tree):
        known = _imported(module)
        for node in ast.walk(module):
            if isinstance(node, ast.Call):
                called = _full_name(node.func, known)
                if called in {"time.sleep", "asyncio.sleep"} or (called.endswith("pilot.pause") and node.args):
                    found.append(at(name, node, f"{called}: wait for a condition, not for the clock"))
    return found


def left_overs(tree: Path) -> list[str]:
    """Words that mark unfinished work."""
    return [
        f"{path.relative_to(tree).as_posix()}:{number}: {line.strip()[:80]}"
        for path in sorted(tree.rglob("*"))
        if path.suffix in {".py", ".md", ".toml", ".tcss", ".sql"}
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if LEFT_OVER.search(line)
    ]
