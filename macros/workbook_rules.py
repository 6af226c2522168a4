"""What the workbook's data must hold. Each rule is a small generator whose docstring is the rule."""

import re
from collections.abc import Iterator
from typing import get_args

from macros.guide import Guide
from macros.models import Aid
from macros.problems import Path, did_you_mean, listed
from macros.rules import Finding, known_track, no_heading, one_per_track, rule, twice

SLOT = re.compile(r"\{([^{}]*)\}")
BLANK = re.compile(r"\[[^\[\]]+\]")
AIDS: tuple[str, ...] = get_args(Aid.model_fields["id"].annotation)
# Words that the scripts save choices and marks under (merge.js), so that no text can be.
TAKEN = {"at", "date", "node", "order", "rating", "retired", "shows", "stage", "state", "title", "track", "weight"}


def _not_taken(file: str, key: str, ids: list[str]) -> Iterator[Finding]:
    for position, name in enumerate(ids):
        if name in TAKEN:
            message = f"'{name}' is a name under which the guide saves something else. Choose another id."
            yield Finding(file, (key, position, "id"), message)


@rule("positioning", "tracks")
def prompts_speak_for_each_track(guide: Guide) -> Iterator[Finding]:
    """Prompts and lengths have ids of their own, and words for each track."""
    data, file = guide.positioning, "positioning.yml"
    yield from twice(file, "prompts", [prompt.id for prompt in data.prompts])
    yield from twice(file, "lengths", [length.id for length in data.lengths])
    prompts = {prompt.id for prompt in data.prompts}
    yield from _not_taken(file, "prompts", [prompt.id for prompt in data.prompts])
    yield from _not_taken(file, "lengths", [length.id for length in data.lengths])
    for position, prompt in enumerate(data.prompts):
        yield from one_per_track(guide, file, ("prompts", position, "tracks"), prompt.tracks, "wording")
    for position, length in enumerate(data.lengths):
        if length.id in prompts:
            message = f"'{length.id}' is the id of a prompt too. Give this one its own."
            yield Finding(file, ("lengths", position, "id"), message)
        yield from one_per_track(guide, file, ("lengths", position, "pattern"), length.pattern, "pattern")


@rule("positioning")
def statements_are_made_of_answers(guide: Guide) -> Iterator[Finding]:
    """Statements are drafted from prompts that exist, and a hint watches some, for words or for their absence."""
    data, file = guide.positioning, "positioning.yml"
    prompts = [prompt.id for prompt in data.prompts]

    def unknown(path: Path, name: str) -> Iterator[Finding]:
        if name not in prompts:
            hint = did_you_mean(name, prompts, f"The prompts are {listed(prompts)}.")
            yield Finding(file, path, f"there is no prompt '{name}'.{hint}")

    for position, length in enumerate(data.lengths):
        for track, pattern in length.pattern.items():
            path: Path = ("lengths", position, "pattern", track)
            for name in SLOT.findall(pattern):
                yield from unknown(path, name)
            if re.search(r"[{}]", SLOT.sub("", pattern)):
                yield Finding(file, path, "has a brace without its other half. Write a prompt as {its id}.")
            elif not SLOT.search(pattern):
                yield Finding(file, path, "has no prompt to draft from. Put at least one in, as {its id}.")
    yield from twice(file, "hints", [hint.id for hint in data.hints])
    for position, hint in enumerate(data.hints):
        for index, name in enumerate(hint.prompts):
            yield from unknown(("hints", position, "prompts", index), name)
        if bool(hint.has) == bool(hint.lacks):
            message = "needs either 'has' or 'lacks', with words. Give one of them."
            yield Finding(file, ("hints", position), message)
        known = ["{word}"] if hint.has else []
        for found in re.findall(r"\{[^}]*\}?", hint.says):
            if found not in known:
                advice = did_you_mean(found, known, "Write what you mean, without braces.")
                yield Finding(file, ("hints", position, "says"), f"'{found}' stands for nothing here.{advice}")


@rule("nodes")
def frames_have_blanks(guide: Guide) -> Iterator[Finding]:
    """The frame of a first message leaves room for what only the reader knows."""
    for position, node in enumerate(guide.nodes_file.nodes):
        path: Path = ("nodes", position, "frame")
        if re.search(r"[\[\]]", BLANK.sub("", node.frame)):
            message = "has a square bracket without its other half. Write a blank as [what goes there]."
            yield Finding("nodes.yml", path, message)
        elif not BLANK.search(node.frame):
            message = "has no blank. Put what only the reader knows in square brackets, as [what goes there]."
            yield Finding("nodes.yml", path, message)


@rule("outreach")
def people_have_states(guide: Guide) -> Iterator[Finding]:
    """States and fields have ids of their own; somebody new is not closed, and somebody can be."""
    states = guide.outreach.states
    fields = [field.id for field in guide.outreach.fields]
    yield from twice("outreach.yml", "states", [state.id for state in states])
    yield from twice("outreach.yml", "fields", fields)
    yield from _not_taken("outreach.yml", "fields", fields)
    if states[0].closed:
        message = "is what people begin with, and closed. Put an open state first."
        yield Finding("outreach.yml", ("states", 0), message)
    if not any(state.closed for state in states):
        yield Finding("outreach.yml", ("states",), "has no state that is closed. Add 'closed: true' to one.")


@rule("stories")
def stories_have_room(guide: Guide) -> Iterator[Finding]:
    """The parts of a story have ids of their own, and no more stories are wanted than there may be."""
    data = guide.stories
    parts = [part.id for part in data.parts]
    yield from twice("stories.yml", "parts", parts)
    yield from _not_taken("stories.yml", "parts", parts)
    if data.wanted > data.most:
        message = f"is more than the {data.most} stories there may be. Lower it, or raise 'most'."
        yield Finding("stories.yml", ("wanted",), message)


@rule("signals", "tracks", "pages")
def signals_are_explained(guide: Guide) -> Iterator[Finding]:
    """A signal has an id of its own, a track or none, and a heading that explains it."""
    yield from twice("signals.yml", "signals", [signal.id for signal in guide.signals])
    for position, signal in enumerate(guide.signals):
        path: Path = ("signals", position)
        if signal.track:
            yield from known_track(guide, "signals.yml", (*path, "track"), signal.track)
        for message in no_heading(guide, signal.place):
            yield Finding("signals.yml", (*path, "place"), message)


@rule("drill")
def ratings_differ(guide: Guide) -> Iterator[Finding]:
    """Ratings have ids of their own."""
    yield from twice("drill.yml", "ratings", [rating.id for rating in guide.drill.ratings])


@rule("offers")
def offers_can_be_compared(guide: Guide) -> Iterator[Finding]:
    """Factors and deal-breakers have ids of their own, and there may be as many roles as there must."""
    data = guide.offers
    yield from twice("offers.yml", "factors", [factor.id for factor in data.factors])
    yield from twice("offers.yml", "deal_breakers", [breaker.id for breaker in data.deal_breakers])
    if data.least > data.most:
        message = f"is more than the {data.most} roles there may be. Lower it, or raise 'most'."
        yield Finding("offers.yml", ("least",), message)


def _listed_once(key: str, names: list[str]) -> Iterator[Finding]:
    for position, name in enumerate(names):
        if name in names[:position]:
            message = f"'{name}' is {key}[{names.index(name)}] too. Delete one of the two."
            yield Finding("workbook.yml", (key, position, "id"), message)


@rule("workbook")
def aids_are_described(guide: Guide) -> Iterator[Finding]:
    """Every aid is described, and once."""
    given = [aid.id for aid in guide.workbook.aids]
    yield from _listed_once("aids", given)
    for name in AIDS:
        if name not in given:
            yield Finding("workbook.yml", ("aids",), f"has no aid '{name}'. Add one.")


@rule("workbook", "pages")
def aids_are_explained(guide: Guide) -> Iterator[Finding]:
    """What explains an aid are headings that exist."""
    for position, aid in enumerate(guide.workbook.aids):
        for index, place in enumerate(aid.explained):
            for message in no_heading(guide, place):
                yield Finding("workbook.yml", ("aids", position, "explained", index), message)


@rule("workbook", "checklists")
def steps_are_whole(guide: Guide) -> Iterator[Finding]:
    """The quiz, every aid and every checklist is one step of the workbook."""
    steps = [step.id for step in guide.workbook.steps]
    known = ["quiz", *AIDS, *guide.checklists]
    yield from _listed_once("steps", steps)
    for position, name in enumerate(steps):
        if name not in known:
            hint = did_you_mean(name, known, f"The steps are {listed(known)}.")
            yield Finding("workbook.yml", ("steps", position, "id"), f"'{name}' is not a step.{hint}")
    for name in known:
        if name not in steps and set(steps) <= set(known):  # else it may be the one that is misspelt
            message = f"has no step '{name}'. Put it where a reader would take it."
            yield Finding("workbook.yml", ("steps",), message)
