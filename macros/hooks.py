"""What the generator calls of us besides the macros: mkdocs.yml names this file as its hooks."""

from pathlib import Path
from typing import Any

from mkdocs.structure.files import File
from mkdocs_macros import context


def on_startup(**_: Any) -> None:
    """Called before the macros are defined: keep the plugin from asking git twelve questions, in a process each.

    No page says who committed what, so no build need wait for the answers.
    """
    context.get_git_info = dict


def on_config(config: Any) -> None:
    """Called when the macros have been defined: take the theme's folder from those that are looked through.

    Of its 14,000 files, mostly icons, we use the search worker alone; to list them took a twentieth of a build.
    """
    worker = config.extra["search_worker"]
    config.theme["folder"] = next(folder for folder in config.theme.dirs if (Path(folder) / worker).is_file())
    config.theme.dirs.remove(config.theme["folder"])


def on_files(files: Any, config: Any) -> None:
    """Called when all files are known: add the one that we use of the theme's."""
    worker = config.extra["search_worker"]
    files.append(File.generated(config, worker, abs_src_path=str(Path(config.theme["folder"]) / worker)))


def on_env(env: Any, **_: Any) -> None:
    """Called before the generator reads the frame's templates: compiling them takes a tenth of a build."""
    from macros.templates import compiled

    env.bytecode_cache = compiled("frame")
