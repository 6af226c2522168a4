"""JSON Schemas of the data files, so that an editor's tool can complete and check while typing."""

import json
from pathlib import Path

from macros.loading import FILES, FOLDERS


def schemas() -> dict[str, str]:
    """File name below data/schema/ -> its text."""
    models = {part: model for part, (model, _) in FILES.items()} | FOLDERS
    return {
        f"{name}.json": json.dumps(model.model_json_schema(), indent=2, ensure_ascii=False) + "\n"
        for name, model in models.items()
    }


def write(folder: Path) -> None:
    """Write every schema into `folder`, which is made if need be."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8")
