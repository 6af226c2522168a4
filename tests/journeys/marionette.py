"""Firefox without geckodriver, which Debian does not have: Selenium's commands over Marionette, the protocol that Firefox itself speaks."""

import json
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from selenium.webdriver import Remote
from selenium.webdriver.firefox.options import Options
from selenium.webdriver.remote.client_config import ClientConfig
from selenium.webdriver.remote.command import Command
from selenium.webdriver.remote.remote_connection import RemoteConnection

# Selenium's command -> Marionette's, for what a visitor needs.
NAMES = {
    Command.NEW_SESSION: "WebDriver:NewSession",
    Command.GET: "WebDriver:Navigate",
    Command.REFRESH: "WebDriver:Refresh",
    Command.GET_CURRENT_URL: "WebDriver:GetCurrentURL",
    Command.W3C_EXECUTE_SCRIPT: "WebDriver:ExecuteScript",
    Command.W3C_EXECUTE_SCRIPT_ASYNC: "WebDriver:ExecuteAsyncScript",
    Command.CLICK_ELEMENT: "WebDriver:ElementClick",
    Command.GET_ELEMENT_ARIA_LABEL: "WebDriver:GetComputedLabel",
    Command.GET_ELEMENT_ARIA_ROLE: "WebDriver:GetComputedRole",
    Command.W3C_ACTIONS: "WebDriver:PerformActions",
    Command.W3C_CLEAR_ACTIONS: "WebDriver:ReleaseActions",
    Command.SET_WINDOW_RECT: "WebDriver:SetWindowRect",
    Command.PRINT_PAGE: "WebDriver:Print",
}
STARTED_WITHIN = 90  # seconds
ANSWERS_WITHIN = 120


class NotStarted(Exception):
    """Firefox did not open its port; the message has what it said."""


class Marionette(RemoteConnection):
    """A connection to a Firefox that it starts itself, with a profile of its own."""

    def __init__(self, program: Path, profile: Path) -> None:
        super().__init__(client_config=ClientConfig("http://127.0.0.1"))
        (profile / "user.js").write_text('user_pref("marionette.port", 0);\n')  # any free one
        self._log = (profile / "said.txt").open("w+")
        self._firefox = subprocess.Popen(
            [program, "--marionette", "--headless", "--no-remote", "--profile", profile],
            stdout=self._log,
            stderr=self._log,
        )
        self._socket = socket.create_connection(("127.0.0.1", self._port(profile)), ANSWERS_WITHIN)
        self._stream = self._socket.makefile("rb")
        self._asked = 0
        self._receive()  # its greeting

    def _port(self, profile: Path) -> int:
        end = time.monotonic() + STARTED_WITHIN
        file = profile / "MarionetteActivePort"
        while self._firefox.poll() is None and time.monotonic() < end:
            if file.exists() and (text := file.read_text()):
                return int(text)
            time.sleep(0.05)
        self._firefox.kill()
        self._firefox.wait()
        self._log.seek(0)
        said = self._log.read()
        self._log.close()
        raise NotStarted(f"Firefox did not start. It said: {said}")

    def _receive(self) -> Any:
        """A message is its length in digits, a colon, and JSON."""
        length = b""
        while (digit := self._stream.read(1)) != b":":
            if not digit:
                raise NotStarted("Firefox has gone.")
            length += digit
        return json.loads(self._stream.read(int(length)))

    def _ask(self, name: str, params: dict[str, Any]) -> dict[str, Any]:
        self._asked += 1
        message = json.dumps([0, self._asked, name, params]).encode()
        self._socket.sendall(b"%d:%s" % (len(message), message))
        _, _, error, value = self._receive()
        if error:
            return {"status": 500, "value": json.dumps({"value": error})}
        return value if "value" in (value or {}) else {"value": value}

    def execute(self, command: str, params: dict[str, Any]) -> dict[str, Any]:
        if command == Command.QUIT:
            return self._ask("Marionette:Quit", {"flags": ["eForceQuit"]})
        # The session is the connection's; what else Selenium tells stays as it is.
        return self._ask(NAMES[command], {key: value for key, value in params.items() if key != "sessionId"})

    def close(self) -> None:
        try:
            self._firefox.wait(30)
        except subprocess.TimeoutExpired:
            self._firefox.kill()
            self._firefox.wait()
        self._stream.close()
        self._socket.close()
        self._log.close()
        super().close()


@contextmanager
def firefox(program: Path, profile: Path) -> Iterator[Remote]:
    """Firefox, driven as Selenium drives any browser. `profile` is an empty folder."""
    connection = Marionette(program, profile)
    try:
        yield Remote(command_executor=connection, options=Options())
    finally:
        connection.execute(Command.QUIT, {})
        connection.close()
