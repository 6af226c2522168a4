"""Writes every chapter's quote as files, one for each form it is copied in."""

from markupsafe import Markup

from macros.finishing.site import Site
from macros.guide import Guide
from macros.quotes import quotes
from macros.templates import render

# A host may name no charset for a text, and a browser then takes it for an older one, unless it begins like this.
UTF_8 = "\ufeff"


def write(site: Site, guide: Guide) -> None:
    """Beside every chapter: quote.html, whose body is the block for e-mail, quote.md and quote.txt."""
    language = guide.publication.language
    for quote in quotes(guide):
        block = Markup(quote.form("email", site.address))
        page = render("quote", "document", title=quote.title, language=language, block=block)
        site.write(f"{quote.address}quote.html", f"{page}\n")
        for form, ending in (("markdown", "md"), ("text", "txt")):
            site.write(f"{quote.address}quote.{ending}", f"{UTF_8}{quote.form(form, site.address)}\n")
