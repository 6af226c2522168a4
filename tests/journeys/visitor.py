"""Who takes the journeys: the few things that a reader does and sees, whatever drives the browser."""

import re
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.storage import GUIDE

PATIENCE = 15  # seconds for what should come at once: the machine may be busy


@dataclass(frozen=True)
class Way:
    """A way to visit the guide: a browser, and what it is denied."""

    name: str
    engine: str = "chromium"
    scripts: bool = True
    storage: bool = True
    width: int = 1280
    # The script of what the journey is about never arrives.
    script_lost: bool = False

    @property
    def narrow(self) -> bool:
        return self.width < 400


def plain(text: str) -> str:
    """A text without what differs between two renderings of it: spaces, line ends and soft hyphens."""
    return re.sub(r"\s+", " ", text.replace("\u00ad", "")).strip()


class Visitor(ABC):
    """A reader at a browser, new to the guide. What should come is waited for; what does not come fails the journey."""

    way: Way
    origin: str

    @abstractmethod
    def evaluate(self, expression: str) -> Any:
        """The value of an expression in the page, for what no control shows."""

    @abstractmethod
    def _open(self, url: str) -> None: ...

    @abstractmethod
    def _reload(self) -> None: ...

    @abstractmethod
    def _find(self, role: str, name: str, inside: str) -> Any:
        """What a reader finds by its role and its whole name, within a selector; None if nothing, or hidden."""

    @abstractmethod
    def _click(self, found: Any) -> None: ...

    @abstractmethod
    def hit(self, *keys: str) -> None:
        """Press keys, one after the other: `Enter`, `ArrowDown`, `Control+k`."""

    @abstractmethod
    def write(self, text: str) -> None:
        """Type a text where the focus is."""

    @abstractmethod
    def paper(self) -> list[str]:
        """What stands on each sheet when the page is printed. The visitor is done with the page then."""

    @abstractmethod
    def without(self, word: str) -> None:
        """From here on, no script that has this word in it arrives."""

    def acts(self, word: str) -> bool:
        """Whether the script that has this word in it will act; called at the start of the journey that it is for."""
        if self.way.script_lost:
            self.without(word)
        return self.way.scripts and not self.way.script_lost

    # What a reader does

    def go(self, address: str) -> None:
        self._open(f"{self.origin}/{address}")
        self._has_loaded()

    def reload(self) -> None:
        self._reload()
        self._has_loaded()

    def press(self, role: str, name: str, inside: str = "body") -> None:
        found: list[Any] = []

        def try_it() -> bool:
            found[:] = [self._find(role, name, inside)]
            if found[0] is None:
                return False
            self._click(found[0])
            return True

        self.until(try_it, f"a {role} “{name}” to press in {inside}")
        self._fits()

    # What a reader sees

    def offers(self, role: str, name: str, inside: str = "body") -> bool:
        """Whether it can be seen now."""
        return self._find(role, name, inside) is not None

    def text(self, inside: str = "body") -> str:
        """What can be read now."""
        return plain(self.evaluate(f"document.querySelector({inside!r})?.innerText ?? ''"))

    def sees(self, role: str, name: str, inside: str = "body") -> None:
        self.until(lambda: self.offers(role, name, inside), f"a {role} “{name}” in {inside}")

    def reads(self, text: str, inside: str = "body") -> None:
        self.until(lambda: text in self.text(inside), f"“{text}” in {inside}")

    def is_at(self, address: str) -> None:
        self.until(lambda: self.address == address, f"the address to be {address}")
        self._has_loaded()

    def sees_all_of(self, selector: str) -> None:
        """It is within the window, and nothing lies over it."""
        test = """((one) => {
          const {left, right, top, bottom} = one.getBoundingClientRect()
          const seen = document.elementFromPoint(Math.min((left + right) / 2, left + 20), (top + bottom) / 2)
          return top >= 0 && bottom <= innerHeight && one.contains(seen)
        })(document.querySelector(SELECTOR))"""
        self.until(lambda: self.evaluate(test.replace("SELECTOR", repr(selector))), f"{selector} in view")

    @property
    def address(self) -> str:
        """Where the visitor is, from the guide's root on."""
        return str(self.evaluate("location.href")).removeprefix(f"{self.origin}/")

    def is_ticked(self, selector: str) -> bool:
        return self.evaluate(f"document.querySelector({selector!r}).checked")

    def saved(self) -> list[str]:
        """The names of all that the guide keeps in this browser."""
        keys = "(() => { try { return Object.keys(localStorage) } catch { return [] } })()"
        return [key for key in self.evaluate(keys) if key.startswith(GUIDE)]

    def until(self, holds: Callable[[], Any], what: str) -> None:
        """Wait for it. A page that is just being left or entered may answer nothing."""
        end = time.monotonic() + PATIENCE
        last: Exception | None = None
        while True:
            try:
                if holds():
                    return
                last = None
            except self.hiccups as hiccup:
                last = hiccup
            if time.monotonic() > end:
                raise AssertionError(
                    f"{self.way.name}: waited in vain for {what}, at {self.address or 'the home page'}. {last or ''}"
                )
            time.sleep(0.04)

    hiccups: tuple[type[Exception], ...] = ()

    def _has_loaded(self) -> None:
        """WebKit's driver goes on before that, and scripts come later than the page."""
        self.until(lambda: self.evaluate("document.readyState") == "complete", "a page that has loaded")
        if self.way.scripts and not self.way.script_lost:
            has_run = "!!document.querySelector('scheme-switch:not([hidden])')"
            self.until(lambda: self.evaluate(has_run), "scripts that have run")
        self._fits()

    def _fits(self) -> None:
        """Nothing makes a narrow page scroll sideways."""
        if self.way.narrow:
            wide = "document.documentElement.scrollWidth > innerWidth && document.documentElement.scrollWidth"
            found: list[Any] = []

            def fits() -> bool:
                found[:] = [self.evaluate(wide)]
                return not found[0]

            self.until(fits, f"a page no wider than {self.way.width} px")
