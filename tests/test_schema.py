"""The JSON Schemas that editors' tools use are those of the models, and accept the data as they are."""

import re

from macros.schema import schemas
from tests.conftest import PROJECT

FOLDER = PROJECT / "data" / "schema"


def test_committed_schemas_are_fresh() -> None:
    """data/schema/ holds what `make schema` would write; if this fails, run it."""
    committed = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.iterdir()}
    assert committed == schemas()


def test_every_data_file_names_its_schema() -> None:
    """The first line of each data file leads an editor's tool to the right schema."""
    for path in (PROJECT / "data").rglob("*.yml"):
        first = path.read_text(encoding="utf-8").split("\n", 1)[0]
        named = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert named, path.name
        schema = (path.parent / named[1]).resolve()
        assert schema.parent == FOLDER
        assert schema.exists()
        assert schema.stem in {path.stem, path.parent.name}
