"""The shapes of everything in data/. Field descriptions are what an editor's tooltip shows.

Shape only: what one file says of another is in rules.py, and what makes a quiz fair in quiz_rules.py.
"""

import re
from collections.abc import Iterator
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

# What a text of each kind looks like; validation.py has what to say when it does not.
ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
CLAIM_ID = r"^S\d+\.\d+$"
ADDRESS = r"^([a-z0-9-]+/)*$"
COLOUR = r"^#[0-9a-f]{6}$"
DRAWING = r"^[MmLlHhVvCcSsQqTtAaZz0-9 .,-]+$"
DATE = r"^20\d\d-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$"
PLAIN = r'^[^<>"]+$'
LINK = r"^https://[^\s<>\"']+$"
PLACE = r"^([a-z0-9-]+/)*(#[a-z0-9-]+)?$"
FEED_ID = r"^urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"
_BREAK = re.compile(r"\s*\n\s*")
# A text is one line: what begins a line could be a mark of Markdown's, wherever the text is shown.
_ONE_LINE = AfterValidator(lambda text: _BREAK.sub(" ", text))

Id = Annotated[str, StringConstraints(pattern=ID, max_length=60)]
ClaimId = Annotated[str, StringConstraints(pattern=CLAIM_ID)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), _ONE_LINE]
Address = Annotated[str, StringConstraints(pattern=ADDRESS)]
Colour = Annotated[str, StringConstraints(pattern=COLOUR)]
Drawing = Annotated[str, StringConstraints(pattern=DRAWING)]
Date = Annotated[str, StringConstraints(pattern=DATE)]
Plain = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, pattern=PLAIN), _ONE_LINE]
Link = Annotated[str, StringConstraints(pattern=LINK)]
Place = Annotated[str, StringConstraints(pattern=PLACE)]
FeedId = Annotated[str, StringConstraints(pattern=FEED_ID)]
Percent = Annotated[float, Field(ge=0, le=100)]


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True, defer_build=True)


class SearchRank(Model):
    """The theme's search reads it."""

    boost: Annotated[float, Field(gt=0, le=2)] = Field(
        description="Below 1 for a page that others explain better."
    )


class FrontMatter(Model):
    """What stands between --- at the top of a page."""

    # Not "| None": the generator stumbles over a title of nothing.
    title: Plain = Field(default=None, description="For the browser's tab; the heading if left out.")
    description: Plain = Field(description="One sentence for search results and shared links.")
    published: Date = Field(description="When the page first stood at its address.")
    updated: Date | None = Field(
        default=None, description="When its text last changed so that a reader should know; left out if never."
    )
    reviewed: Date = Field(description="When somebody last read the page through and stood by it.")
    blurb: Plain | None = Field(
        default=None, description="A chapter in about fifty words, for whoever quotes it; chapters have one."
    )
    feed_id: FeedId | None = Field(
        default=None, description="Permanent: feed readers know the chapter by it; chapters have one."
    )
    search: SearchRank | None = Field(default=None, description="Where the page stands among what a search finds.")
    hide: list[Literal["navigation", "toc", "footer"]] = Field(
        default=[], description="Parts of the frame left out."
    )

    @property
    def changed(self) -> str:
        """The day on which its text last changed so that a reader should know."""
        return self.updated or self.published


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
    link: Link | None = Field(
        default=None, description="Where a reader finds it. Left out where we have seen no address."
    )
    year: int | None = Field(default=None, ge=1900, le=2100, description="Left out if unknown.")
    kind: Literal["article", "study", "review", "survey", "practitioner", "book", "handbook", "vendor", "charter"]
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


class Column(Model):
    id: Id
    name: Text = Field(description="The head of the column.")


class Row(Model):
    id: Id = Field(description="Permanent: it is the address of the row.")
    label: Text = Field(description="What is compared.")
    cells: dict[Id, Text] = Field(
        description="One cell a column; the columns are the tracks unless the table has its own."
    )
    sources: list[str] = Field(default=[], description="Ids of sources or claims behind the row.")


class Comparison(Model):
    """data/comparisons/*.yml"""

    caption: Text = Field(description="The table's title.")
    leads: Id | None = Field(
        default=None, description="The track whose column comes first; left out, the first in tracks.yml."
    )
    columns: list[Column] = Field(
        default=[], max_length=3, description="Where the columns are not the two tracks; three fit a page."
    )
    rows: list[Row] = Field(min_length=1)


class Item(Model):
    id: Id = Field(description="Permanent, and one of a kind in the whole guide: ticks are saved under it.")
    text: Text = Field(description="Something one can tick: done or not done.")
    why: Text = Field(description="Why it matters.")
    sources: list[str] = Field(default=[], description="Ids of sources or claims behind the item.")


class Checklist(Model):
    """data/checklists/*.yml"""

    title: Text
    track: Id | None = Field(default=None, description="Left out where the list is for both tracks.")
    section: Id = Field(description="The section it belongs to: a key of the track's addresses.")
    items: list[Item] = Field(min_length=1)


Role = Literal["hires", "vouches", "gatekeeps"]


class Node(Model):
    """A kind of person worth reaching."""

    id: Id = Field(description="Permanent: what a reader plans is saved under it.")
    track: Id
    name: Text = Field(description="In the plural, as in 'Former colleagues'.")
    role: Role = Field(description="What they can do for the reader.")
    who: Text = Field(description="Whom one would be looking for.")
    need: Text = Field(description="What they need, whoever writes to them.")
    worth: Text = Field(description="How to be worth their time.")
    first: Text = Field(description="A first message as one would send it, of 60 to 110 words.")
    frame: Text = Field(description="The same message with [blanks] where the reader's own facts go.")
    second: Text = Field(description="The second contact, and when.")
    never: Text = Field(description="What never to do.")
    sources: list[str] = Field(default=[], description="Ids of sources or claims behind it.")


class Nodes(Model):
    """data/nodes.yml"""

    nodes: list[Node] = Field(min_length=1)


class Stage(Model):
    """One stage of a loop, with one question answered twice."""

    id: Id = Field(description="Permanent, and one of a kind in the whole guide.")
    name: Text
    asked_by: Text = Field(description="Who usually conducts it, and what they have been asked to find out.")
    question: Id = Field(description="The question of this stage that is answered here.")
    weak: Text = Field(description="An able candidate's answer that costs the offer.")
    strong: Text = Field(description="The same question, answered so that something is safer afterwards.")
    red_flags: list[Text] = Field(min_length=1, description="What this interviewer writes down as a warning.")


class InterviewQuestion(Model):
    id: Id = Field(description="Permanent: it is the address of the question, and practice is saved under it.")
    stage: Id
    text: Text
    listens_for: Text = Field(description="What the interviewer wants to learn from the answer.")
    sources: list[str] = Field(default=[], description="Ids of sources or claims behind it.")


class Questions(Model):
    """data/questions/*.yml"""

    track: Id
    stages: list[Stage] = Field(min_length=1)
    questions: list[InterviewQuestion] = Field(min_length=1)


class Criterion(Model):
    """One thing that a decision aid should do, and how far the guide does it."""

    id: Id = Field(description="Permanent: it is the address of the row.")
    criterion: Text
    score: int = Field(ge=0, le=2, description="0 not done, 1 done in part, 2 done.")
    why: Text = Field(description="What earns the score, or what is missing.")
    places: list[Text] = Field(default=[], description="Where to see it: page#heading-id.")


class Scorecard(Model):
    """data/scorecard.yml"""

    criteria: list[Criterion] = Field(min_length=1)


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
    speaks: int = Field(
        ge=1,
        description="From this margin on one dimension speaks for a track; two that speak for both disagree.",
    )


class Wording(Model):
    """What the result says. In leans and clear, {track} and {other} stand for the tracks' names."""

    close: Text
    leans: Text
    clear: Text
    unfinished: Text


class ReadinessOption(Model):
    id: Id = Field(description="Permanent: saved answers and links name it.")
    text: Text = Field(description="What the reader has done, as somebody else could confirm it.")
    points: int = Field(ge=0, le=2, description="0 to 2, for how much is proven.")


class ReadinessQuestion(Model):
    id: Id = Field(description="Permanent: saved answers and links name it. A new meaning needs a new id.")
    track: Id
    text: Text
    options: list[ReadinessOption] = Field(min_length=3, max_length=3)
    prove: Text = Field(description="What to prove next, for whoever has not proven it.")


class Level(Model):
    most: int = Field(ge=0, description="The most points of a track that are still on this level.")
    name: Text


class GridCell(Model):
    title: Text = Field(description="Two or three words: it must fit a narrow column.")
    advice: Text = Field(description="What to do about a track to which this applies.")


class GridRow(Model):
    name: Text
    cells: list[GridCell] = Field(description="One a level, in the order of the levels.")


class Grid(Model):
    """Fit by readiness: a row for how the answers lie to a track."""

    towards: GridRow
    close: GridRow
    away: GridRow


class Readiness(Model):
    """What has been proven. It is apart from fit, and never changes a verdict."""

    levels: list[Level] = Field(min_length=2)
    grid: Grid
    questions: list[ReadinessQuestion] = Field(min_length=2)


class MotiveOption(Model):
    id: Id = Field(description="Permanent: saved answers name it.")
    text: Text
    caution: Text | None = Field(default=None, description="What the result says to who chose it.")


class Motive(Model):
    """A prompt that is not scored, and is never put into a link."""

    id: Id = Field(description="Permanent: saved answers name it. A new meaning needs a new id.")
    text: Text
    options: list[MotiveOption] = Field(min_length=2, max_length=5)


class Reading(Model):
    """What to read next: two pages for the verdict, one for the other side."""

    close: list[Address] = Field(min_length=3, max_length=3)
    tracks: dict[Id, Annotated[list[Address], Field(min_length=3, max_length=3)]]


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
    disagreement: Text = Field(description="What the result says where two dimensions speak for different tracks.")
    too_close: Address = Field(description="The page of the verdict 'too close to call'.")
    dimensions: list[Dimension] = Field(min_length=2)
    questions: list[Question] = Field(min_length=2)
    readiness: Readiness
    motives: list[Motive] = Field(min_length=1, max_length=2)
    experiments: dict[Id, Text] = Field(description="One reversible experiment a track.")
    reading: Reading

    def asked(self) -> Iterator[tuple[tuple[str | int, ...], Question | ReadinessQuestion | Motive]]:
        """Every question that a reader is asked, scored or not, with its path in the file."""
        for path, questions in (
            (("questions",), self.questions),
            (("readiness", "questions"), self.readiness.questions),
            (("motives",), self.motives),
        ):
            for position, question in enumerate(questions):
                yield (*path, position), question


class Recovery(Model):
    """How simulated readers fared whose answers hang together to one degree. All but the first in per cent."""

    correlation: float = Field(ge=0, le=1, description="Between any two of a reader's answers.")
    close: Percent = Field(description="Of all: too close to call.")
    leans: Percent = Field(description="Of all: leans.")
    clear: Percent = Field(description="Of all: clear.")
    disagree: Percent = Field(description="Of all: two dimensions speak for different tracks.")
    leans_right: Percent = Field(description="Of those that lean: the track is the one they were made to prefer.")
    clear_right: Percent = Field(description="Of those that are clear: likewise.")
    again_same: Percent = Field(description="Of all, answering again: the same verdict.")
    named_opposite: Percent = Field(description="Of those with a track, answering again: the other track.")


class Chance(Model):
    """The same for answers given by dice, in per cent of all possible sets of answers; exact."""

    close: Percent
    leans: Percent
    clear: Percent


class Simulation(Model):
    """data/simulation.yml, written by `make simulation`; never edited by hand."""

    quiz: Text = Field(description="A fingerprint of the points, dimensions and bands that it was made for.")
    seed: int
    respondents: int = Field(ge=1, description="For each correlation.")
    chance: Chance
    recoveries: list[Recovery] = Field(min_length=1)


class PromptWords(Model):
    """A prompt in the words of a track, with an invented answer of either kind."""

    asks: Text
    activity: Text = Field(description="An answer that says what was done; a hint must catch it.")
    effect: Text = Field(description="The answer that says what came of it; no hint may speak.")


class Prompt(Model):
    id: Id = Field(description="Permanent: what a reader writes is saved under it.")
    name: Text
    tracks: dict[Id, PromptWords]


class Length(Model):
    """A statement as long as a number of seconds, drafted from the answers."""

    id: Id = Field(description="Permanent: what a reader writes is saved under it.")
    seconds: int = Field(ge=5, le=300)
    name: Text
    use: Text = Field(description="When one says it.")
    pattern: dict[Id, Text] = Field(description="For each track, the draft; {prompt id} stands for an answer.")


class Hint(Model):
    id: Id
    prompts: list[Id] = Field(min_length=1, description="The prompts whose answers it watches.")
    has: list[Text] = Field(default=[], description="It speaks if one of these words or phrases stands there.")
    lacks: list[Text] = Field(default=[], description="It speaks if none of these does.")
    says: Text = Field(description="What the reader is told; {word} stands for what was found.")


class Positioning(Model):
    """data/positioning.yml"""

    words_per_minute: int = Field(ge=80, le=250, description="The pace assumed until a reader sets another.")
    prompts: list[Prompt] = Field(min_length=2)
    lengths: list[Length] = Field(min_length=1)
    hints: list[Hint] = Field(min_length=1)


class State(Model):
    id: Id = Field(description="Permanent: a reader's people are saved with it.")
    name: Text
    closed: bool = Field(default=False, description="Nothing is due any more.")


class PersonField(Model):
    id: Id = Field(description="Permanent: what a reader writes is saved under it.")
    name: Text
    hint: Text = Field(description="What belongs there, in an example or two.")


class Outreach(Model):
    """data/outreach.yml"""

    soon: int = Field(ge=1, le=31, description="Days ahead within which a date is said to come up.")
    states: list[State] = Field(min_length=2, description="The first is what a new person begins with.")
    fields: list[PersonField] = Field(
        min_length=2, description="The first is what a person goes by, the last the next step."
    )


class StoryPart(Model):
    id: Id = Field(description="Permanent: what a reader writes is saved under it.")
    name: Text
    asks: Text


class Stories(Model):
    """data/stories.yml"""

    most: int = Field(ge=1, le=20)
    wanted: int = Field(ge=1, description="Stories with which a reader is ready, if no signal is missing.")
    seconds: int = Field(ge=10, description="How long a story takes to tell.")
    why_most: Text = Field(description="What a reader is told who wants one more than the most.")
    parts: list[StoryPart] = Field(min_length=2)


class Signal(Model):
    id: Id = Field(description="Permanent: a reader's stories are tagged with it.")
    track: Id | None = Field(default=None, description="Left out where both tracks' panels look for it.")
    name: Text
    shows: Text = Field(description="What is in a story that shows it.")
    place: Text = Field(description="The passage that explains it: page#heading-id.")


class Signals(Model):
    """data/signals.yml"""

    signals: list[Signal] = Field(min_length=1)


class Rating(Model):
    id: Id = Field(description="Permanent: a reader's practice is saved with it.")
    name: Text
    says: Text = Field(description="What a reader who gives it would say of the answer.")


class Drill(Model):
    """data/drill.yml"""

    minutes: list[Annotated[int, Field(ge=1, le=30)]] = Field(min_length=1, description="Timers on offer.")
    ratings: list[Rating] = Field(min_length=3, max_length=3, description="The weakest first.")


class Factor(Model):
    id: Id = Field(description="Permanent: a reader's weights and marks are saved under it.")
    name: Text
    asks: Text = Field(description="What to find out before marking it.")


class DealBreaker(Model):
    id: Id = Field(description="Permanent: it is saved under it.")
    name: Text = Field(description="A statement that, if true of a role, rules it out.")


class Offers(Model):
    """data/offers.yml"""

    least: int = Field(ge=2, description="Roles from which on there is something to compare.")
    most: int = Field(ge=2, le=6, description="Roles that fit beside each other.")
    narrow: int = Field(ge=1, le=50, description="A lead of fewer points than this, of 100, is called narrow.")
    weights: list[Text] = Field(min_length=2, max_length=10, description="Words for the weights 0, 1, 2 …")
    marks: list[Text] = Field(min_length=2, max_length=10, description="Words for the marks 0, 1, 2 …")
    factors: list[Factor] = Field(min_length=2)
    deal_breakers: list[DealBreaker] = Field(min_length=1)


class Aid(Model):
    id: Literal["positioning", "outreach", "stories", "drill", "offers"] = Field(description="Its macro's name.")
    name: Text
    does: Text = Field(description="What it does for the reader, in a sentence or two.")
    explained: list[Text] = Field(min_length=1, description="Passages that explain it: page#heading-id.")


class Step(Model):
    id: Id = Field(description="The quiz, an aid, or the name of a checklist's file.")
    why: Text = Field(description="Why it comes here.")


class Workbook(Model):
    """data/workbook.yml"""

    aids: list[Aid] = Field(min_length=1)
    steps: list[Step] = Field(min_length=1, description="In the order of the guide.")


class Fork(Model):
    """The tracks as two roads of one length, from one beginning to one end."""

    start: Text = Field(description="Who stands at the fork.")
    end: Text = Field(description="Where both roads end.")
    roads: dict[Id, Text] = Field(description="What each track shows on the way.")


class Bar(Model):
    label: Text
    working: Text = Field(description="How the amount comes about, as in '40 engineers for 6 months'.")
    amount: int = Field(ge=1)


class Bars(Model):
    """Amounts on one scale, in blocks that can be counted."""

    unit: Text = Field(description="What the amounts are counted in, in the plural.")
    block: int = Field(ge=1, description="How much one block stands for.")
    rows: list[Bar] = Field(min_length=2)


class State(Model):
    amount: Text = Field(description="As the text has it, as in '11 months'.")
    days: int = Field(ge=1, description="The same in days: all bars of the figure have one scale.")
    text: Text = Field(description="What takes so long.")


class Change(Model):
    """What could not be counted on, the one change, and what can be counted on now."""

    track: Id
    before: State
    change: Text
    kept: Text = Field(description="What was refused or left alone.")
    after: State
    ask: Text = Field(description="Who would say so.")


class RoleWords(Model):
    hires: Text
    vouches: Text
    gatekeeps: Text


class Person(Model):
    track: Id
    role: Role
    name: Text


class Roles(Model):
    """Who vouches, keeps the gate and hires, for each track, from the target nodes."""

    lends: RoleWords = Field(description="What somebody in each role has or does.")
    others: list[Person] = Field(default=[], description="People who are no target node, for a role without one.")


class Route(Model):
    """From the reader through a track's target nodes to whoever hires."""

    track: Id
    brings: dict[Id, Text] = Field(description="What one brings to each node of the track.")
    hires: Text = Field(description="Who hires in the end.")
    fears: Text = Field(description="What they need somebody for.")


class Loops(Model):
    """Both loops side by side."""

    alike: list[dict[Id, Id]] = Field(description="Stages that ask the same of both: one a track.")


class Loop(Model):
    """One track's loop, stage by stage, with its practice questions counted."""

    track: Id
    by: dict[Id, Text] = Field(description="For each stage, who asks, in a few words.")


class Figure(Model):
    id: Id = Field(description="Permanent: it is the address of the figure.")
    title: Text = Field(description="What the figure says, in one line.")
    caption: Text = Field(description="How to read it; whether it is illustrative.")
    words: Text = Field(description="What its lines and lengths say, above the list that has the rest in words.")
    fork: Fork | None = None
    bars: Bars | None = None
    change: Change | None = None
    roles: Roles | None = None
    route: Route | None = None
    loops: Loops | None = None
    loop: Loop | None = None


class Figures(Model):
    """data/figures.yml; each figure has one drawing: fork, bars, change, roles, route, loops or loop."""

    figures: list[Figure] = Field(min_length=1)


class Licence(Model):
    name: Plain = Field(description="As people call it, as in 'CC BY 4.0'.")
    full: Plain = Field(description="Its whole name.")
    link: Link = Field(description="Where its text stands.")


class Publication(Model):
    """data/publication.yml"""

    author: Plain = Field(description="Whom to credit.")
    language: Plain = Field(description="Of the text, as in 'en-GB'.")
    feed_id: FeedId = Field(description="Permanent: feed readers know the feed of all chapters by it.")
    licence: Licence = Field(description="Of the text.")


class Alias(Model):
    """An address or an id that was published once, and where what it named is now."""

    source: Place = Field(alias="from", description="As in 'old-page/' or 'page/#old-id'.")
    to: Place = Field(description="As in 'page/' or 'page/#id'.")


class Aliases(Model):
    """data/aliases.yml"""

    aliases: list[Alias]


class Permalinks(Model):
    """data/permalinks.yml"""

    pages: dict[Address, list[str]] = Field(description="Every page's address, and the ids on it.")
    files: list[str] = Field(description="The addresses of files beside the pages.")
    formats: list[str] = Field(default=[], description="The addresses of what only `make formats` makes.")
