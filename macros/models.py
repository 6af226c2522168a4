"""The shapes of everything in data/. Field descriptions are what an editor's tooltip shows.

Shape only: what one file says of another is in rules.py, and what makes a quiz fair in quiz_rules.py.
"""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

# What a text of each kind looks like; validation.py has what to say when it does not.
ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
CLAIM_ID = r"^S\d+\.\d+$"
ADDRESS = r"^([a-z0-9-]+/)*$"
COLOUR = r"^#[0-9a-f]{6}$"
DRAWING = r"^[MmLlHhVvCcSsQqTtAaZz0-9 .,-]+$"
DATE = r"^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
PLAIN = r'^[^<>"]+$'

Id = Annotated[str, StringConstraints(pattern=ID, max_length=60)]
ClaimId = Annotated[str, StringConstraints(pattern=CLAIM_ID)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Address = Annotated[str, StringConstraints(pattern=ADDRESS)]
Colour = Annotated[str, StringConstraints(pattern=COLOUR)]
Drawing = Annotated[str, StringConstraints(pattern=DRAWING)]
Date = Annotated[str, StringConstraints(pattern=DATE)]
Plain = Annotated[str, StringConstraints(pattern=PLAIN)]


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class FrontMatter(Model):
    """What stands between --- at the top of a page. The theme puts it into the page unescaped."""

    title: Plain | None = Field(default=None, description="For the browser's tab; the heading if left out.")
    description: Plain = Field(description="One sentence for search results and shared links.")
    reviewed: Date = Field(description="When somebody last read the page through and stood by it.")
    hide: list[Literal["navigation", "toc", "footer"]] = Field(
        default=[], description="Parts of the theme left out."
    )


class Accent(Model):
    light: Colour = Field(description="On the light scheme, as #rrggbb.")
    dark: Colour = Field(description="On the dark scheme, as #rrggbb.")


class Track(Model):
    id: Id = Field(description="Permanent: it is in addresses, in data and in what readers saved.")
    name: Text = Field(description="The full title of the role.")
    short: Text = Field(description="The title in a word, for table heads.")
    certainty: Text = Field(description="The kind of certainty this track sells; shown under its name in tables.")
    accent: Accent
    mark: Drawing = Field(description="The track's own shape: an SVG path on a 24 by 24 grid.")
    addresses: dict[Id, Address] = Field(
        description="This track's page in each section, and its verdict, from the site's root."
    )


class Tracks(Model):
    """data/tracks.yml"""

    tracks: list[Track] = Field(min_length=2, max_length=2)


class Source(Model):
    id: Id = Field(description="Permanent: it is the address of the entry.")
    short: Text = Field(description="How a citation reads, as in 'Conway, 1968'.")
    authors: Text
    title: Text
    where: Text = Field(description="Journal, publisher or site.")
    year: int | None = Field(default=None, ge=1900, le=2100, description="Left out if unknown.")
    kind: Literal["article", "study", "review", "practitioner", "book", "vendor", "charter"]
    trust: Literal["checked", "second-hand"] = Field(
        description="checked: read in a copy of the source or its abstract. second-hand: copies agree."
    )
    finding: Text = Field(description="What the guide takes from it, in our words.")
    caveat: Text | None = Field(default=None, description="Why not to lean on it too hard.")


class Sources(Model):
    """data/sources.yml"""

    sources: list[Source] = Field(min_length=1)


class Claim(Model):
    id: ClaimId = Field(description="Permanent: section of the article, then its number.")
    claim: Text = Field(description="What the article says, in our words.")
    taught: list[Text] = Field(
        min_length=1, description="Where we teach it: page#heading-id, as in 'sourcing/index.md#opaque'."
    )


class Claims(Model):
    """data/claims.yml"""

    source: Id = Field(description="The source that makes the claims.")
    claims: list[Claim] = Field(min_length=1)


class Term(Model):
    id: Id = Field(description="Permanent: it is the address of the entry.")
    term: Text = Field(description="As written in the middle of a sentence: pages link it in this form.")
    definition: Text
    see: list[Id] = Field(default=[], description="Ids of related terms.")


class Glossary(Model):
    """data/glossary.yml"""

    terms: list[Term] = Field(min_length=1)


class Row(Model):
    id: Id = Field(description="Permanent: it is the address of the row.")
    label: Text = Field(description="What is compared.")
    cells: dict[Id, Text] = Field(description="One cell a track.")
    sources: list[str] = Field(default=[], description="Ids of sources or claims behind the row.")


class Comparison(Model):
    """data/comparisons/*.yml"""

    caption: Text = Field(description="The table's title.")
    rows: list[Row] = Field(min_length=1)


class Item(Model):
    id: Id = Field(description="Permanent, and one of a kind in the whole guide: ticks are saved under it.")
    text: Text = Field(description="Something one can tick: done or not done.")
    why: Text = Field(description="Why it matters.")
    sources: list[str] = Field(default=[], description="Ids of sources or claims behind the item.")


class Checklist(Model):
    """data/checklists/*.yml"""

    title: Text
    track: Id
    section: Id = Field(description="The section it belongs to: a key of the track's addresses.")
    items: list[Item] = Field(min_length=1)


class Dimension(Model):
    id: Id
    name: Text
    asks: Text = Field(description="What the dimension asks, in one question.")
    sources: list[str] = Field(default=[], description="Ids of sources or claims behind it.")


class Option(Model):
    id: Id = Field(description="Permanent: saved answers and links name it.")
    text: Text = Field(description="What the reader would do or prefers; never what one should.")
    points: dict[Id, Annotated[int, Field(ge=0, le=3)]] = Field(description="Points a track: 3 to share.")


class Question(Model):
    id: Id = Field(description="Permanent: saved answers and links name it. A new meaning needs a new id.")
    dimension: Id
    text: Text
    options: list[Option] = Field(min_length=4, max_length=4)


class Bands(Model):
    """Margins are points of the second track less points of the first; the bands take their size."""

    close: int = Field(ge=0, description="The largest margin that is still too close to call.")
    leans: int = Field(ge=1, description="The largest margin that only leans; beyond it is clear.")
    least_answers: int = Field(ge=1, description="With fewer answers than this there is no verdict.")


class Wording(Model):
    """What the result says. In leans and clear, {track} and {other} stand for the tracks' names."""

    close: Text
    leans: Text
    clear: Text
    unfinished: Text


class Quiz(Model):
    """data/quiz.yml"""

    version: int = Field(
        ge=1,
        le=999_999_999,
        description="Raise it when a question is added, dropped or replaced: older links then say so.",
    )
    bands: Bands
    headlines: Wording
    meanings: Wording
    too_close: Address = Field(description="The page of the verdict 'too close to call'.")
    dimensions: list[Dimension] = Field(min_length=2)
    questions: list[Question] = Field(min_length=2)
