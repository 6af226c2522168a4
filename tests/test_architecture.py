"""Who may know whom: the layers that let the guide outlive its generator."""

import ast
from collections import UserDict
from pathlib import Path
from types import SimpleNamespace

import pytest
from jinja2 import nodes

import macros
from macros.guide import MACROS
from tests.conftest import PROJECT

MODULES = {
    path.relative_to(PROJECT / "macros").with_suffix("").as_posix(): path
    for path in sorted((PROJECT / "macros").rglob("*.py"))
}

# Each library that ties us to something, and the only modules that may import it.
ONLY = {
    "mkdocs": {"__init__", "hooks"},  # the doors
    "mkdocs_macros": {"hooks"},
    "zensical": {"successor"},
    "material": set(),
    "yaml": {"documents"},
    "jinja2": {"templates"},
    "pydantic": {"models", "validation", "loading"},
    "markdown": {"quotes", "blocks"},
    "PIL": {"finishing/cards"},
}
PURE = {"contrast", "scoring"}


def imports(path: Path, top_level: bool = False) -> set[str]:
    """The modules a file imports, as written; with `top_level` only those imported with the file itself."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = set()
    for node in tree.body if top_level else ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("name", MODULES)
def test_a_module_imports_only_what_its_layer_may(name: str) -> None:
    """One module knows MkDocs, one YAML, one Jinja; no other does."""
    for imported in imports(MODULES[name]):
        library = imported.split(".")[0]
        assert name in ONLY.get(library, {name}), f"macros/{name}.py imports {imported}"


def test_mkdocs_is_imported_in_one_guarded_place() -> None:
    """The door imports MkDocs only when it must stop a build, so that the package loads without it."""
    door = MODULES["__init__"]
    assert not any(name.startswith("mkdocs") for name in imports(door, top_level=True))
    assert sum(name.startswith("mkdocs") for name in imports(door)) == 1


@pytest.mark.parametrize("name", sorted(PURE))
def test_pure_modules_import_no_sibling_and_no_world(name: str) -> None:
    """The arithmetic depends on nothing of ours, and cannot read a file or the clock."""
    for imported in imports(MODULES[name]):
        assert imported.split(".")[0] in {"collections", "dataclasses", "re"}, imported


def test_nothing_but_the_door_is_imported_by_the_generator() -> None:
    """No inner module imports the door, so none can depend on the generator through it."""
    for name, path in MODULES.items():
        assert not {"macros", "macros.define_env", "None.define_env"} & imports(path), name


TEMPLATES = sorted((PROJECT / "overrides" / "components").rglob("*.html"))


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_templates_only_loop_and_test_presence(path: Path) -> None:
    """A component's template sets, compares and calls nothing: what to show is decided in Python."""

    from macros.templates import COMPONENTS, _environment

    assert path.is_relative_to(COMPONENTS)
    tree = _environment.parse(path.read_text(encoding="utf-8"))
    for kind in (nodes.Assign, nodes.Call, nodes.Compare, nodes.Macro, nodes.BinExpr):
        assert not list(tree.find_all(kind)), kind.__name__
    for node in tree.find_all(nodes.Filter):
        assert node.name in {"length", "url"}  # the second is the generator's, for what the frame takes in


def test_the_door_offers_every_macro_that_pages_may_call(project: Path) -> None:
    """The macros the checks know and the macros that exist are the same."""
    offered = {}
    worker = project / "theme/assets/javascripts/workers/search.1.min.js"
    worker.parent.mkdir(parents=True)
    worker.touch()
    theme = SimpleNamespace(dirs=[str(project / "theme")])
    door = SimpleNamespace(
        project_dir=str(project),
        conf=UserDict(
            docs_dir=str(project / "docs"),
            site_name="Kitchen or House",
            site_url="https://kitchen.example/",
            extra={"storage": "x"},
            nav=None,
            theme=theme,
            markdown_extensions=[],
        ),
        macro=lambda function: offered.update({function.__name__: function}),
    )
    macros.define_env(door)
    assert set(offered) == set(MACROS)
