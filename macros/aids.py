"""Prepares the workbook's aids for their templates, as views.py does the rest."""

import json
from collections.abc import Iterable
from typing import Any

from macros.guide import Guide
from macros.quiz_rules import leans_of
from macros.views import ROLES, View, limits, outcome, place

# The custom element of each aid.
ELEMENTS = {
    "positioning": "positioning-builder",
    "outreach": "outreach-planner",
    "stories": "story-bank",
    "drill": "question-drill",
    "offers": "offer-matrix",
}
BLANKS = 3  # empty rows to write in, on paper


def _blanks(prefix: str, count: int = BLANKS) -> list[str]:
    """Names for empty records; the scripts put a record's id in their place."""
    return [f"blank-{prefix}-{number}" for number in range(1, count + 1)]


def _compact(data: object) -> str:
    """Data for a script, in an attribute of the page."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _frame(guide: Guide, root: str, name: str, **more: Any) -> View:
    """What an aid stands in; `more` is what its script is told beside what progress.js needs."""
    return {
        "part": name,
        "element": ELEMENTS[name],
        "about": _compact(about(guide, name) | more),
        "places": [place(guide, root, explained) for explained in guide.aids[name].explained],
        "workbook": root + guide.address_of("workbook"),
        "tracks": guide.tracks,
        "root": root,
    }


def about(guide: Guide, name: str, track: str | None = None) -> View:
    """What progress.js must know of the data to say how far a reader is with an aid, on one track or any."""
    tracks = guide.track_ids
    counts = {track, None} if track else {*tracks, None}
    match name:
        case "positioning":
            data = guide.positioning
            return {
                "tracks": tracks,
                "prompts": [prompt.id for prompt in data.prompts],
                "lengths": [length.id for length in data.lengths],
            }
        case "outreach":
            return {
                "nodes": [[node.id, node.track] for node in guide.nodes.values() if node.track in counts],
                "closed": [state.id for state in guide.outreach.states if state.closed],
            }
        case "stories":
            return {
                "signals": [[signal.id, signal.track] for signal in guide.signals if signal.track in counts],
                "wanted": guide.stories.wanted,
            }
        case "drill":
            return {
                "stages": [
                    [bank.track, [question.id for question in bank.questions if question.stage == stage.id]]
                    for bank, stage in guide.stages.values()
                    if bank.track in counts
                ],
                "best": guide.drill.ratings[-1].id,
            }
        case _:
            data = guide.offers
            return {
                "factors": [factor.id for factor in data.factors],
                "breakers": [breaker.id for breaker in data.deal_breakers],
                "least": data.least,
                "weights": data.weights,
                "marks": data.marks,
            }


def aid(guide: Guide, root: str, name: str, address: str) -> View:
    """A link to an aid with room for the reader's state; on a track's own page, that track's."""
    entry = guide.aids[name]
    track = next((track for track in guide.tracks if address in track.addresses.values()), None)
    return {
        "aid": entry,
        "href": root + guide.address_of(name),
        "about": _compact(about(guide, name, track and track.id)),
        "track": track,
        "root": root,
    }


def positioning(guide: Guide, root: str) -> View:
    """For each track its prompts and its statements; entries are named `<track>.<prompt or length>`."""
    data = guide.positioning
    panels = [
        (
            track,
            [(f"{track.id}.{prompt.id}", prompt, prompt.tracks[track.id]) for prompt in data.prompts],
            [(f"{track.id}.{length.id}", length) for length in data.lengths],
        )
        for track in guide.tracks
    ]
    return {
        **_frame(
            guide,
            root,
            "positioning",
            pace=data.words_per_minute,
            names={prompt.id: prompt.name.lower() for prompt in data.prompts},
            hints=[hint.model_dump(exclude={"id"}) for hint in data.hints],
        ),
        "panels": panels,
        "pace": data.words_per_minute,
    }


def outreach(guide: Guide, root: str) -> View:
    """For each track its nodes with blank people; a person's entries are `<person>.<field>`.

    Of a person's fields the first is what they go by, and the last the next step.
    """
    data = guide.outreach
    who, *more, step = data.fields
    boards = [
        (
            track,
            [
                (node, ROLES[node.role], _blanks(node.id, 2))
                for node in guide.nodes.values()
                if node.track == track.id
            ],
        )
        for track in guide.tracks
    ]
    columns = [
        (who.id, who.name),
        ("node", "Node"),
        *((field.id, field.name) for field in [*more, step]),
        ("date", "Date"),
        ("state", "State"),
    ]
    names = {
        "node": {node.id: node.name for node in guide.nodes.values()},
        "state": {state.id: state.name for state in data.states},
    }
    begins = data.states[0].id
    return {
        **_frame(
            guide,
            root,
            "outreach",
            soon=data.soon,
            who=who.id,
            next=step.id,
            begins=begins,
            columns=columns,
            names=names,
        ),
        "boards": boards,
        "who": who,
        "more": more,
        "more_names": ", ".join(field.name for field in more).capitalize(),
        "next": step,
        "states": data.states,
        "begins": begins,
        "soon": data.soon,
    }


def stories(guide: Guide, root: str) -> View:
    """Blank stories and the signals they may show; entries are `<story>.<part>` and `<story>.shows.<signal>`."""
    data = guide.stories
    signals = [
        (signal, guide.track(signal.track) if signal.track else None, place(guide, root, signal.place))
        for signal in guide.signals
    ]
    return {
        **_frame(
            guide,
            root,
            "stories",
            most=data.most,
            seconds=data.seconds,
            pace=guide.positioning.words_per_minute,
            names={signal.id: signal.name for signal in guide.signals},
        ),
        "data": data,
        "signals": signals,
        "columns": range(1, data.most // 2 + 1),
        "blanks": _blanks("story"),
    }


OTHER = "other"  # the stage of a reader's own question that belongs to none


def drill(guide: Guide, root: str) -> View:
    """Every question by track and stage; entries are `<question>.rating`, `.at` and `.notes`."""
    chapters = {
        name: f"{root}{page.address}#stage-{name}"
        for page in guide.pages.values()
        for call in page.calls_of("stage")
        for name in call.arguments
    }
    banks = [
        (
            guide.track(bank.track),
            [
                (
                    stage,
                    chapters.get(stage.id),
                    [question for question in bank.questions if question.stage == stage.id],
                )
                for stage in bank.stages
            ],
        )
        for bank in sorted(guide.questions.values(), key=lambda bank: guide.track_ids.index(bank.track))
    ]
    ratings = [[rating.id, rating.name.lower()] for rating in guide.drill.ratings]
    return {
        **_frame(guide, root, "drill", ratings=ratings, other=OTHER),
        "banks": banks,
        "data": guide.drill,
        "timers": [(minutes, f"{minutes} minute{'s' * (minutes > 1)}") for minutes in guide.drill.minutes],
        "other": OTHER,
        "blanks": _blanks("question"),
    }


def offers(guide: Guide, root: str) -> View:
    """A matrix of factors by roles; entries are `<factor>.weight`, `<role>.name`, `<role>.mark.<factor>` and
    `<role>.breaks.<deal-breaker>`."""
    data = guide.offers
    return {
        **_frame(guide, root, "offers", most=data.most, narrow=data.narrow),
        "data": data,
        "weights": list(enumerate(data.weights)),
        "marks": list(enumerate(data.marks)),
        "roles": _blanks("role"),
        "own": _blanks("factor", 2),
    }


# What readers save, by part of the store: the name of each, and the parts that are cleared together with it.
QUIZ_PARTS = ("answers", "quiz")
OWN_PARTS = ("reader",)


def workbook(guide: Guide, root: str) -> View:
    """The steps in order, each with what tells how far a reader is, and the sheet that all of it is written on."""
    parts = ["ticks", *QUIZ_PARTS, *guide.aids, *OWN_PARTS]
    kept = [("ticks", "Checklists", "ticks"), ("quiz", "Quiz", " ".join(QUIZ_PARTS))]
    kept += [(name, entry.name, name) for name, entry in guide.aids.items()]
    steps = [_step(guide, root, step.id, step.why) for step in guide.workbook.steps]
    return {
        "element": "reader-workbook",
        "part": "workbook",
        "about": _compact({"parts": parts, "quiz": _quiz(guide)}),
        "tracks": guide.tracks,
        "steps": steps,
        "first": steps[0],  # what comes next for a reader who has done nothing yet
        "kept": kept,
        "sheet": _sheet(guide),
        "root": root,
    }


def _step(guide: Guide, root: str, name: str, why: str) -> View:
    """A step's link, its track if it is for one, and for progress.js what `kind` of thing it is about."""
    if name == "quiz":
        entry = {"kind": "quiz", "title": "Track-fit quiz", "address": guide.address_of("quiz"), "about": None}
    elif name in guide.aids:
        entry = {"kind": name, "title": guide.aids[name].name, "address": guide.address_of(name)}
        entry["about"] = about(guide, name)
    else:
        sheet = guide.checklists[name]
        entry = {"kind": "checklist", "title": sheet.title, "track": guide.track(sheet.track or "")}
        items = [item.id for item in sheet.items]
        entry |= {"address": guide.address_of_call("checklist", name) + f"#{items[0]}", "about": items}
    return {
        "track": None,
        **entry,
        "href": root + entry["address"],
        "about": _compact(entry["about"]),
        "why": why,
    }


def _quiz(guide: Guide) -> View:
    """What scores the quiz: fit questions with their options' leans, limits, and headlines by verdict."""
    data = guide.quiz
    questions = [
        [question.id, dict(zip((option.id for option in question.options), range(4), strict=True)), leans]
        for question in data.questions
        for leans in [leans_of(question, guide.track_ids)]
    ]

    first, second = guide.tracks
    pairs = ((first, second), (second, first))
    return {
        "questions": questions,
        "limits": json.loads(limits(data.bands)),
        "close": data.headlines.close,
        "unfinished": data.headlines.unfinished,
        "leans": [outcome(guide, "leans", *pair, "")["headline"] for pair in pairs],
        "clear": [outcome(guide, "clear", *pair, "")["headline"] for pair in pairs],
    }


def _words(entries: Iterable[Any]) -> str:
    """Names by id, for a slot that holds a choice."""
    return _compact({entry.id: entry.name for entry in entries})


def _sheet(guide: Guide) -> View:
    """The reader's own sheet: for every entry that may be saved, what stands before it."""
    nodes = [(track, [node for node in guide.nodes.values() if node.track == track.id]) for track in guide.tracks]
    return {
        "checklists": [guide.checklists[step.id] for step in guide.workbook.steps if step.id in guide.checklists],
        "panels": positioning(guide, "")["panels"],
        "nodes": nodes,
        "node_ids": " ".join(guide.nodes),
        "states": _words(guide.outreach.states),
        "fields": guide.outreach.fields[1:],
        "name": guide.outreach.fields[0],
        "parts": guide.stories.parts,
        "signals": guide.signals,
        "banks": drill(guide, "")["banks"],
        "ratings": _words(guide.drill.ratings),
        "factors": guide.offers.factors,
        "deal_breakers": guide.offers.deal_breakers,
        "weights": _compact(dict(enumerate(guide.offers.weights))),
        "marks": _compact(dict(enumerate(guide.offers.marks))),
    }
