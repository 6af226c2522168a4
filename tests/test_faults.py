"""A small guide broken in hundreds of ways: each is refused with file and line, or builds pages that are right."""

import functools
import itertools
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

import macros.documents
import macros.pages
from macros.loading import load
from macros.problems import GuideProblems, Problem
from tests.conftest import SECOND_GUIDE, copy_second_guide
from tests.faults import building, checking, data, pages, reading
from tests.faults.mutation import Mutation, merged

PLACES = data.places(SECOND_GUIDE)
ALONE = [
    *data.keys(PLACES),
    *data.values(PLACES),
    *data.ids(PLACES),
    *data.entries(PLACES),
    *data.files(SECOND_GUIDE),
    *data.extra(),
    *pages.faults(SECOND_GUIDE),
]
TOGETHER = list(data.prose(PLACES))  # (payload, mutation)
Files = dict[str, bytes | None]


class Checks:
    """Puts faults into a copy of the guide, and hears what is said of them."""

    def __init__(self, project: Path):
        self.project = project
        self._heard: dict[str, list[Problem]] = {}

    def of(self, mutation: Mutation) -> list[Problem]:
        if mutation.name not in self._heard:
            self._heard[mutation.name] = self.said({mutation.file: mutation.content})
        return self._heard[mutation.name]

    def said(self, files: Files) -> list[Problem]:
        before = {file: building.read(self.project / file) for file in files}
        try:
            for file, content in files.items():
                building.put(self.project / file, content)
            load(self.project)
        except GuideProblems as found:
            return found.problems
        finally:
            for file, content in before.items():
                building.put(self.project / file, content)
        return []


@pytest.fixture(scope="session")
def checks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checks]:
    """With a memory for what has been read, since all files but one are as they were."""
    read_page = macros.pages._read_page

    @functools.lru_cache(200)
    def remembered(content: bytes, path: Path, *names: str) -> macros.pages.Page:
        return read_page(path, *names)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            macros.documents, "parse_document", functools.lru_cache(200)(macros.documents.parse_document)
        )
        patch.setattr(macros.pages, "_read_page", lambda path, *names: remembered(path.read_bytes(), path, *names))
        yield Checks(copy_second_guide(tmp_path_factory.mktemp("faults") / "project"))


@functools.cache
def _text(file: str) -> str:
    return (SECOND_GUIDE / file).read_text(encoding="utf-8")


def _joined(mutations: list[Mutation]) -> Files | None:
    """All of these faults in one guide, or None where two of them touch."""
    files: Files = {}
    by_file = defaultdict(list)
    for mutation in mutations:
        by_file[mutation.file].append(mutation)
    for file, its in by_file.items():
        spans = sorted((one.start, one.end) for one in its)
        if len(its) > 1 and (spans[0][0] < 0 or any(a[1] >= b[0] for a, b in itertools.pairwise(spans))):
            return None
        files[file] = its[0].content if len(its) == 1 else merged(_text(file), its)
    return files


def _batches(checks: Checks, mutations: list[Mutation]) -> list[list[Mutation]]:
    """As few sets of accepted faults as the checks accept together."""
    batches: list[list[Mutation]] = []
    for mutation in mutations:
        for batch in batches:
            files = _joined([*batch, mutation])
            if files is not None and not checks.said(files):
                batch.append(mutation)
                break
        else:
            batches.append([mutation])
    return batches


class Sites:
    """Builds what the checks accept, many faults at a time, and keeps what is wrong with each."""

    def __init__(self, checks: Checks, folder: Path):
        self.checks = checks
        self.folder = folder
        self.wrong: dict[str, list[str]] = defaultdict(list)
        self.refused: dict[str, list[Problem]] = {}
        self.count = 0
        self._build([[]])
        self.plain = {page.name: Counter(reading.skeleton(page)) for page in reading.pages(self._site(0))}

    def _site(self, number: int) -> Path:
        return self.folder / f"site-{number}"

    def _build(self, batches: list[list[Mutation]]) -> list[tuple[int, bool, str]]:
        orders = []
        for batch in batches:
            orders.append((self._site(self.count), _joined(batch) or {}))
            self.count += 1
        done = building.build_all(self.checks.project, orders)
        return [(self.count - len(batches) + number, *one) for number, one in enumerate(done)]

    def build(self, batches: list[list[Mutation]], only_text: bool = False) -> None:
        """Build and read each batch; one that is refused once more without what it is refused for, then in halves."""
        again: list[list[Mutation]] = []
        for batch, (number, good, said) in zip(batches, self._build(batches), strict=True):
            if good:
                self._read(batch, number, said, only_text)
                continue
            problems = list(checking.told(said))
            named = [one for one in batch if any(checking.led_to(one, problem) for problem in problems)]
            if len(batch) == 1:
                named = batch
            for mutation in named:
                mine = [problem for problem in problems if checking.led_to(mutation, problem)]
                self.refused[mutation.name] = mine or problems
                if len(batch) == 1 and (why := checking.badly_ended(said)):
                    self.wrong[mutation.name].append(why)
            rest = [one for one in batch if one not in named]
            middle = 0 if named else len(rest) // 2
            again += [part for part in (rest[:middle], rest[middle:]) if part]
        if again:
            self.build(again, only_text)

    def _read(self, batch: list[Mutation], number: int, said: str, only_text: bool) -> None:
        site = self._site(number)
        shown = tuple(one.shown for one in batch)
        found = reading.pages(site, shown)
        lines = [line for page in found for line in reading.wrong(page)] + list(reading.files_beside(site))
        if only_text:
            for page in found:
                more, less = Counter(reading.skeleton(page)), self.plain[page.name]
                if more != less:
                    lines.append(f"{page.name}: other elements: +{dict(more - less)} -{dict(less - more)}")
        texts = "\0".join(text for page in found for text in reading.texts(page))
        for mutation in batch:
            if mutation.shown and reading.plain(mutation.shown) not in texts:
                self.wrong[mutation.name].append("its text is not to be found on any page")
        for line in lines:
            blamed = [one for one in batch if one.address and line.startswith(f"{one.address}index.html")]
            for mutation in blamed or batch[:1]:
                of = "" if blamed or len(batch) == 1 else f" (of {len(batch)} faults in one guide)"
                self.wrong[mutation.name].append(f"{line}{of}")


@pytest.fixture(scope="session")
def sites(checks: Checks, tmp_path_factory: pytest.TempPathFactory) -> Sites:
    sites = Sites(checks, tmp_path_factory.mktemp("faulty-sites"))
    accepted = [mutation for mutation in ALONE if not checks.of(mutation)]
    # What is wrong with a page of its own touches no other, so each is put beside the others.
    beside = [one for one in accepted if one.file == pages.PAGE and one.start >= 0 and "title" not in one.name]
    pages_of_their_own = [
        replace(one, file=f"docs/fault-{number}.md", start=-1, end=-1, address=f"fault-{number}/")
        for number, one in enumerate(beside)
    ]
    others = [one for one in accepted if one not in beside]
    sites.build([*_batches(checks, others), pages_of_their_own])
    by_payload = defaultdict(list)
    for payload, mutation in TOGETHER:
        by_payload[payload].append(mutation)
    sites.build([_accepted(checks, sites, batch) for batch in by_payload.values()], only_text=True)
    return sites


def _accepted(checks: Checks, sites: Sites, batch: list[Mutation]) -> list[Mutation]:
    """Those of the faults that are not named by the checks, when all are told at once, again and again."""
    while problems := checks.said(_joined(batch)):
        refused = [one for one in batch if any(one.is_at(problem) for problem in problems)]
        assert refused, problems
        for mutation in refused:
            sites.refused[mutation.name] = [problem for problem in problems if mutation.is_at(problem)]
        batch = [one for one in batch if one not in refused]
    return batch


@pytest.mark.parametrize("mutation", ALONE, ids=str)
def test_a_fault_is_refused_where_it_is_or_does_no_harm(checks: Checks, sites: Sites, mutation: Mutation) -> None:
    """Each fault is refused by file and line with what to do, or every page that is built is right."""
    problems = checks.of(mutation) or sites.refused.get(mutation.name, [])
    assert [*checking.complaints(mutation, problems, checks.project), *sites.wrong[mutation.name]] == []


@pytest.mark.parametrize("mutation", [mutation for _, mutation in TOGETHER], ids=str)
def test_text_stays_text(checks: Checks, sites: Sites, mutation: Mutation) -> None:
    """Whatever is written where text is meant is shown as it is, or refused; no page gains an element by it."""
    problems = sites.refused.get(mutation.name, [])
    assert [*checking.complaints(mutation, problems, checks.project), *sites.wrong[mutation.name]] == []
