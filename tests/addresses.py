"""Addresses that were promised to last. Never remove one: readers and newsletters have linked it."""

CHAPTERS = [
    f"{section}/{page}"
    for section in ("value-proposition", "sourcing", "interview-loop")
    for page in ("", "principal/", "director/")
]
AIDS = [f"workbook/{aid}/" for aid in ("positioning", "outreach", "stories", "drill", "offers")]
PAGES = [
    "",
    *CHAPTERS,
    "interview-loop/principal/questions/",
    "interview-loop/director/questions/",
    "compare/",
    "compare/questions/",
    "quiz/",
    "quiz/worksheet/",
    "quiz/method/",
    "quiz/principal/",
    "quiz/director/",
    "quiz/too-close/",
    "workbook/",
    *AIDS,
    "glossary/",
    "sources/",
    "about/",
    "newsletter/",
]
