"""The two commands, the lock files and the browser: what a stranger's machine meets first."""

import os
import re
import socket
import subprocess
from pathlib import Path

import pytest

from tests import browser
from tests.conftest import PROJECT
from tests.journeys.conftest import programs_of


def run(*command: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=PROJECT, env={**os.environ, **environment}, capture_output=True, text=True, timeout=60
    )


def test_make_alone_prints_its_help() -> None:
    """`make` lists what it can do, the two commands first of all."""
    done = run("make", "--no-print-directory")
    assert done.returncode == 0
    targets = re.findall(r"^  make (\S+) +\S", done.stdout, re.MULTILINE)
    assert {"serve", "build", "test", "test-fast", "check", "schema", "lock"} <= set(targets)
    rules = re.findall(r"^([a-z-]+):.*##", (PROJECT / "Makefile").read_text(), re.MULTILINE)
    assert targets == rules


def test_an_old_python_is_told_what_is_needed(tmp_path: Path) -> None:
    """Without a Python that will do, make says which one is needed, and makes and installs nothing."""
    old = program(tmp_path / "bin", "python3")
    old.write_text("#!/bin/sh\nexit 1\n")
    for python in ("", str(tmp_path / "missing"), str(old)):
        done = run("make", "check", f"VENV={tmp_path}/venv", f"PYTHON={python}")
        assert done.returncode != 0
        assert "Python 3.11.5 or newer is needed." in done.stderr
        assert not (tmp_path / "venv").exists()


@pytest.mark.parametrize("port", ["taken", "abc", "70000"])
def test_a_port_that_cannot_be_had_is_said(port: str) -> None:
    """`make serve` on a port in use, or on none, says so and does not end in a traceback."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1]) if port == "taken" else port
        done = run("make", "serve", f"PORT={port}")
    assert done.returncode != 0
    assert f"Port {port} is taken or is no port. Name another: make serve PORT=8001" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
def test_lock_files_pin_with_hashes_and_name_no_host(name: str) -> None:
    """Every package is pinned to a version with hashes; nothing says from where."""
    text = (PROJECT / name).read_text(encoding="utf-8")
    assert "://" not in text
    assert "index" not in text
    pins = re.split(r"\n(?=\S)", text.strip())
    assert len(pins) > 20
    for pin in pins:
        assert re.match(r"[a-z0-9-]+==\S+", pin), pin
        assert "--hash=sha256:" in pin, pin


def test_the_tests_pin_what_the_site_pins() -> None:
    """The site is tested with the very versions it is published with."""

    def pins(name: str) -> set[str]:
        return set(re.findall(r"^\S+==\S+", (PROJECT / name).read_text(encoding="utf-8"), re.MULTILINE))

    assert pins("requirements.lock") <= pins("requirements-dev.lock")


def test_ci_runs_the_tests_and_nothing_else() -> None:
    """.ci/run calls make test, and that alone."""
    lines = (PROJECT / ".ci/run").read_text(encoding="utf-8").splitlines()
    commands = [line for line in lines if line and not line.startswith("#")]
    assert commands == ["set -eu", 'cd "$(dirname "$0")/.."', "exec make test"]


def program(folder: Path, name: str) -> Path:
    """An executable file that stands for a browser."""
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


def test_browser_path_wins(tmp_path: Path) -> None:
    """BROWSER_PATH comes before a browser on the path."""
    named = program(tmp_path / "named", "my-browser")
    program(tmp_path / "bin", "chromium")
    found = browser.find({"BROWSER_PATH": str(named), "PATH": str(tmp_path / "bin")})
    assert found == named


def test_a_wrong_browser_path_is_said(tmp_path: Path) -> None:
    """A BROWSER_PATH that is no program is not silently replaced by another browser."""
    with pytest.raises(browser.NoBrowser, match="which is not a program"):
        browser.find({"BROWSER_PATH": str(tmp_path / "missing"), "PATH": ""})


@pytest.mark.parametrize("name", ["chromium", "google-chrome"])
def test_a_browser_on_the_path_is_found(tmp_path: Path, name: str) -> None:
    """Without BROWSER_PATH a chromium or chrome on the path is taken."""
    path = program(tmp_path / "bin", name)
    assert browser.find({"PATH": str(tmp_path / "bin")}) == path


@pytest.fixture
def bare_machine(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """A machine whose driver starts and that has no browser; lists what is run to install one."""
    tried: list[list[str]] = []
    monkeypatch.setattr(browser, "_playwrights_own", lambda: None)
    monkeypatch.setattr(browser, "_driver_starts", lambda: True)
    monkeypatch.setattr(browser.subprocess, "run", lambda command, **_: tried.append(command))
    return tried


def test_no_browser_at_all_is_said_in_a_sentence(bare_machine: list[list[str]]) -> None:
    """If none can be found or installed, the message says what to install; nothing is skipped."""
    with pytest.raises(browser.NoBrowser, match=r"Install Chromium or Chrome .* or set BROWSER_PATH"):
        browser.find_or_install({"PATH": ""})
    assert bare_machine[0][1:] == ["-m", "playwright", "install", "chromium"]


def test_root_on_debian_gets_debian_s_browser(
    bare_machine: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only root, and only where there is apt-get, installs Debian's package, after Playwright's own failed."""
    monkeypatch.setattr(browser.shutil, "which", lambda name, **_: name == "apt-get" or None)
    for user, expected in ((0, True), (1000, False)):
        bare_machine.clear()
        monkeypatch.setattr(browser.os, "geteuid", lambda user=user: user)
        with pytest.raises(browser.NoBrowser):
            browser.find_or_install({"PATH": ""})
        assert any("chromium" in command for command in bare_machine if command[0] == "apt-get") == expected


def test_an_installed_browser_is_used(
    bare_machine: list[list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Once an installer has brought a browser, it is used and nothing else is installed."""
    installed = []
    monkeypatch.setattr(
        browser.subprocess, "run", lambda *_, **__: installed.append(program(tmp_path / "bin", "chromium"))
    )
    assert browser.find_or_install({"PATH": str(tmp_path / "bin")}) == tmp_path / "bin" / "chromium"
    assert len(installed) == 1


def test_a_driver_that_does_not_start_counts_as_no_browser(
    bare_machine: list[list[str]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """A browser that Playwright cannot drive is not enough: what the driver needs is installed or named."""
    path = program(tmp_path / "bin", "chromium")
    monkeypatch.setattr(browser, "_driver_starts", lambda: False)
    with pytest.raises(browser.NoBrowser, match="libatomic1"):
        browser.find_or_install({"PATH": str(path.parent)})


@pytest.mark.parametrize("lacking", ["WebKitWebDriver", "Xvfb"])
def test_a_browser_without_one_of_its_programs_is_none(tmp_path: Path, lacking: str) -> None:
    """Each of its programs is found; if one is not there, a single line says how to get it."""
    environment = {"PATH": str(tmp_path / "bin")}
    programs = [program(tmp_path / "bin", name) for name in ("WebKitWebDriver", "Xvfb")]
    assert browser.find_other("WebKit", environment) == programs
    (tmp_path / "bin" / lacking).unlink()
    with pytest.raises(browser.NoBrowser) as raised:
        browser.find_other("WebKit", environment)
    assert str(raised.value) == (
        "No WebKit, so no journeys in it. Debian and Ubuntu: sudo apt-get install webkit2gtk-driver xvfb"
    )


def test_root_on_debian_gets_the_other_browsers_that_are_lacking(
    bare_machine: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only root, and only where there is apt-get, installs them, and only those; what cannot be had is said, a line for each."""
    there = {"apt-get": "/usr/bin/apt-get", "firefox": "/usr/bin/firefox"}
    monkeypatch.setattr(browser.shutil, "which", lambda name, **_: there.get(name))
    for user, installs in ((0, True), (1000, False)):
        bare_machine.clear()
        monkeypatch.setattr(browser.os, "geteuid", lambda user=user: user)
        lines = browser.install_others({"PATH": ""})
        assert [line.partition(",")[0] for line in lines] == ["No WebKit", "No Chromium without windows"]
        packages = [word for command in bare_machine for word in command if word in ("firefox-esr", "xvfb")]
        assert packages == (["xvfb"] if installs else [])


def test_the_quickest_browser_is_used_unless_another_is_named(tmp_path: Path) -> None:
    """Chromium without windows comes before Chromium, and BROWSER_PATH before both."""
    whole = program(tmp_path / "bin", "chromium")
    environment = {"PATH": str(tmp_path / "bin")}
    assert browser.find_quickest(environment) == whole
    shell = program(tmp_path / "bin", "chromium-headless-shell")
    assert browser.find_quickest(environment) == shell
    assert browser.find_quickest(environment | {"BROWSER_PATH": str(whole)}) == whole


def test_without_a_browser_its_journeys_fail_in_continuous_integration_and_are_skipped_elsewhere(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The reason says how to get it."""
    monkeypatch.setattr(browser.shutil, "which", lambda name, **_: None)
    failed, skipped = pytest.fail.Exception, pytest.skip.Exception
    for ci, outcome in (("true", failed), ("", skipped)):
        monkeypatch.setenv("CI", ci)
        with pytest.raises((failed, skipped), match="sudo apt-get install firefox-esr") as raised:
            programs_of("Firefox")
        assert raised.type is outcome
