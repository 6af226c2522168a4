"""What an editor is told when data or pages are wrong: exact lines, all at once, and nothing built."""

import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from macros.loading import FILES
from tests.conftest import SECOND_GUIDE, Edit, build, copy_second_guide, told


def _cached_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One copy for all examples of a property; each example puts back what it spoils."""
    copy = tmp_path_factory.getbasetemp() / "second-guide"
    return copy if copy.exists() else copy_second_guide(copy)


def test_right_data_are_passed_in_silence(project: Path) -> None:
    """Nothing is said of data and pages that are right."""
    assert told(project) == []


EDITS = {
    "unknown dimension": (
        ("data/quiz.yml", "dimension: heat", "dimension: heart"),
        "data/quiz.yml:24: questions[0].dimension: 'heart' is not one of heat, money. Did you mean 'heat'?",
    ),
    "misspelt key": (
        ("data/tracks.yml", "short: Chef", "shrt: Chef"),
        "data/tracks.yml:4: tracks[0].shrt: 'shrt' is not a key here. Did you mean 'short'?",
    ),
    "unknown key": (
        ("data/sources.yml", "year: 1999", "year: 1999\n    pages: 12"),
        "data/sources.yml:16: sources[1].pages: 'pages' is not a key here. The keys are id, short, authors, "
        "title, where, link, year, kind, trust, finding, caveat.",
    ),
    "missing key": (
        ("data/tracks.yml", "    short: Chef\n", ""),
        "data/tracks.yml:2: tracks[0]: 'short' is missing. Add it.",
    ),
    "empty text": (
        ("data/tracks.yml", "short: Chef", "short: ' '"),
        "data/tracks.yml:4: tracks[0].short: is empty. Write the text.",
    ),
    "nothing for text": (
        ("data/tracks.yml", "short: Chef", "short:"),
        "data/tracks.yml:4: tracks[0].short: nothing stands where text is wanted. Write the text; if it begins "
        "with #, quote it.",
    ),
    "duplicate key": (
        ("data/tracks.yml", "short: Chef", "short: Chef\n    name: Cook"),
        "data/tracks.yml:5: tracks[0].name: is given twice, first on line 3. Keep one of the two.",
    ),
    "bare yes": (
        ("data/comparisons/evening.yml", "chef: Cleaning down", "chef: yes"),
        "data/comparisons/evening.yml:12: rows[1].cells.chef: a bare yes is read as true or false. Put it in "
        "quotes, or write true or false.",
    ),
    "bare no as a key": (
        ("data/comparisons/evening.yml", "chef: Cleaning down", "no: Cleaning down"),
        "data/comparisons/evening.yml:12: rows[1].cells: the key 'no' is not text. Put it in quotes.",
    ),
    "true for text": (
        ("data/comparisons/evening.yml", "chef: Cleaning down", "chef: true"),
        "data/comparisons/evening.yml:12: rows[1].cells.chef: the truth value true stands where text is "
        "wanted. Write text; quote what looks like a number.",
    ),
    "number for text": (
        ("data/comparisons/evening.yml", "chef: Cleaning down", "chef: 7"),
        "data/comparisons/evening.yml:12: rows[1].cells.chef: the number 7 stands where text is wanted. "
        "Write text; quote what looks like a number.",
    ),
    "text for a number": (
        ("data/quiz.yml", "version: 3", "version: three"),
        "data/quiz.yml:1: version: the text 'three' stands where a whole number is wanted. Write digits, "
        "without quotes.",
    ),
    "list for keys": (
        ("data/quiz.yml", "bands: {close: 6, leans: 9, least_answers: 3, speaks: 4}", "bands: [6, 9, 3]"),
        "data/quiz.yml:2: bands: a list stands where keys are wanted. Write 'key: value' lines.",
    ),
    "text for a list": (
        ("data/quiz.yml", "sources: [S1.1]", "sources: S1.1"),
        "data/quiz.yml:18: dimensions[0].sources: the text 'S1.1' stands where a list is wanted. Begin each "
        "entry with a hyphen.",
    ),
    "row that misses a track": (
        ("data/comparisons/evening.yml", "      manager: Closing the till\n", ""),
        "data/comparisons/evening.yml:11: rows[1].cells: has no cell for the track 'manager'. Add one.",
    ),
    "row for a third track": (
        ("data/comparisons/evening.yml", "chef: Cleaning down", "chef: Cleaning\n      guest: Going home"),
        "data/comparisons/evening.yml:13: rows[1].cells.guest: 'guest' is not a track. The tracks are chef, "
        "manager.",
    ),
    "row id used twice": (
        ("data/comparisons/evening.yml", "id: last-hour", "id: first-hour"),
        "data/comparisons/evening.yml:9: rows[1].id: 'first-hour' is the id of rows[0] too. Give this one "
        "its own.",
    ),
    "source that does not exist": (
        ("data/comparisons/evening.yml", "sources: [S1.1, ledger-1999]", "sources: [S1.1, ledger-1989]"),
        "data/comparisons/evening.yml:8: rows[0].sources[1]: there is no source or claim 'ledger-1989'. Did "
        "you mean 'ledger-1999'?",
    ),
    "item id used in another list": (
        ("data/checklists/manager.yml", "id: manager-counted", "id: chef-counted"),
        "data/checklists/manager.yml:9: items[1].id: 'chef-counted' is the id of an item in "
        "data/checklists/chef.yml too. Give this one its own.",
    ),
    "checklist for no track": (
        ("data/checklists/manager.yml", "track: manager", "track: waiter"),
        "data/checklists/manager.yml:2: track: 'waiter' is not a track. The tracks are chef, manager.",
    ),
    "checklist in no section": (
        ("data/checklists/manager.yml", "section: work", "section: wrok"),
        "data/checklists/manager.yml:3: section: 'wrok' is no section of that track. Did you mean 'work'?",
    ),
    "address without a page": (
        ("data/tracks.yml", "work: kitchen/", "work: kitchens/"),
        "data/tracks.yml:9: tracks[0].addresses.work: no page is published at 'kitchens/'. Did you mean "
        "'kitchen/'?",
    ),
    "address of one track only": (
        ("data/tracks.yml", "      work: kitchen/\n", "      work: kitchen/\n      rest: about/\n"),
        "data/tracks.yml:18: tracks[1].addresses: has no 'rest' address. Add one.",
    ),
    "address that is none": (
        ("data/tracks.yml", "work: kitchen/", "work: /kitchen"),
        "data/tracks.yml:9: tracks[0].addresses.work: '/kitchen' is not an address. Write it from the "
        "site's root, as in 'quiz/too-close/'.",
    ),
    "two tracks with one id": (
        ("data/tracks.yml", "mark: M2 2H22V22H2Z", "mark: M12 2 22 22 2 22Z"),
        "data/tracks.yml:16: tracks[1].mark: both tracks have this mark. Make them differ.",
    ),
    "id with capitals": (
        ("data/glossary.yml", "id: cover", "id: Cover"),
        "data/glossary.yml:6: terms[1].id: 'Cover' is not an id. Use a-z, 0-9 and single hyphens.",
    ),
    "colour by name": (
        ("data/tracks.yml", '"#2f4b9a"', '"navy"'),
        "data/tracks.yml:6: tracks[0].accent.light: 'navy' is not a colour. Write it in lower case, as in "
        "'#1a2b3c'.",
    ),
    "year out of range": (
        ("data/sources.yml", "year: 1999", "year: 199"),
        "data/sources.yml:15: sources[1].year: 199 is less than 1900, the least. Raise it.",
    ),
    "unknown kind of source": (
        ("data/sources.yml", "kind: study", "kind: studdy"),
        "data/sources.yml:16: sources[1].kind: 'studdy' is not one of article, study, review, survey, "
        "practitioner, book, handbook, vendor, charter. Did you mean 'study'?",
    ),
    "term that refers to nothing": (
        ("data/glossary.yml", "see: [cover]", "see: [covers]"),
        "data/glossary.yml:5: terms[0].see[0]: there is no other term 'covers'. Did you mean 'cover'?",
    ),
    "claim taught nowhere": (
        ("data/claims.yml", "kitchen.md#food", "kitchen.md#foods"),
        "data/claims.yml:5: claims[0].taught[0]: kitchen.md has no heading '#foods'. Did you mean 'food'?",
    ),
    "claim not cited where it is taught": (
        ("docs/kitchen.md", '{{ cite("S1.1") }}', ""),
        'data/claims.yml:5: claims[0].taught[0]: kitchen.md does not cite S1.1. Put {{ cite("S1.1") }} '
        "where the page teaches it.",
    ),
    "tab": (
        ("data/glossary.yml", "    term: pass", "\tterm: pass"),
        "data/glossary.yml:3: a tab stands where spaces are needed. Indent with spaces.",
    ),
    "alias": (
        ("data/glossary.yml", "term: pass", "term: *pass"),
        "data/glossary.yml:3: anchors and aliases (&name, *name) are not used here. Write the value out.",
    ),
    "colon in plain text": (
        ("data/glossary.yml", "term: pass", "term: Pass: the hatch"),
        "data/glossary.yml:3: a colon stands inside a plain value, or the line is indented wrongly. Quote "
        "the text.",
    ),
    "unknown macro": (
        ("docs/index.md", "comparison(", "comparision("),
        "docs/index.md:9: there is no macro 'comparision'. Did you mean 'comparison'?",
    ),
    "unknown name in a macro": (
        ("docs/index.md", '"evening"', '"evenings"'),
        "docs/index.md:9: comparison() knows no 'evenings'. Did you mean 'evening'?",
    ),
    "unknown source in a macro": (
        ("docs/house.md", '"ledger-1999"', '"ledger"'),
        "docs/house.md:20: cite() knows no 'ledger'. Did you mean 'ledger-1999'?",
    ),
    "macro without quotes": (
        ("docs/index.md", '("evening")', "(7)"),
        "docs/index.md:9: comparison() takes names in quotes only. Write them out.",
    ),
    "macro without brackets": (
        ("docs/index.md", '("evening")', ""),
        "docs/index.md:9: comparison() takes an id in quotes between its brackets. Correct the call.",
    ),
    "macro with too much": (
        ("docs/quiz.md", "{{ quiz() }}", '{{ quiz("long") }}'),
        "docs/quiz.md:9: quiz() takes nothing between its brackets. Correct the call.",
    ),
    "variable that is no macro": (
        ("docs/quiz.md", "{{ quiz() }}", "{{ config }}"),
        "docs/quiz.md:9: there is no macro 'config'. There are comparison, checklist, node, stage, "
        "questions, figure, cite, term, quiz, first_question, worksheet, dimensions, simulation, glossary, sources, claims, scorecard, "
        "positioning, outreach, stories, drill, offers, workbook, aid, newsletter, formats.",
    ),
    "unclosed macro": (
        ("docs/index.md", '"evening") }}', '"evening" }}'),
        "docs/index.md:9: a macro call cannot be read: unexpected '}', expected ')'. Check its braces, "
        "quotes and brackets.",
    ),
    "heading id in the wrong form": (
        ("docs/house.md", "{: #welcome }", "{#welcome}"),
        "docs/house.md:18: a macro call cannot be read: Missing end of comment tag. Write a heading's id as "
        "{: #id }, with a colon and a space.",
    ),
    "heading without an id": (
        ("docs/index.md", " {: #two-jobs }", ""),
        "docs/index.md:11: the heading 'Two jobs' has no id. End the line with {: #its-id }.",
    ),
    "heading id used twice": (
        ("docs/index.md", "{: #two-jobs }", "{: #index }"),
        "docs/index.md:11: the id 'index' is used on line 7 too. Give this heading its own.",
    ),
    "two titles": (
        ("docs/index.md", "## Two jobs", "# Two jobs"),
        "docs/index.md:11: has 2 titles (# …). Give it exactly one.",
    ),
    "misspelt key in the front matter": (
        ("docs/about.md", "description: ", "describtion: "),
        "docs/about.md:2: describtion: 'describtion' is not a key here. Did you mean 'description'?",
    ),
    "page without a review date": (
        ("docs/about.md", "reviewed: 2026-11-22\n", ""),
        "docs/about.md:2: 'reviewed' is missing. Add it.",
    ),
    "review on no day": (
        ("docs/about.md", "reviewed: 2026-11-22", "reviewed: 2026-11-32"),
        "docs/about.md:4: reviewed: '2026-11-32' is not a date. Write it as in 2026-11-22.",
    ),
    "review on a day that no calendar has": (
        ("docs/about.md", "reviewed: 2026-11-22", "reviewed: 2026-02-30"),
        "docs/about.md:4: reviewed: '2026-02-30' is no day of the calendar. Correct it.",
    ),
    "page without a date of publication": (
        ("docs/about.md", "published: 2026-11-22\n", ""),
        "docs/about.md:2: 'published' is missing. Add it.",
    ),
    "reviewed before it was published": (
        ("docs/about.md", "published: 2026-11-22", "published: 2026-11-23"),
        "docs/about.md:4: reviewed: 2026-11-22 is before 2026-11-23, the date above it. Correct one of them.",
    ),
    "chapter without a blurb": (
        ("docs/kitchen.md", "blurb: ", "# "),
        "docs/kitchen.md:2: this chapter has no 'blurb'. Add about fifty words for whoever quotes it.",
    ),
    "chapter without an id for feeds": (
        ("docs/kitchen.md", "feed_id: ", "# "),
        "docs/kitchen.md:2: this chapter has no 'feed_id'. Add a new urn:uuid: of its own.",
    ),
    "id for feeds in the wrong form": (
        ("docs/kitchen.md", "feed_id: urn:uuid:", "feed_id: "),
        "docs/kitchen.md:4: feed_id: 'a0b476ed-bf93-5d42-8cef-e8024a24fa17' is not a feed's id. Write it as in "
        "urn:uuid:3f2b0c1e-8d7a-5e64-9b1f-0a2c4d6e8f10.",
    ),
    "short blurb": (
        ("docs/kitchen.md", 'blurb: "The food first. ', "blurb: The food first.\n# "),
        "docs/kitchen.md:3: blurb: is 3 words long. Write 40 to 60: it is quoted whole.",
    ),
    "blurb on a page that is no chapter": (
        ("docs/about.md", "published:", "blurb: Two words\npublished:"),
        "docs/about.md:3: blurb: this page is no chapter of a section. Delete this line.",
    ),
    "chapter with too few points": (
        ("docs/kitchen.md", "- Taste everything, and say so.\n", ""),
        "docs/kitchen.md:9: opens with 2 points. Give it 3 to 5: 'In short:', {: .in-short }, a list.",
    ),
    "heading with a link in it": (
        ("docs/about.md", "## Updates", "## [Updates](index.md)"),
        "docs/about.md:9: the heading '[Updates](index.md)' holds a link, a call or markup. Use plain words: the "
        "heading is a link to itself.",
    ),
    "heading with an id that no alias could name": (
        ("docs/about.md", "{: #updates }", "{: #Up_dates }"),
        "docs/about.md:9: the heading's id 'Up_dates' is no id. Use a-z, 0-9 and hyphens.",
    ),
    "alias without a place": (
        ("data/aliases.yml", "from: cooks/", "from: Cooks"),
        "data/aliases.yml:2: aliases[0].from: 'Cooks' is not a place. Write it from the site's root, as in "
        "'sourcing/' or 'sourcing/#opaque'.",
    ),
    "markup in the description": (
        ("docs/about.md", "About About.", "About <b>."),
        "docs/about.md:2: description: 'About <b>.' has a character that is markup here. Write it without <, > "
        'and ".',
    ),
    "macros switched off": (
        ("docs/about.md", "reviewed:", "render_macros: false\nreviewed:"),
        "docs/about.md:4: render_macros: 'render_macros' is not a key here. The keys are title, description, "
        "published, updated, reviewed, blurb, feed_id, search, hide.",
    ),
    "front matter without an end": (
        ("docs/about.md", "reviewed: 2026-11-22\n---", "reviewed: 2026-11-22\n"),
        "docs/about.md:1: the front matter never ends. Close it with a line of ---.",
    ),
    "no front matter": (
        (
            "docs/about.md",
            "---\ndescription: About About.\npublished: 2026-11-22\nreviewed: 2026-11-22\n---\n",
            "",
        ),
        "docs/about.md:1: has no front matter. Begin it with a line of ---, a description, the date reviewed, "
        "and ---.",
    ),
    "underlined heading": (
        ("docs/about.md", "Weekly.", "Weekly\n------"),
        "docs/about.md:12: a heading is underlined. Write it as '## Heading {: #its-id }'.",
    ),
    "heading without a space": (
        ("docs/about.md", "Weekly.", "##Weekly"),
        "docs/about.md:11: the heading 'Weekly' has no id. End the line with {: #its-id }.",
    ),
    "more than a macro": (
        ("docs/quiz.md", "{{ quiz() }}", "{{ quiz().foo }}"),
        "docs/quiz.md:9: a macro call cannot be read: there is more than a macro's name and quoted ids. Check "
        "its braces, quotes and brackets.",
    ),
    "arithmetic in a page": (
        ("docs/quiz.md", "{{ quiz() }}", "{{ 1/0 }}"),
        "docs/quiz.md:9: a macro call cannot be read: there is more than a macro's name and quoted ids. Check "
        "its braces, quotes and brackets.",
    ),
    "a template statement in a page": (
        ("docs/quiz.md", "{{ quiz() }}", '{% include "x.md" %}'),
        "docs/quiz.md:9: a macro call cannot be read: there is more than a macro's name and quoted ids. Check "
        "its braces, quotes and brackets.",
    ),
    "list of sources on no page": (
        ("docs/glossary.md", "{{ glossary() }}", "Soon."),
        "data/glossary.yml:1: 0 pages show it. Put {{ glossary() }} on exactly one.",
    ),
    "list of sources on two pages": (
        ("docs/about.md", "Weekly.", "{{ glossary() }}"),
        "data/glossary.yml:1: 2 pages show it. Put {{ glossary() }} on exactly one.",
    ),
    "heading with a row's id": (
        ("docs/index.md", "{: #two-jobs }", "{: #evening--first-hour }"),
        "docs/index.md:9: comparison() shows 'evening--first-hour', an id of line 11 too. Rename or remove one.",
    ),
    "table shown twice on a page": (
        ("docs/index.md", "Take the", '{{ comparison("evening") }}\n\nTake the'),
        "docs/index.md:13: comparison() shows 'evening--first-hour', an id of line 9 too. Rename or remove one.",
    ),
    "anchor": (
        ("data/glossary.yml", "term: pass", "term: &pass Pass"),
        "data/glossary.yml:3: anchors and aliases (&name, *name) are not used here. Write the value out.",
    ),
    "unclosed quote": (
        ("data/glossary.yml", "term: pass", "term: 'Pass"),
        "data/glossary.yml:3: the file ends in the middle of a value. Close the quote or bracket, or restore "
        "the rest.",
    ),
    "forgotten colon": (
        ("data/glossary.yml", "term: pass", "term Pass"),
        "data/glossary.yml:3: is not YAML (could not find expected ':'). Look for a quote, colon or indent that "
        "is off on this line.",
    ),
    "text that begins with a hash": (
        ("data/glossary.yml", "term: pass", "term: #Pass"),
        "data/glossary.yml:3: terms[0].term: nothing stands where text is wanted. Write the text; if it begins "
        "with #, quote it.",
    ),
    "a number beyond use": (
        ("data/quiz.yml", "version: 3", f"version: 0x{'f' * 6000}"),
        "data/quiz.yml:1: version: is not a number we can use. Correct it, or put it in quotes.",
    ),
    "a truth value that is none": (
        ("data/quiz.yml", "version: 3", "version: !!bool foo"),
        "data/quiz.yml:1: version: 'foo' cannot be read as bool. Put it in quotes.",
    ),
    "a number that is none": (
        ("data/quiz.yml", "version: 3", 'version: !!int ""'),
        "data/quiz.yml:1: version: '' cannot be read as int. Put it in quotes.",
    ),
    "duplicate key in the front matter": (
        ("docs/about.md", "description: ", "description: First.\ndescription: "),
        "docs/about.md:3: description: is given twice, first on line 2. Keep one of the two.",
    ),
    "row that misses a column": (
        ("data/comparisons/seasons.yml", "      summer: Outside\n", ""),
        "data/comparisons/seasons.yml:8: rows[0].cells: has no cell for the column 'summer'. Add one.",
    ),
    "row for a column that is none": (
        ("data/comparisons/seasons.yml", "summer: Outside", "sumer: Outside\n      summer: Out"),
        "data/comparisons/seasons.yml:9: rows[0].cells.sumer: 'sumer' is not a column. Did you mean 'summer'?",
    ),
    "two columns with one id": (
        ("data/comparisons/seasons.yml", "{id: winter, name", "{id: winter, name: Later}\n  - {id: winter, name"),
        "data/comparisons/seasons.yml:5: columns[2].id: 'winter' is the id of columns[1] too. Give this one its "
        "own.",
    ),
    "comparison led by no track": (
        ("data/comparisons/evening.yml", "rows:", "leads: manger\nrows:"),
        "data/comparisons/evening.yml:2: leads: 'manger' is not a track. Did you mean 'manager'?",
    ),
    "track that leads other columns": (
        ("data/comparisons/seasons.yml", "rows:", "leads: chef\nrows:"),
        "data/comparisons/seasons.yml:5: leads: the table has columns of its own, so no track leads it. Delete "
        "this line.",
    ),
    "link that is none": (
        ("data/sources.yml", "year: 1999", "year: 1999\n    link: www.example.org"),
        "data/sources.yml:16: sources[1].link: 'www.example.org' is not a link. Write it whole, as in "
        "'https://doi.org/10.1086/225469'.",
    ),
    "node for no track": (
        ("data/nodes.yml", "track: chef", "track: chief"),
        "data/nodes.yml:3: nodes[0].track: 'chief' is not a track. Did you mean 'chef'?",
    ),
    "first message that says too little": (
        ("data/nodes.yml", "which has not happened to us since the spring.", "as ever."),
        "data/nodes.yml:9: nodes[0].first: is 57 words long. Write 60 to 110: enough to be of use, and read "
        "standing up.",
    ),
    "first message that says too much": (
        ("data/nodes.yml", "You brought us", "word " * 47 + "You brought us"),
        "data/nodes.yml:9: nodes[0].first: is 111 words long. Write 60 to 110: enough to be of use, and read "
        "standing up.",
    ),
    "node that no page shows": (
        ("docs/meet.md", '{{ node("suppliers") }}', ""),
        'data/nodes.yml:2: nodes[0]: no page shows it. Put {{ node("suppliers") }} on one, or delete it.',
    ),
    "node that is not known": (
        ("docs/meet.md", '{{ node("suppliers") }}', '{{ node("suppliers") }}\n\n{{ node("supplier") }}'),
        "docs/meet.md:11: node() knows no 'supplier'. Did you mean 'suppliers'?",
    ),
    "questions for no track": (
        ("data/questions/chef.yml", "track: chef", "track: chefs"),
        "data/questions/chef.yml:1: track: 'chefs' is not a track. Did you mean 'chef'?",
    ),
    "question in no stage": (
        ("data/questions/chef.yml", "id: chef-late\n    stage: chef-trial", "id: chef-late\n    stage: chef-tral"),
        "data/questions/chef.yml:17: questions[1].stage: 'chef-tral' is not a stage. Did you mean 'chef-trial'?",
    ),
    "stage that answers another stage's question": (
        ("data/questions/chef.yml", "question: chef-salt", "question: chef-sugar"),
        "data/questions/chef.yml:6: stages[0].question: 'chef-sugar' is no question of this stage. Did you mean "
        "'chef-salt'?",
    ),
    "question with the id of another": (
        ("data/questions/chef.yml", "- id: chef-late", "- id: chef-salt"),
        "data/questions/chef.yml:16: questions[1].id: 'chef-salt' is used in data/questions/chef.yml too. Give "
        "this one its own.",
    ),
    "stage that no page shows": (
        ("docs/meet.md", '{{ stage("chef-trial") }}', ""),
        'data/questions/chef.yml:3: stages[0]: no page shows it. Put {{ stage("chef-trial") }} on one, or delete '
        "it.",
    ),
    "questions that no page shows": (
        ("docs/meet.md", '{{ questions("chef") }}', ""),
        'data/questions/chef.yml:1: no page shows it. Put {{ questions("chef") }} on one, or delete it.',
    ),
    "question that cites nothing": (
        ("data/questions/chef.yml", "sources: [S1.1]", "sources: [S1.3]"),
        "data/questions/chef.yml:15: questions[0].sources[0]: there is no source or claim 'S1.3'. Did you mean "
        "'S1.2'?",
    ),
    "score beyond the scale": (
        ("data/scorecard.yml", "score: 1", "score: 3"),
        "data/scorecard.yml:9: criteria[1].score: 3 is more than 2, the most. Lower it.",
    ),
    "criterion that points nowhere": (
        ("data/scorecard.yml", "index.md#two-jobs", "index.md#two-job"),
        "data/scorecard.yml:6: criteria[0].places[0]: index.md has no heading '#two-job'. Did you mean "
        "'two-jobs'?",
    ),
    "term linked twice on a page": (
        ("docs/house.md", "Mind the", '{{ term("cover") }} Mind the'),
        "docs/house.md:20: term() shows 'term-cover', an id of line 20 too. Rename or remove one.",
    ),
    "prompts with one id": (
        (
            "data/positioning.yml",
            "lengths:",
            "  - id: stake\n    name: Again\n    tracks:\n      chef: {asks: A, activity: B, effect: C}\n      manager: {asks: A, activity: B, effect: C}\nlengths:",
        ),
        "data/positioning.yml:25: prompts[2].id: 'stake' is the id of prompts[0] too. Give this one its own.",
    ),
    "prompt without a track's words": (
        (
            "data/positioning.yml",
            "      manager:\n        asks: Who would go home hungry?\n        activity: I ran the room.\n        effect: Nobody waited for a table.\n",
            "",
        ),
        "data/positioning.yml:5: prompts[0].tracks: has no wording for the track 'manager'. Add one.",
    ),
    "prompt for a third track": (
        (
            "data/positioning.yml",
            "      manager:\n        asks: Who would",
            "      waiter: {asks: A, activity: B, effect: C}\n      manager:\n        asks: Who would",
        ),
        "data/positioning.yml:10: prompts[0].tracks.waiter: 'waiter' is not a track. The tracks are chef, "
        "manager.",
    ),
    "prompt without an example": (
        ("data/positioning.yml", "        effect: Nobody waited for a table.\n", ""),
        "data/positioning.yml:10: prompts[0].tracks.manager: 'effect' is missing. Add it.",
    ),
    "statement for a third track": (
        ("data/positioning.yml", 'chef: "{stake}"', 'chef: "{stake}"\n      waiter: "{stake}"'),
        "data/positioning.yml:32: lengths[0].pattern.waiter: 'waiter' is not a track. The tracks are chef, "
        "manager.",
    ),
    "statement without a track": (
        ("data/positioning.yml", '      manager: "{stake}"\n', ""),
        "data/positioning.yml:30: lengths[0].pattern: has no pattern for the track 'manager'. Add one.",
    ),
    "statements with one id": (
        ("data/positioning.yml", "- id: long", "- id: short"),
        "data/positioning.yml:33: lengths[1].id: 'short' is the id of lengths[0] too. Give this one its own.",
    ),
    "statement with a prompt's id": (
        ("data/positioning.yml", "- id: long", "- id: proof"),
        "data/positioning.yml:33: lengths[1].id: 'proof' is the id of a prompt too. Give this one its own.",
    ),
    "statement from a prompt that is none": (
        ("data/positioning.yml", "{stake} {proof}", "{steak} {proof}"),
        "data/positioning.yml:38: lengths[1].pattern.chef: there is no prompt 'steak'. Did you mean 'stake'?",
    ),
    "statement with a stray brace": (
        ("data/positioning.yml", "{stake} {proof}", "{stake} {proof"),
        "data/positioning.yml:38: lengths[1].pattern.chef: has a brace without its other half. Write a prompt as "
        "{its id}.",
    ),
    "statement from no prompt": (
        ("data/positioning.yml", 'chef: "{stake}"', "chef: I cook."),
        "data/positioning.yml:31: lengths[0].pattern.chef: has no prompt to draft from. Put at least one in, as "
        "{its id}.",
    ),
    "statement of no length": (
        ("data/positioning.yml", "seconds: 5", "seconds: 0"),
        "data/positioning.yml:27: lengths[0].seconds: 0 is less than 5, the least. Raise it.",
    ),
    "hint that looks for nothing": (
        ("data/positioning.yml", "    lacks: [counted]\n", ""),
        "data/positioning.yml:45: hints[1]: needs either 'has' or 'lacks', with words. Give one of them.",
    ),
    "hint that looks both ways": (
        ("data/positioning.yml", "lacks: [counted]", "lacks: [counted]\n    has: [happy]"),
        "data/positioning.yml:45: hints[1]: needs either 'has' or 'lacks', with words. Give one of them.",
    ),
    "hint on a prompt that is none": (
        ("data/positioning.yml", "prompts: [proof]", "prompts: [prof]"),
        "data/positioning.yml:46: hints[1].prompts[0]: there is no prompt 'prof'. Did you mean 'proof'?",
    ),
    "hint on no prompt": (
        ("data/positioning.yml", "prompts: [proof]", "prompts: []"),
        "data/positioning.yml:46: hints[1].prompts: has 0 entries; 1 is the least. Add some.",
    ),
    "hint with a misspelt slot": (
        ("data/positioning.yml", "{word}", "{wrod}"),
        "data/positioning.yml:44: hints[0].says: '{wrod}' stands for nothing here. Did you mean '{word}'?",
    ),
    "hint that quotes what is not there": (
        ("data/positioning.yml", "Did anybody count?", "Did anybody “{word}”?"),
        "data/positioning.yml:48: hints[1].says: '{word}' stands for nothing here. Write what you mean, without "
        "braces.",
    ),
    "hints with one id": (
        ("data/positioning.yml", "- id: nobody", "- id: work"),
        "data/positioning.yml:45: hints[1].id: 'work' is the id of hints[0] too. Give this one its own.",
    ),
    "a pace nobody speaks at": (
        ("data/positioning.yml", "words_per_minute: 120", "words_per_minute: 12"),
        "data/positioning.yml:1: words_per_minute: 12 is less than 80, the least. Raise it.",
    ),
    "frame without a blank": (
        (
            "data/nodes.yml",
            "[what & when]. If it is more use to you, tell us on [a day].",
            "soles. Tell us on Sunday.",
        ),
        "data/nodes.yml:13: nodes[0].frame: has no blank. Put what only the reader knows in square brackets, as "
        "[what goes there].",
    ),
    "frame with an unclosed blank": (
        ("data/nodes.yml", "[a day]", "[a day"),
        "data/nodes.yml:13: nodes[0].frame: has a square bracket without its other half. Write a blank as [what "
        "goes there].",
    ),
    "first message without a frame": (
        (
            "data/nodes.yml",
            "    frame: You brought us [what & when]. If it is more use to you, tell us on [a day].\n",
            "",
        ),
        "data/nodes.yml:2: nodes[0]: 'frame' is missing. Add it.",
    ),
    "first state closed": (
        ("data/outreach.yml", "name: Unmet & unfed", "name: Unmet, closed: true"),
        "data/outreach.yml:3: states[0]: is what people begin with, and closed. Put an open state first.",
    ),
    "no state closed": (
        ("data/outreach.yml", ", closed: true", ""),
        "data/outreach.yml:2: states: has no state that is closed. Add 'closed: true' to one.",
    ),
    "states with one id": (
        (
            "data/outreach.yml",
            "{id: fed, name: Fed, closed: true}",
            "{id: fed, name: Fed, closed: true}\n  - {id: fed, name: Full}",
        ),
        "data/outreach.yml:5: states[2].id: 'fed' is the id of states[1] too. Give this one its own.",
    ),
    "fields with one id": (
        ("data/outreach.yml", "id: dish", "id: who"),
        "data/outreach.yml:7: fields[1].id: 'who' is the id of fields[0] too. Give this one its own.",
    ),
    "only one field": (
        ("data/outreach.yml", "  - {id: who, name: Who, hint: A first name.}\n", ""),
        "data/outreach.yml:5: fields: has 1 entries; 2 is the least. Add some.",
    ),
    "field with the page's own name": (
        ("data/outreach.yml", "id: dish", "id: state"),
        "data/outreach.yml:7: fields[1].id: 'state' is a name under which the guide saves something else. Choose another id.",
    ),
    "more stories wanted than there may be": (
        ("data/stories.yml", "wanted: 2", "wanted: 4"),
        "data/stories.yml:2: wanted: is more than the 3 stories there may be. Lower it, or raise 'most'.",
    ),
    "parts with one id": (
        ("data/stories.yml", "- id: after", "- id: before"),
        "data/stories.yml:9: parts[1].id: 'before' is the id of parts[0] too. Give this one its own.",
    ),
    "part with the page's own name": (
        ("data/stories.yml", "- id: after", "- id: title"),
        "data/stories.yml:9: parts[1].id: 'title' is a name under which the guide saves something else. Choose another id.",
    ),
    "signal for no track": (
        ("data/signals.yml", "track: manager", "track: manger"),
        "data/signals.yml:8: signals[1].track: 'manger' is not a track. Did you mean 'manager'?",
    ),
    "signal that points nowhere": (
        ("data/signals.yml", "house.md#welcome", "house.md#welcom"),
        "data/signals.yml:11: signals[1].place: house.md has no heading '#welcom'. Did you mean 'welcome'?",
    ),
    "signal that points to no page": (
        ("data/signals.yml", "house.md#welcome", "hous.md#welcome"),
        "data/signals.yml:11: signals[1].place: there is no page 'hous.md'. Did you mean 'house.md'?",
    ),
    "signals with one id": (
        ("data/signals.yml", "- id: greeting", "- id: palate"),
        "data/signals.yml:7: signals[1].id: 'palate' is the id of signals[0] too. Give this one its own.",
    ),
    "ratings too few": (
        ("data/drill.yml", "  - {id: raw, name: Raw, says: I would not serve that.}\n", ""),
        "data/drill.yml:2: ratings: has 2 entries; 3 is the least. Add some.",
    ),
    "ratings too many": (
        ("data/drill.yml", "ratings:", "ratings:\n  - {id: cold, name: Cold, says: I would send it back.}"),
        "data/drill.yml:2: ratings: has 4 entries; 3 is the most. Remove some.",
    ),
    "ratings with one id": (
        ("data/drill.yml", "id: warm", "id: raw"),
        "data/drill.yml:4: ratings[1].id: 'raw' is the id of ratings[0] too. Give this one its own.",
    ),
    "timer in words": (
        ("data/drill.yml", "[1, 3]", "[one, 3]"),
        "data/drill.yml:1: minutes[0]: the text 'one' stands where a whole number is wanted. Write digits, "
        "without quotes.",
    ),
    "fewer roles than there must be": (
        ("data/offers.yml", "least: 2", "least: 4"),
        "data/offers.yml:1: least: is more than the 3 roles there may be. Lower it, or raise 'most'.",
    ),
    "more roles than fit": (
        ("data/offers.yml", "most: 3", "most: 7"),
        "data/offers.yml:2: most: 7 is more than 6, the most. Lower it.",
    ),
    "factors with one id": (
        ("data/offers.yml", "- id: nights", "- id: knives"),
        "data/offers.yml:10: factors[1].id: 'knives' is the id of factors[0] too. Give this one its own.",
    ),
    "deal-breakers with one id": (
        ("data/offers.yml", "tips & tables.", "tips.\n  - id: tips\n    name: Again."),
        "data/offers.yml:16: deal_breakers[1].id: 'tips' is the id of deal_breakers[0] too. Give this one its "
        "own.",
    ),
    "weight read as false": (
        ("data/offers.yml", "[garnish,", "[no,"),
        "data/offers.yml:4: weights[0]: a bare no is read as true or false. Put it in quotes, or write true or "
        "false.",
    ),
    "no deal-breaker": (
        (
            "data/offers.yml",
            "deal_breakers:\n  - id: tips\n    name: The house keeps tips & tables.",
            "deal_breakers: []",
        ),
        "data/offers.yml:13: deal_breakers: has 0 entries; 1 is the least. Add some.",
    ),
    "aid that is none": (
        ("data/workbook.yml", "- id: drill", "- id: drills"),
        "data/workbook.yml:14: aids[3].id: 'drills' is not one of positioning, outreach, stories, drill, offers. "
        "Did you mean 'drill'?",
    ),
    "aid that points nowhere": (
        ("data/workbook.yml", "kitchen.md#kitchen", "kitchen.md#kitchens"),
        "data/workbook.yml:5: aids[0].explained[0]: kitchen.md has no heading '#kitchens'. Did you mean "
        "'kitchen'?",
    ),
    "aid described twice": (
        (
            "data/workbook.yml",
            "steps:",
            "  - {id: drill, name: Again, does: It repeats., explained: [meet.md#meet]}\nsteps:",
        ),
        "data/workbook.yml:22: aids[5].id: 'drill' is aids[3] too. Delete one of the two.",
    ),
    "aid left out": (
        (
            "data/workbook.yml",
            "  - id: stories\n    name: What to tell\n    does: Three stories.\n    explained: [meet.md#meet]\n",
            "",
        ),
        "data/workbook.yml:1: aids: has no aid 'stories'. Add one.",
    ),
    "aid that explains itself nowhere": (
        ("data/workbook.yml", "[kitchen.md#kitchen, house.md#welcome]", "[]"),
        "data/workbook.yml:5: aids[0].explained: has 0 entries; 1 is the least. Add some.",
    ),
    "step that is none": (
        ("data/workbook.yml", "{id: manager", "{id: manger"),
        "data/workbook.yml:28: steps[5].id: 'manger' is not a step. Did you mean 'manager'?",
    ),
    "step of another guide": (
        (
            "data/workbook.yml",
            "{id: offers, why: Taste before you sign.}",
            "{id: offers, why: Taste before you sign.}\n  - {id: sourcing-principal, why: X.}",
        ),
        "data/workbook.yml:32: steps[9].id: 'sourcing-principal' is not a step. The steps are quiz, positioning, "
        "outreach, stories, drill, offers, all, chef, manager.",
    ),
    "step taken twice": (
        (
            "data/workbook.yml",
            "{id: offers, why: Taste before you sign.}",
            "{id: offers, why: Taste before you sign.}\n  - {id: quiz, why: Again.}",
        ),
        "data/workbook.yml:32: steps[9].id: 'quiz' is steps[0] too. Delete one of the two.",
    ),
    "step left out": (
        ("data/workbook.yml", "  - {id: manager, why: Doors open at seven.}\n", ""),
        "data/workbook.yml:22: steps: has no step 'manager'. Put it where a reader would take it.",
    ),
    "checklist that is no step": (
        ("data/workbook.yml", "  - {id: all, why: Sleep helps.}\n", ""),
        "data/workbook.yml:22: steps: has no step 'all'. Put it where a reader would take it.",
    ),
    "aid on two pages": (
        ("docs/about.md", "Weekly.", "{{ drill() }}"),
        "data/drill.yml:1: 2 pages show it. Put {{ drill() }} on exactly one.",
    ),
    "aid on no page": (
        ("docs/drill.md", "{{ drill() }}", "Soon."),
        "data/drill.yml:1: 0 pages show it. Put {{ drill() }} on exactly one.",
    ),
    "link to an aid that is none": (
        ("docs/kitchen.md", 'aid("outreach")', 'aid("outreech")'),
        "docs/kitchen.md:24: aid() knows no 'outreech'. Did you mean 'outreach'?",
    ),
    "link to no aid": (
        ("docs/kitchen.md", 'aid("outreach")', "aid()"),
        "docs/kitchen.md:24: aid() takes an id in quotes between its brackets. Correct the call.",
    ),
    "aid linked twice on a page": (
        ("docs/kitchen.md", '{{ aid("outreach") }}', '{{ aid("outreach") }}\n\n{{ aid("outreach") }}'),
        "docs/kitchen.md:26: aid() shows 'aid-outreach', an id of line 24 too. Rename or remove one.",
    ),
    "table that no page shows": (
        ("docs/index.md", '{{ comparison("evening") }}', ""),
        'data/comparisons/evening.yml:1: no page shows it. Put {{ comparison("evening") }} on one, or delete it.',
    ),
}


@pytest.mark.parametrize("case", EDITS)
def test_a_slip_is_named_with_its_line_and_its_mend(project: Path, edit: Edit, case: str) -> None:
    """Each slip is one line with file, line, place and what to do, and nothing else is said."""
    change, expected = EDITS[case]
    edit(*change)
    assert told(project) == [expected]


TOKENS = ":root {\n  --paper: light-dark(#fbf9f4, #15171c);\n  --raised: light-dark(#ffffff, #1f2229);\n}\n"


def test_accents_that_cannot_be_read_are_named(project: Path, edit: Edit) -> None:
    """Each accent below 4.5:1 is named once, with the surface on which it is worst, and which way to mend it."""
    (project / "overrides/assets/stylesheets/tokens.css").write_text(TOKENS)
    edit("data/tracks.yml", '"#2f4b9a"', '"#8899ff"')
    edit("data/tracks.yml", '"#f2b872"', '"#554433"')
    assert told(project) == [
        "data/tracks.yml:6: tracks[0].accent.light: '#8899ff' has a contrast of 2.4:1 on --paper (#fbf9f4); "
        "text needs 4.5:1. Choose a darker colour.",
        "data/tracks.yml:15: tracks[1].accent.dark: '#554433' has a contrast of 1.7:1 on --raised (#1f2229); "
        "text needs 4.5:1. Choose a lighter colour.",
    ]


def test_a_surface_that_cannot_be_read_is_named(project: Path) -> None:
    """Accents can only be checked on surfaces that are given as two colours, in a file that is there."""
    tokens = project / "overrides/assets/stylesheets/tokens.css"
    tokens.write_text(TOKENS.replace("light-dark(#ffffff, #1f2229)", "beige"))
    assert told(project) == [
        "overrides/assets/stylesheets/tokens.css:3: --raised is not given as light-dark(#rrggbb, #rrggbb). "
        "Give it so: accents are checked on it."
    ]
    tokens.unlink()
    assert told(project) == [
        "overrides/assets/stylesheets/tokens.css:1: cannot be read: no such file or directory. "
        "Put a readable file there."
    ]


def test_a_source_that_no_page_uses_is_named(project: Path, edit: Edit) -> None:
    """A source must be cited on a page or by data that a page shows."""
    edit("docs/house.md", ', "ledger-1999"', "")
    edit("data/comparisons/evening.yml", ", ledger-1999", "")
    assert told(project) == [
        "data/sources.yml:10: sources[1].id: no page uses 'ledger-1999'. Cite it where it is needed, or "
        "delete the entry."
    ]


WHOLE_FILES = {
    "empty": (b"", "data/quiz.yml:1: is empty. Fill it in, or restore it from version control."),
    "only a comment": (
        b"# soon\n",
        "data/quiz.yml:1: is empty. Fill it in, or restore it from version control.",
    ),
    "not UTF-8": (
        "version: 1\nheadlines: caf\xe9\n".encode("latin-1"),
        "data/quiz.yml:2: byte 0xe9 is not UTF-8. Save the file as UTF-8.",
    ),
    "control character": (
        b"version: 1\nname: \x07\n",
        "data/quiz.yml:2: U+0007 is a control character. Delete it.",
    ),
    "huge": (
        b"#" * 1_200_000,
        "data/quiz.yml:1: is 1,200,000 bytes; 1,048,576 is the most. Split it, or see what was pasted.",
    ),
    "nested a thousand times": (
        b"[" * 1_000 + b"]" * 1_000,
        "data/quiz.yml:1: is nested too deeply to be read. Flatten it.",
    ),
    "truncated in a quote": (
        b'version: 1\nname: "half',
        "data/quiz.yml:2: the file ends in the middle of a value. Close the quote or bracket, or restore "
        "the rest.",
    ),
    "truncated in a bracket": (
        b"version: 1\nbands: {close: 9,",
        "data/quiz.yml:2: the file ends in the middle of a value. Close the quote or bracket, or restore "
        "the rest.",
    ),
    "two documents": (
        b"version: 1\n---\nversion: 2\n",
        "data/quiz.yml:2: a second document begins here (---). Keep one document a file.",
    ),
    "a list": (
        b"- version\n",
        "data/quiz.yml:1: a list stands where keys are wanted. Write 'key: value' lines.",
    ),
    "a python object": (
        b"!!python/object/apply:os.system ['true']\n",
        "data/quiz.yml:1: a list stands where keys are wanted. Write 'key: value' lines.",
    ),
    "a tagged text": (
        b"version: !!python/name:os.system x\n",
        "data/quiz.yml:1: version: the tag or value 'x' is not used here. Write plain text.",
    ),
}


@pytest.mark.parametrize("case", WHOLE_FILES)
def test_a_file_that_cannot_be_read_is_named(project: Path, case: str) -> None:
    """A file that is no data at all is one line for the editor, never a traceback."""
    content, expected = WHOLE_FILES[case]
    (project / "data/quiz.yml").write_bytes(content)
    assert expected in told(project)


def test_a_missing_file_is_named(project: Path) -> None:
    """Deleting a data file is said, with the file."""
    (project / "data/glossary.yml").unlink()
    assert told(project) == [
        "data/glossary.yml:1: cannot be read: no such file or directory. Put a readable file there."
    ]


def test_a_file_that_nothing_reads_is_named(project: Path) -> None:
    """A file in the wrong place or with the wrong ending is not passed over in silence."""
    (project / "data/checklists/extra.yaml").write_text("title: x\n")
    assert told(project) == [
        "data/checklists/extra.yaml:1: nothing reads this file. The data are tracks.yml, sources.yml, "
        "claims.yml, glossary.yml, nodes.yml, figures.yml, scorecard.yml, quiz.yml, simulation.yml, positioning.yml, "
        "outreach.yml, stories.yml, signals.yml, drill.yml, offers.yml, workbook.yml, publication.yml, aliases.yml, "
        "permalinks.yml, comparisons/*.yml, checklists/*.yml, questions/*.yml; rename or move it."
    ]


def test_a_page_whose_address_could_not_be_promised_is_named(project: Path) -> None:
    """An address is in lower case, so that the list of permanent links can hold it."""
    (project / "docs/FAQ.md").write_text((project / "docs/about.md").read_text())
    assert told(project) == [
        "docs/FAQ.md:1: 'FAQ/' is no address. Name file and folder with a-z, 0-9 and hyphens.",
    ]


def test_a_site_without_an_address_is_not_built(project: Path) -> None:
    """An empty SITE_URL is named, before whole links could be made of it."""
    config = project / "mkdocs.yml"
    config.write_text(re.sub("site_url: .*", "site_url: ''", config.read_text()))
    done = build(project, project / "site")
    assert done.returncode == 1
    assert "SITE_URL is empty. Give the whole address of the site, or leave it unset." in done.stderr
    assert "Traceback" not in done.stderr


def test_what_a_code_fence_holds_is_no_heading(project: Path, edit: Edit) -> None:
    """Lines that look like headings inside fences of any length are passed over, and headings after them count."""
    edit("docs/about.md", "Weekly.", "~~~\n```\n# no\n~~~\n\n````\n```\n# no\n````\n\n## Yes")
    assert told(project) == [
        "docs/about.md:21: the heading 'Yes' has no id. End the line with {: #its-id }.",
    ]


def test_what_programs_leave_behind_is_passed_over(project: Path) -> None:
    """An editor's swap, lock and backup files and a file manager's do not stop a build."""
    for name in (".DS_Store", ".quiz.yml.swp", "quiz.yml~", "comparisons/.#evening.yml", "comparisons/#e.yml#"):
        (project / "data" / name).write_bytes(b"\x00 junk")
    (project / "docs/.#index.md").symlink_to("nobody@nowhere")
    assert told(project) == []


def test_pages_that_cannot_be_read_are_named(project: Path) -> None:
    """A broken link, another ending or a linked folder is said, never a traceback."""
    (project / "docs/gone.md").symlink_to("missing.md")
    (project / "docs/note.markdown").write_text("# Note")
    (project / "docs/more").symlink_to(project / "data")
    (project / "docs/latin.md").write_bytes("---\ndescription: caf\xe9\n---\n".encode("latin-1"))
    assert told(project) == [
        "docs/gone.md:1: cannot be read: no such file or directory. Put a readable file there.",
        "docs/latin.md:2: byte 0xe9 is not UTF-8. Save the file as UTF-8.",
        "docs/more:1: is a link to a folder. Put the pages here instead.",
        "docs/note.markdown:1: is not read as a page. Name it with the ending .md.",
    ]


def test_no_pages_at_all_is_one_of_the_lines(project: Path) -> None:
    """Without docs/ the editor is told that there are no pages."""
    shutil.rmtree(project / "docs")
    assert "docs:1: there are no pages. Restore the folder." in told(project)


def test_windows_line_ends_and_a_byte_order_mark_are_fine(project: Path) -> None:
    """A file saved by a Windows editor reads the same, with the same lines."""
    for path in [*(project / "data").rglob("*.yml"), *(project / "docs").rglob("*.md")]:
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert told(project) == []


def test_all_problems_are_told_at_once(project: Path, edit: Edit) -> None:
    """An editor who made a slip in each of five files hears of all five."""
    edit("data/tracks.yml", "short: Chef", "shrt: Chef")
    edit("data/sources.yml", "kind: study", "kind: studdy")
    edit("data/quiz.yml", "dimension: heat", "dimension: heart")
    edit("docs/index.md", " {: #two-jobs }", "")
    edit("docs/quiz.md", "quiz()", "quizz()")
    assert [line.split(":")[0] for line in told(project)] == [
        "data/quiz.yml",
        "data/sources.yml",
        "data/tracks.yml",
        "docs/index.md",
        "docs/quiz.md",
    ]


@given(cut=st.integers(0, 10_000), name=st.sampled_from(sorted(FILES)))
def test_a_truncated_file_is_refused_or_whole(tmp_path_factory, cut: int, name: str) -> None:
    """A file cut anywhere either still says all it must, or is refused with lines; it never throws."""
    project = _cached_copy(tmp_path_factory)
    original = (SECOND_GUIDE / "data" / f"{name}.yml").read_bytes()
    target = project / "data" / f"{name}.yml"
    try:
        target.write_bytes(original[: cut % len(original)])
        lines = told(project)
        assert all(re.match(r"(data|docs)/\S+:\d+: ", line) for line in lines)
    finally:
        target.write_bytes(original)


@given(junk=st.binary(max_size=200))
def test_any_bytes_are_refused_politely(tmp_path_factory, junk: bytes) -> None:
    """Whatever a file holds, the editor gets lines that name it."""
    project = _cached_copy(tmp_path_factory)
    target = project / "data/glossary.yml"
    original = target.read_bytes()
    try:
        target.write_bytes(junk)
        lines = told(project)
        assert any(line.startswith("data/glossary.yml:") for line in lines)
    finally:
        target.write_bytes(original)


def test_a_build_from_wrong_data_says_so_and_writes_nothing(project: Path, edit: Edit) -> None:
    """The build ends with exit code 1 and the lines, without a traceback, and leaves the last site alone."""
    site = project / "site"
    site.mkdir()
    (site / "index.html").write_text("yesterday's")
    edit("data/tracks.yml", "short: Chef", "shrt: Chef")
    edit("data/sources.yml", "kind: study", "kind: studdy")
    done = build(project, site)
    assert done.returncode == 1
    assert "2 problems to mend; nothing was built:" in done.stderr
    assert "\ndata/tracks.yml:4: tracks[0].shrt: 'shrt' is not a key here." in done.stderr
    assert "Traceback" not in done.stderr + done.stdout
    assert [path.name for path in site.iterdir()] == ["index.html"]
    assert (site / "index.html").read_text() == "yesterday's"
