"""Prepares what the components' templates loop over: every choice is made here, none in a template."""

from collections.abc import Iterable
from typing import Any

from macros.guide import Guide, anchor
from macros.models import Track
from macros.quiz_rules import leans_of

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
    return {"href": f"{root}{guide.address_of('glossary')}#{name}", "text": words or entry.term}


def comparison(guide: Guide, root: str, name: str) -> View:
    table = guide.comparisons[name]
    rows = [
        {
            "id": f"{name}--{row.id}",
            "label": row.label,
            "cells": [(track, row.cells[track.id]) for track in guide.tracks],
            "links": _links(guide, root, row.sources),
        }
        for row in table.rows
    ]
    return {"id": name, "caption": table.caption, "tracks": guide.tracks, "rows": rows}


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
        "track": guide.track(sheet.track),
        "items": items,
        "root": root,
    }


def quiz(guide: Guide, root: str) -> View:
    """The questions with their leans, and one outcome for each verdict in each of its bands."""
    data = guide.quiz
    questions = [
        {
            "id": question.id,
            "text": question.text,
            "options": list(zip(question.options, leans_of(question, guide.track_ids), strict=True)),
        }
        for question in data.questions
    ]
    first, second = guide.tracks
    outcomes = [
        _outcome(guide, band, track, other, root)
        for track, other in ((first, second), (second, first))
        for band in ("leans", "clear")
    ]
    outcomes.append(
        {
            "verdict": "too-close",
            "band": "close",
            "headline": data.headlines.close,
            "meaning": data.meanings.close,
            "href": root + data.too_close,
            "read": "Read what to do when it is too close to call",
        }
    )
    return {
        "version": data.version,
        "bands": data.bands,
        "tracks": guide.tracks,
        "questions": questions,
        "outcomes": outcomes,
        "unfinished": {"headline": data.headlines.unfinished, "meaning": data.meanings.unfinished},
        "root": root,
    }


def _outcome(guide: Guide, band: str, track: Track, other: Track, root: str) -> View:
    def worded(text: str) -> str:
        return text.replace("{track}", track.name).replace("{other}", other.name)

    return {
        "verdict": track.id,
        "band": band,
        "headline": worded(getattr(guide.quiz.headlines, band)),
        "meaning": worded(getattr(guide.quiz.meanings, band)),
        "href": root + track.addresses["verdict"],
        "read": f"Read what this verdict means: {track.name}",
    }


def glossary(guide: Guide) -> View:
    names = {entry.id: entry.term for entry in guide.glossary_file.terms}
    entries = sorted(guide.glossary_file.terms, key=lambda entry: entry.term.casefold())
    return {"entries": [(entry, [(name, names[name]) for name in entry.see]) for entry in entries]}


def sources(guide: Guide) -> View:
    entries = sorted(guide.sources_file.sources, key=lambda entry: entry.short.casefold())
    return {"entries": [(anchor(entry.id), entry) for entry in entries]}


def claims(guide: Guide, root: str) -> View:
    """Every claim with links to the headings that teach it."""
    return {
        "rows": [
            {
                "anchor": anchor(claim.id),
                "number": claim.id[1:],
                "claim": claim.claim,
                "places": [_place(guide, root, *place.split("#")) for place in claim.taught],
            }
            for claim in guide.claims_file.claims
        ]
    }


def _place(guide: Guide, root: str, name: str, heading: str) -> View:
    page = guide.pages[name]
    text = next(entry.text for entry in page.headings if entry.id == heading)
    title = next(entry.text for entry in page.headings if entry.level == 1)
    return {
        "href": f"{root}{page.address}#{heading}",
        "text": text if text == title else f"{title}: {text}",
    }
