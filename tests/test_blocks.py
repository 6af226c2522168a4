"""The components' HTML goes past Markdown and comes out as if Markdown had read it."""

import markdown
import pytest

from macros.blocks import Blocks

HTML = '<section id="a">\n<p>*one* "two" {{ x }}</p>\n\n<ul><li id="b">three & more</li></ul>\n</section>'
EXTENSIONS = ["attr_list", "md_in_html", "smarty", "tables", "toc"]


class Ids(markdown.extensions.Extension):
    """Notes ids as MkDocs does: in HTML that it finds before Markdown does."""

    def __init__(self) -> None:
        super().__init__()
        self.step = markdown.preprocessors.Preprocessor()
        self.step.run = lambda lines: lines
        self.step.present_anchor_ids = set()

    def extendMarkdown(self, md: markdown.Markdown) -> None:
        md.preprocessors.register(self.step, "ids", 21)


@pytest.mark.parametrize(
    "page",
    [
        "# Title\n\n{}\n\nText.\n",
        "Text,\n\n{}\n## Heading\n",
        "{}",
        "{}\n\n{}\n\n\nText *after*.",
    ],
)
def test_a_page_is_as_if_markdown_had_read_it(page: str) -> None:
    """Wherever a component stands by itself, the page is the same, byte for byte."""
    blocks = Blocks()
    marked = page.replace("{}", blocks.keep(HTML))
    plain = markdown.Markdown(extensions=EXTENSIONS).convert(page.replace("{}", HTML))
    assert markdown.Markdown(extensions=[*EXTENSIONS, blocks]).convert(marked) == plain


def test_a_component_may_stand_in_other_html() -> None:
    """Within HTML that holds Markdown, a component is neither lost nor put into a paragraph."""
    blocks = Blocks()
    page = f'<div markdown="1">\n\nText.\n\n{blocks.keep(HTML)}\n\n</div>\n'
    written = markdown.Markdown(extensions=[*EXTENSIONS, blocks]).convert(page)
    assert written == f"<div>\n<p>Text.</p>\n{HTML}\n</div>"


def test_ids_in_it_can_be_linked() -> None:
    """The generator learns which ids the HTML has, so that it can tell a broken link."""
    blocks, ids = Blocks(), Ids()
    markdown.Markdown(extensions=[blocks, ids]).convert(blocks.keep(HTML))
    assert ids.step.present_anchor_ids == {"a", "b"}
