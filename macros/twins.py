"""Which pages have a Markdown twin."""

from macros.guide import Guide
from macros.pages import Page


def has_twin(guide: Guide, page: Page) -> bool:
    """Whether there is something to read: a form to fill in, or a page of things to copy, has no twin."""
    forms = {"quiz", "workbook", "newsletter", *guide.aids}
    return not any(call.name in forms for call in page.calls)
