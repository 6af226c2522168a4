"""The same commit makes the same bytes, whenever and wherever it is built; and the lock files are enough to build it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.serving import PROJECT

# Starts a build some days later, in the same process.
LATER = "import sys, time_machine; time_machine.travel('2031-03-07T05:06:07Z', tick=True).start(); sys.argv[0] = 'mkdocs'; from mkdocs.__main__ import cli; cli()"


def copied(target: Path) -> Path:
    """The project as a checkout has it: what git knows, in another folder."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    for name in listed.stdout.splitlines():
        if (PROJECT / name).is_file():
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(PROJECT / name, target / name)
    return target


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_two_builds_on_two_days_in_two_folders_are_the_same(site: Path, tmp_path: Path) -> None:
    """Another day, folder, time zone, language, order of hashing and umask change no byte of any file.

    Nothing is left there of an earlier build, and git, which would tell the folders apart, is not asked.
    """
    project = copied(tmp_path / "another folder")
    (tmp_path / "git").write_text(f"#!/bin/sh\ntouch '{tmp_path}/asked'\n")
    (tmp_path / "git").chmod(0o755)
    environment = {
        **os.environ,
        "NO_MKDOCS_2_WARNING": "1",
        "TZ": "Pacific/Auckland",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "7",
        "PYTHONUTF8": "1",
        "PATH": f"{tmp_path}:{os.environ['PATH']}",
    }
    done = subprocess.run(
        [
            "sh",
            "-c",
            'umask 077; exec "$@"',
            "sh",
            sys.executable,
            "-c",
            LATER,
            "build",
            "--site-dir",
            str(tmp_path / "site"),
        ],
        cwd=project,
        env=environment,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    first, second = contents(site), contents(tmp_path / "site")
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
    assert len(first) > 300
    assert not (tmp_path / "asked").exists()


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_a_lock_file_pins_everything_by_its_hash(name: str) -> None:
    """Each requirement has one version and at least one hash, and nothing says where it was fetched from."""
    text = (PROJECT / name).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert len(entries) > 20
    for entry in entries:
        assert re.match(r"[a-z0-9.-]+==\S+", entry), entry
        assert "--hash=sha256:" in entry, entry
    assert "://" not in text


def test_the_lock_file_is_enough_to_build(tmp_path: Path) -> None:
    """What a build imports is in the lock file of the site, and not only among what the tests need."""
    script = (
        "import sys, runpy, importlib.metadata as m; sys.argv = ['mkdocs', 'build', '--site-dir', sys.argv[1]]\n"
        "try: runpy.run_module('mkdocs', run_name='__main__')\n"
        "except SystemExit as done: assert not done.code, done.code\n"
        "owners = m.packages_distributions()\n"
        "print('OWNERS', *sorted({o for name in {n.partition('.')[0] for n in sys.modules} for o in owners.get(name, ())}))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "site")],
        cwd=PROJECT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    imported = {re.sub(r"[-_.]+", "-", name).lower() for name in done.stdout.rpartition("OWNERS ")[2].split()}
    locked = set(
        re.findall(r"^([a-z0-9.-]+)==", (PROJECT / "requirements.lock").read_text(encoding="utf-8"), re.MULTILINE)
    )
    assert {"mkdocs", "pydantic", "lxml"} <= imported
    assert imported - {"pip", "setuptools", "pysocks"} <= locked  # the last is one that others take if it is there
