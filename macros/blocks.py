"""Takes the components' HTML past Markdown, which would read all of it, tag by tag, to leave it as it is."""

import re

from markdown import Markdown
from markdown.extensions import Extension
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor

_MARK = re.compile("\ue000(?P<number>[0-9]+)\ue001(?=(?P<room>(?: *\n){2})?)")
_PARAGRAPH = re.compile("(?P<p><p>)?\ue000(?P<number>[0-9]+)\ue001(?(p)</p>)")
# What looks for links to addresses that were given names, of which a page has none: macros/markup.py refuses them.
_WITHOUT_NAMES = ("reference", "image_reference", "short_reference", "short_image_ref")
_ID = re.compile(r'\sid="([^"]+)"')


class Blocks(Extension):
    """Keeps HTML under marks that stand for it in a page's Markdown, and puts it where the marks were."""

    def __init__(self) -> None:
        super().__init__()
        self._kept: list[str] = []

    def keep(self, html: str) -> str:
        """The mark to write in place of the HTML."""
        self._kept.append(html)
        return f"\ue000{len(self._kept) - 1}\ue001"

    def of(self, mark: re.Match[str], md: Markdown) -> str:
        """The HTML that a mark in the page stands for."""
        html = self._kept[int(mark["number"])]
        # MkDocs looks for the ids that links may lead to in the HTML that it finds; this it does not find.
        for step in md.preprocessors:
            if hasattr(step, "present_anchor_ids"):
                step.present_anchor_ids.update(_ID.findall(html))
        return html

    def extendMarkdown(self, md: Markdown) -> None:
        # Below Markdown's own search for HTML, which is at 20, and its putting back what that found, at 30.
        md.preprocessors.register(_Before(md, self), "blocks", 10)
        md.postprocessors.register(_After(md, self), "blocks", 10)
        for name in _WITHOUT_NAMES:
            md.inlinePatterns.deregister(name)


class _Before(Preprocessor):
    """Gives Markdown the HTML to put back, as if it had found it."""

    def __init__(self, md: Markdown, blocks: Blocks) -> None:
        super().__init__(md)
        self.blocks = blocks

    def run(self, lines: list[str]) -> list[str]:
        return _MARK.sub(self._stashed, "\n".join(lines)).split("\n")

    def _stashed(self, mark: re.Match[str]) -> str:
        end = "\n" if mark["room"] else ""  # as Markdown itself keeps it
        return f"\n\n{self.md.htmlStash.store(self.blocks.of(mark, self.md) + end)}\n\n"


class _After(Postprocessor):
    """Puts back what stands in other HTML, which Markdown has set aside by then."""

    def __init__(self, md: Markdown, blocks: Blocks) -> None:
        super().__init__(md)
        self.blocks = blocks

    def run(self, text: str) -> str:
        if "\ue000" not in text:  # most texts: headings and pages alike come by here
            return text
        return _PARAGRAPH.sub(lambda mark: self.blocks.of(mark, self.md), text)
