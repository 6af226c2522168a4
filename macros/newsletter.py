"""What the page for newsletters shows: every chapter's quote and the quiz's first question, in every form."""

from itertools import groupby
from typing import Any

from markupsafe import Markup

from macros.guide import Guide
from macros.quote_forms import FORMS, Link, colours, fill
from macros.quotes import quotes


def newsletter(guide: Guide, root: str, address: str) -> dict[str, Any]:
    """`root` leads to the site's root, and `address` is the whole address of it, for what leaves the site."""
    gathered = [
        {
            "quote": quote,
            "id": quote.gathered.partition("#")[2],
            "card": root + quote.card,
            "forms": {form: quote.form(form, address) for form in ("email", "markdown", "text")},
            "rich": Markup(quote.form("rich", address)),
        }
        for quote in quotes(guide)
    ]
    sections = [
        {"id": section, "name": _section_name(guide, section), "quotes": list(of_section)}
        for section, of_section in groupby(gathered, key=lambda entry: entry["quote"].section)
    ]
    return {"sections": sections, "invitation": _invitation(guide, address), "root": root}


def _section_name(guide: Guide, section: str) -> str:
    """The title of the chapter that a section has for both tracks; else its id in words."""
    page = guide.page_at(f"{section}/")
    return (page and page.front_matter.title) or section.replace("-", " ").capitalize()


def _invitation(guide: Guide, address: str) -> dict[str, Any]:
    """The quiz's first question; each of its options is a link that starts the quiz with that answer."""
    quiz, licence = address + guide.address_of("quiz"), guide.publication.licence
    question = guide.quiz.questions[0]
    content = {
        "about": " or ".join(track.name for track in guide.tracks) + "?",
        "count": f"Question 1 of {len(guide.quiz.questions)}",
        "question": question.text,
        "options": tuple(
            Link(option.text, f"{quiz}#start={question.id}.{option.id}") for option in question.options
        ),
        "quiz": Link("Start without an answer", quiz),
        "author": Link(guide.publication.author, address),
        "licence": Link(licence.name, licence.link),
    }
    neutral = colours(guide, None)
    written = {form: fill("newsletter", form, content, **neutral) for form in FORMS}
    return {"rich": Markup(written.pop("rich")), "forms": written}
