"""Prepares what the components' templates loop over: every choice is made here, none in a template."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from macros.guide import Guide, anchor
from macros.models import Bands, Readiness, Track
from macros.quiz_rules import dimensions_of, leans_of, reach_of

View = dict[str, Any]


def citation(guide: Guide, root: str, *names: str) -> View:
    """Links to the entries of sources or claims, by id. `root` leads from the page to the site's root."""
    return {"links": _links(guide, root, names)}


def _links(guide: Guide, root: str, names: Iterable[str]) -> list[View]:
    return [_link(guide, root, name) for name in names]


def _link(guide: Guide, root: str, name: str) -> View:
    source = guide.sources.get(name)
    text = source.short if source else f"{guide.sources[guide.claims_file.source].short}, {name[1:]}"
    page = guide.address_of("sources" if source else "claims")
    return {"href": f"{root}{page}#{anchor(name)}", "text": text}


def term(guide: Guide, root: str, name: str, words: str | None = None) -> View:
    entry = next(entry for entry in guide.glossary_file.terms if entry.id == name)
    href = f"{root}{guide.address_of('glossary')}#{name}"
    return {"id": name, "href": href, "text": words or entry.term, "definition": entry.definition}


def comparison(guide: Guide, root: str, name: str) -> View:
    """A table with a column for each track, or with columns of its own and rows that may be a track's."""
    table = guide.comparisons[name]
    own = table.columns
    columns = [{"id": column.id, "name": column.name, "track": None} for column in own] or [
        {"id": track.id, "name": track.short, "track": track}
        for track in sorted(guide.tracks, key=lambda track: track.id != table.leads)
    ]
    rows = [
        {
            "id": f"{name}--{row.id}",
            "label": row.label,
            "track": guide.track(row.id) if own else None,
            "cells": [(column, row.cells[column["id"]]) for column in columns],
            "links": _links(guide, root, row.sources),
        }
        for row in table.rows
    ]
    return {"id": name, "caption": table.caption, "columns": columns, "rows": rows, "of_tracks": not own}


def checklist(guide: Guide, root: str, name: str) -> View:
    sheet = guide.checklists[name]
    items = [
        {
            "id": item.id,
            "text": item.text,
            "why": item.why,
            "links": _links(guide, root, item.sources),
        }
        for item in sheet.items
    ]
    return {
        "id": name,
        "title": sheet.title,
        "track": guide.track(sheet.track) if sheet.track else None,
        "items": items,
        "root": root,
    }


# How a node's role reads.
ROLES = {"hires": "Hires you", "vouches": "Vouches for you", "gatekeeps": "Keeps the gate"}


def node(guide: Guide, root: str, name: str) -> View:
    entry = guide.nodes[name]
    return {
        "node": entry,
        "track": guide.track(entry.track),
        "role": ROLES[entry.role],
        "words": len(entry.first.split()),
        "links": _links(guide, root, entry.sources),
    }


def stage(guide: Guide, root: str, name: str) -> View:
    """A stage of a loop and its question answered twice."""
    bank, entry = guide.stages[name]
    question = next(question for question in bank.questions if question.id == entry.question)
    return {"stage": entry, "question": question, "track": guide.track(bank.track)}


def questions(guide: Guide, root: str, name: str) -> View:
    """Every question of a track's loop, by stage, with what it listens for."""
    bank = guide.questions[name]
    stages = [
        (
            stage,
            [
                (question, _links(guide, root, question.sources))
                for question in bank.questions
                if question.stage == stage.id
            ],
        )
        for stage in bank.stages
    ]
    return {"stages": stages, "track": guide.track(bank.track)}


def scorecard(guide: Guide, root: str) -> View:
    """Every criterion with its score, and the sum of the scores out of the most there could be."""
    criteria = guide.scorecard.criteria
    return {
        "rows": [
            {
                "number": number,
                "criterion": criterion,
                "places": [place(guide, root, where) for where in criterion.places],
            }
            for number, criterion in enumerate(criteria, start=1)
        ],
        "total": sum(criterion.score for criterion in criteria),
        "most": 2 * len(criteria),
    }


def quiz(guide: Guide, root: str) -> View:
    """The steps on screen: questions, answers to check, and a result whose parts wait for their verdict."""
    data = guide.quiz
    first, second = guide.tracks
    outcomes = [
        outcome(guide, band, track, other, root)
        for track, other in ((first, second), (second, first))
        for band in ("leans", "clear")
    ]
    outcomes.append(
        {
            "when": "close",
            "track": None,
            "headline": data.headlines.close,
            "meaning": data.meanings.close,
            "href": root + data.too_close,
            "read": "Read what to do when it is too close to call",
        }
    )
    return {
        **_questions(guide, interactive=True),
        **_key(guide, root),
        "version": data.version,
        "limits": limits(data.bands),
        "outcomes": outcomes,
        "unfinished": {"headline": data.headlines.unfinished, "meaning": data.meanings.unfinished},
        "dimensions": _dimension_bars(guide),
        "disagreement": data.disagreement,
        "standings": [
            (track, [question for question in data.readiness.questions if question.track == track.id])
            for track in guide.tracks
        ],
        "experiments": [
            (track, data.experiments[track.id], root + track.addresses["verdict"]) for track in guide.tracks
        ],
        "reading": [
            (when, [_page_link(guide, root, address) for address in addresses])
            for when, addresses in (("close", data.reading.close), *data.reading.tracks.items())
        ],
        "worksheet": root + guide.address_of("worksheet"),
        "method": root + guide.address_of("simulation"),
        "root": root,
    }


def first(guide: Guide, root: str) -> View:
    """The quiz's first question, and the ids of all, to tell how far a reader is."""
    questions = guide.quiz.questions
    return {
        "question": questions[0],
        "questions": questions,
        "about": json.dumps([(question.id, [option.id for option in question.options]) for question in questions]),
        "quiz": root + guide.address_of("quiz"),
        "root": root,
    }


def worksheet(guide: Guide, root: str) -> View:
    """All questions to tick on paper, and the key to score them by."""
    return {**_questions(guide, interactive=False), **_key(guide, root)}


def limits(bands: Bands) -> str:
    """The bands as scoring.js takes them, in JSON."""
    limits = {"close": bands.close, "leans": bands.leans, "leastAnswers": bands.least_answers}
    return json.dumps(limits | {"speaks": bands.speaks})


def _questions(guide: Guide, interactive: bool) -> View:
    """Every question as a group of choices; `interactive` with what only the script puts to use."""
    data = guide.quiz
    side = {track: position for position, track in enumerate(guide.track_ids)}
    fit = [
        {
            "id": question.id,
            "text": question.text,
            "dimension": dimension,
            "options": list(zip(question.options, leans_of(question, guide.track_ids), strict=True)),
        }
        for question, dimension in zip(data.questions, dimensions_of(data), strict=True)
    ]
    optional = [
        {"id": question.id, "text": question.text, "options": question.options, "side": side[question.track]}
        for question in data.readiness.questions
    ]
    optional += [{"id": motive.id, "text": motive.text, "options": motive.options} for motive in data.motives]
    return {"questions": fit, "optional": optional, "tracks": guide.tracks, "interactive": interactive}


def _key(guide: Guide, root: str) -> View:
    """What turns answers into a verdict by hand."""
    data = guide.quiz
    key = [
        (
            dimension.name,
            [
                (number, [(abs(lean), guide.tracks[lean > 0]) for lean in leans_of(question, guide.track_ids)])
                for number, question in enumerate(data.questions, start=1)
                if question.dimension == dimension.id
            ],
        )
        for dimension in data.dimensions
    ]
    levels = list(_levels(data.readiness))
    bands = data.bands

    def worded(text: str) -> str:
        return text.replace("{track}", "the track with more points").replace("{other}", "the other")

    verdicts = [
        (f"0 to {bands.close}", data.headlines.close, root + data.too_close),
        (f"{bands.close + 1} to {bands.leans}", worded(data.headlines.leans), None),
        (f"{bands.leans + 1} or more", worded(data.headlines.clear), None),
    ]
    cautions = [
        (f"{motive.id}.{option.id}", option)
        for motive in data.motives
        for option in motive.options
        if option.caution
    ]
    optional = data.readiness.questions
    proven = [
        (track, [number for number, question in enumerate(optional, start=1) if question.track == track.id])
        for track in guide.tracks
    ]
    return {
        "key": key,
        "proven": proven,
        "verdicts": verdicts,
        "verdict_pages": [(track, root + track.addresses["verdict"]) for track in guide.tracks],
        "least_answers": bands.least_answers,
        "few": data.headlines.unfinished,
        "levels": levels,
        "grid": [(fit, row.name, list(zip(levels, row.cells, strict=True))) for fit, row in data.readiness.grid],
        "cautions": cautions,
    }


def _levels(readiness: Readiness) -> Iterator[View]:
    """Each level with its points as an editor would write them, '3 to 4'."""
    least = 0
    for level in readiness.levels:
        points = str(least) if least == level.most else f"{least} to {level.most}"
        yield {"name": level.name, "most": level.most, "points": points}
        least = level.most + 1


def _dimension_bars(guide: Guide) -> list[View]:
    """Each dimension with the drawing space of its bar: as many units either side as it has points."""
    rows = [(question, leans_of(question, guide.track_ids)) for question in guide.quiz.questions]
    bars = []
    for dimension in guide.quiz.dimensions:
        reach = reach_of(rows, dimension.id)
        bars.append({"name": dimension.name, "asks": dimension.asks, "box": f"{-reach} 0 {2 * reach} 2"})
    return bars


def dimensions(guide: Guide, root: str) -> View:
    """What the quiz asks about, with the numbers of each dimension's questions."""
    rows = list(enumerate(guide.quiz.questions, start=1))
    return {
        "rows": [
            {
                "dimension": dimension,
                "numbers": [number for number, question in rows if question.dimension == dimension.id],
                "links": _links(guide, root, dimension.sources),
            }
            for dimension in guide.quiz.dimensions
        ]
    }


def simulation(guide: Guide) -> View:
    return {"figures": guide.simulation, "respondents": f"{guide.simulation.respondents:,}"}


def _page_link(guide: Guide, root: str, address: str) -> View:
    return {"href": root + address, "text": guide.page_at(address).title}


def outcome(guide: Guide, band: str, track: Track, other: Track, root: str) -> View:
    def worded(text: str) -> str:
        return text.replace("{track}", track.name).replace("{other}", other.name)

    return {
        "when": f"{track.id}-{band}",
        "track": track,
        "headline": worded(getattr(guide.quiz.headlines, band)),
        "meaning": worded(getattr(guide.quiz.meanings, band)),
        "href": root + track.addresses["verdict"],
        "read": f"Read what this verdict means: {track.name}",
    }


def glossary(guide: Guide) -> View:
    names = {entry.id: entry.term for entry in guide.glossary_file.terms}
    entries = sorted(guide.glossary_file.terms, key=lambda entry: entry.term.casefold())
    return {"entries": [(entry, [(name, names[name]) for name in entry.see]) for entry in entries]}


# How far a source is trusted, as the reader is told.
TRUST = {
    "checked": "checked; we read it, or its abstract.",
    "second-hand": "second-hand; other accounts agree on it, and we have not held the original.",
}


def sources(guide: Guide) -> View:
    entries = sorted(guide.sources_file.sources, key=lambda entry: entry.short.casefold())
    return {"entries": [(anchor(entry.id), entry, TRUST[entry.trust]) for entry in entries]}


def claims(guide: Guide, root: str) -> View:
    """Every claim with links to the headings that teach it."""
    return {
        "rows": [
            {
                "anchor": anchor(claim.id),
                "number": claim.id[1:],
                "claim": claim.claim,
                "places": [place(guide, root, where) for where in claim.taught],
            }
            for claim in guide.claims_file.claims
        ]
    }


def place(guide: Guide, root: str, where: str) -> View:
    """A link to a heading, given as page#heading-id."""
    name, _, heading = where.partition("#")
    page = guide.pages[name]
    text = next(entry.text for entry in page.headings if entry.id == heading)
    return {
        "href": f"{root}{page.address}#{heading}",
        "text": text if text == page.title else f"{page.title}: {text}",
    }
