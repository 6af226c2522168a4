"""What the templates of the frame find in `config.extra`: plain data, which every generator can hand to them."""

from typing import Any

from macros.frame import Nav, frames
from macros.guide import Guide
from macros.icons import carried
from macros.metadata import metadata
from macros.models import Model
from macros.quotes import Quote, quotes


def extra(guide: Guide, name: str, address: str, nav: Nav) -> dict[str, Any]:
    """What there is for each page stands under its address.

    `name` is the site's, `address` its whole address, ending in a slash, and `nav` its menu, as mkdocs.yml has it.
    None is '', as the theme's successor has it.
    """
    addresses = {page.name: page.address for page in guide.pages.values()}
    return _plain(
        {
            "tracks": guide.tracks,
            "frames": {addresses[page]: frame for page, frame in frames(guide, nav).items()},
            "metadata": {addresses[page]: said for page, said in metadata(guide, name, address).items()},
            "quotes": {quote.address: _quote(quote, address) for quote in quotes(guide)},
            "icon": carried(guide),
            "publication": guide.publication,
            "take_along": guide.address_of("formats"),
        }
    )


def _quote(quote: Quote, address: str) -> dict[str, str]:
    return {"rich": quote.form("rich", address), "name": quote.name, "gathered": quote.gathered}


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        value = value.model_dump()
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(one) for one in value]
    return "" if value is None else value
