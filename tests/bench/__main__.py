"""`python -m tests.bench --help` lists what it measures; `make bench` measures all of it."""

import argparse
import json
import os
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from macros.loading import load
from macros.problems import GuideProblems
from macros.quotes import chapters
from tests.bench import building, corpus, lighthouse, phases, weighing
from tests.bench.building import BuildFailed, Took
from tests.bench.lighthouse import Run
from tests.bench.serving import Host, serve
from tests.bench.verdict import Verdict, number, ratio, table
from tests.bench.weighing import KINDS, Weight
from tests.browser import NoBrowser
from tests.serving import PROJECT

KEPT = PROJECT / ".bench"  # Lighthouse, and the last results
PARTS = ("bytes", "lighthouse", "build")
SIZES = (20, 200, 1000)
# The stock site has the first pages of our nav, no more: its index, which every visit fetches, is the lighter for it.
STOCK_PAGES = 20

# Unlike bytes, times are taken as from a host that sends what every browser takes in smallest form.
PACKED = ("br", "gzip")

# At most this much of the stock page's gzipped bytes: without fonts, and with.
CHAPTER_SHARES, QUIZ_SHARES = (0.20, 0.45), (0.25, 0.50)
SCORE, SLOWER_PAINT, LONGEST_TASK, SHIFT = 100, 1.25, 50, 0
SLOWER_BUILD, SLOWER_LARGE_BUILD = 1.6, 1.0


class Bench:
    """One run of the benchmark: where it works, what it was asked for, and what it found."""

    def __init__(self, folder: Path, runs: int, pages: list[str], sizes: list[int], profile: bool, slower: int):
        self.folder = folder
        self.runs = runs
        self.pages = pages
        self.sizes = sizes
        self.profile = profile
        self.slower = slower
        self.verdict = Verdict()
        guide = load(PROJECT)
        self.chapters = [page.address for page in chapters(guide)]
        self.quiz = guide.address_of("quiz")
        self.all_pages = [page.address for page in guide.pages.values()]

    def sites(self) -> tuple[Path, Path, Path]:
        """Ours, the stock one and the bare one, built once."""
        ours = self.folder / "ours"
        if not ours.exists():
            print("Building our site and a stock one of the same text ...", file=sys.stderr, flush=True)
            corpus.grow(PROJECT, ours, 0)
            building.build(ours)
            corpus.bare(ours, ours / "site", self.folder / "bare")
            building.build_stock(corpus.stock(ours, ours / "site", self.folder / "stock", STOCK_PAGES))
        return ours / "site", self.folder / "stock" / "site", self.folder / "bare"

    def bytes(self) -> None:
        ours, stock, bare = self.sites()
        measured = [*self.chapters, self.quiz]
        with weighing.browser() as browser, serve(ours) as our, serve(stock) as their, serve(bare) as plain:
            weights = {
                address: [weighing.weigh(browser, host, address) for host in (our, their, plain)]
                for address in measured
            }
        for address in (self.chapters[0], self.quiz):
            for name, weight in zip(("ours", "stock", "bare"), weights[address], strict=True):
                print(f"\n/{address} {name}, a first visit\n{_by_kind(weight)}")
        print("\nGzipped bytes of a first visit, and their share of the stock page's\n")
        rows = []
        for address, (mine, theirs, plain) in weights.items():
            shares = [ratio(mine.total("gzip", left), theirs.total("gzip", left)) for left in ("font", "")]
            limits = QUIZ_SHARES if address == self.quiz else CHAPTER_SHARES
            for share, limit, what in zip(shares, limits, ("without fonts", "with fonts"), strict=True):
                self.verdict.at_most(limit, f"/{address} share of stock's bytes {what}", share)
            totals = [weight.total("gzip") for weight in (mine, theirs, plain)]
            rows.append([f"/{address}", len(mine.answers), len(theirs.answers), *totals, *shares])
        head = ["page", "requests", "stock's", "ours", "stock", "bare", "without fonts", "with fonts"]
        print(table(head, rows))
        for line in _noticed(weights):
            print(line)

    def lighthouse(self) -> None:
        tool = KEPT / "lighthouse"
        lighthouse.install(tool)
        sites = self.sites()
        slower = self.slower or self._slowdown(tool, sites[2])
        pages = self.all_pages if self.pages == ["all"] else self.pages
        for address in pages:
            if address not in self.all_pages:
                raise SystemExit(f"There is no page '{address}'. Give addresses as in sourcing/principal/.")
        runs: dict[tuple[str, str], list[Run]] = defaultdict(list)
        with serve(sites[0], PACKED) as ours, serve(sites[1], PACKED) as stock, serve(sites[2], PACKED) as bare:
            for turn in range(self.runs):
                for name, host, addresses in _visits(ours, stock, bare, pages, self.chapters[0], self.quiz):
                    for address in addresses:
                        print(f"Lighthouse, run {turn + 1}: {name} /{address}", file=sys.stderr, flush=True)
                        runs[name, address].append(lighthouse.measure(tool, f"{host.origin}/{address}", slower))
                _keep(runs)
        self._judge_lighthouse(runs, slower)

    def _slowdown(self, tool: Path, bare: Path) -> int:
        """For this machine, by the median of three runs on a bare page."""
        with serve(bare) as host:
            return lighthouse.slowdown(
                median(lighthouse.measure(tool, f"{host.origin}/")["machine"] for _ in range(3))
            )

    def _judge_lighthouse(self, runs: dict[tuple[str, str], list[Run]], slower: int) -> None:
        rows = []
        for (name, address), found in runs.items():
            scores = {each: median(run["scores"][each] for run in found) for each in found[0]["scores"]}
            values = {each: median(run[each] for run in found) for each in ("fcp", "lcp", "tbt", "cls")}
            task, work, seen = (
                median(run[f"{each}_task"] for run in found) for each in ("simulated", "worked", "observed")
            )
            paint = ""
            if name == "ours":
                paint = ratio(values["lcp"], median(run["lcp"] for run in runs["bare", address]))
                for category, score in scores.items():
                    self.verdict.at_least(SCORE, f"/{address} {category}", score)
                self.verdict.at_most(SLOWER_PAINT, f"/{address} largest paint, by the bare page's", paint)
                self.verdict.at_most(LONGEST_TASK, f"/{address} longest task, ms", task)
                self.verdict.at_most(SHIFT, f"/{address} layout shift", round(values["cls"], 4))
            cells = [values["fcp"], values["lcp"], paint, values["tbt"], values["cls"], task, work, seen]
            rows.append([name, f"/{address}", *scores.values(), *cells])
        first = next(iter(runs.values()))[0]
        machine = median(run["machine"] for found in runs.values() for run in found)
        print(
            f"\nLighthouse {first['version']}, mobile, medians of {self.runs}; ms; the machine's index is {machine:.0f}."
            f"\nA task's length is Lighthouse's, for a phone {slower} times slower; tasks under 50 ms count as 0. 'work' is how long"
            "\na processor worked on the longest, slowed alike; 'seen' is the longest task of this machine, unslowed.\n"
        )
        head = [
            "site",
            "page",
            "perf",
            "a11y",
            "best",
            "seo",
            "FCP",
            "LCP",
            "by bare",
            "TBT",
            "CLS",
            "task",
            "work",
            "seen",
        ]
        print(table(head, rows))
        for (name, address), found in runs.items():
            failed = sorted({audit for run in found for audit in run["failed"]})
            if failed and name == "ours":
                print(f"/{address} failed: {', '.join(failed)}")
            for warning in sorted({warning for run in found for warning in run["warnings"]}):
                print(f"{name} /{address} warns: {warning}")

    def build(self) -> None:
        per_page: dict[int, float] = {}
        rows = []
        for size in self.sizes:
            ours = corpus.grow(PROJECT, self.folder / f"ours-{size}", size)
            print(f"Preparing {size} pages ...", file=sys.stderr, flush=True)
            building.promise(ours)
            building.build(ours)
            stock = corpus.stock(ours, ours / "site", self.folder / f"stock-{size}")
            pages = len(load(ours).pages)
            took: dict[str, list[Took]] = {"ours": [], "stock": []}
            for turn in range(self.runs):
                print(f"Building {pages} pages, run {turn + 1} ...", file=sys.stderr, flush=True)
                took["ours"].append(building.build(ours))
                took["stock"].append(building.build_stock(stock))
            clock = {name: median(each.clock for each in found) for name, found in took.items()}
            work = {name: median(each.work for each in found) for name, found in took.items()}
            share = ratio(clock["ours"], clock["stock"])
            per_page[size] = clock["ours"] / pages
            for name in took:
                by_stock = share if name == "ours" else ""
                rows.append([name, pages, clock[name], work[name], 1000 * clock[name] / pages, by_stock])
            limit = SLOWER_LARGE_BUILD if size >= 1000 else SLOWER_BUILD
            if size in (min(SIZES), max(SIZES)):
                self.verdict.at_most(limit, f"a build of {pages} pages, by stock's", share)
            if self.profile:
                self._show_phases(ours, pages)
        if {200, 1000} <= per_page.keys():
            grows = ratio(per_page[1000], per_page[200])
            self.verdict.at_most(1, "a page's cost at 1,000 pages, by that at 200", grows)
        print(f"\nWhole builds, medians of {self.runs}, in seconds; load now {os.getloadavg()[0]:.1f}\n")
        print(table(["site", "pages", "clock", "work", "ms a page", "by stock's"], rows))

    def _show_phases(self, project: Path, pages: int) -> None:
        notes = self.folder / "phases.jsonl"
        building.build_by_phases(project, notes)
        found = phases.read(notes)
        total = sum(seconds for _, seconds in found)
        print(f"\nWhere the work goes at {pages} pages, seconds\n")
        rows = [
            [phase, f"{seconds:.2f}", f"{100 * seconds / total:.0f} %"]
            for phase, seconds in found
            if seconds >= 0.005
        ]
        print(table(["phase", "work", "share"], rows))


def _keep(runs: dict[tuple[str, str], list[Run]]) -> None:
    """Put what is known by now where it outlives this program."""
    found = [{"site": name, "page": page, "runs": each} for (name, page), each in runs.items()]
    (KEPT / "lighthouse.json").write_text(json.dumps(found), encoding="utf-8")


def _visits(
    ours: Host, stock: Host, bare: Host, pages: list[str], chapter: str, quiz: str
) -> Iterator[tuple[str, Host, list[str]]]:
    """What one run looks at: every page of ours and its bare twin, and of the stock site a chapter and the quiz."""
    for address in pages:
        yield "ours", ours, [address]
        yield "bare", bare, [address]
    yield "stock", stock, [chapter, quiz]


def _by_kind(weight: Weight) -> str:
    rows = []
    for kind in (*KINDS, "all"):
        answers = weight.answers if kind == "all" else weight.of(kind)
        if answers:
            sums = [sum(getattr(answer, form) for answer in answers) for form in ("raw", "gzip", "br")]
            rows.append([kind, len(answers), *sums])
    return table(["kind", "requests", "raw", "gzip", "br"], rows)


def _noticed(weights: dict[str, list[Weight]]) -> Iterator[str]:
    """What a visit to ours showed that the table does not."""
    for address, (mine, *_) in weights.items():
        missing = [answer.path for answer in mine.answers if answer.status != 200]
        if missing:
            yield f"/{address} asks for what is not there: {', '.join(missing)}"
        if mine.errors:
            yield f"/{address} reports: {'; '.join(mine.errors)}"
        if mine.behind:
            size = number(sum(answer.gzip for answer in mine.answers if answer.path in mine.behind))
            names = ", ".join(mine.behind[:5]) + (", ..." if len(mine.behind) > 5 else "")
            yield f"/{address} has {len(mine.behind)} files, {size} bytes, fetched behind the page, counted too: {names}"
        if mine.tasks:
            yield f"/{address} kept a phone busy for up to {number(max(mine.tasks))} ms at a time"


def _numbers(text: str) -> list[int]:
    return [int(each) for each in text.split(",")]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("--only", choices=PARTS, action="append", help="a part; all of them if not given")
    parser.add_argument("--runs", type=int, default=3, help="medians of so many (3)")
    parser.add_argument(
        "--pages", default="all", help="for Lighthouse: addresses with commas between; / is the home page"
    )
    parser.add_argument(
        "--slower", type=int, default=0, help="how many times slower Lighthouse's phone is than this machine"
    )
    parser.add_argument("--sizes", type=_numbers, default=list(SIZES), help="pages to build (20,200,1000)")
    parser.add_argument("--profile", action="store_true", help="say where the time of our builds goes")
    given = parser.parse_args()
    sys.stdout.reconfigure(line_buffering=True)
    KEPT.mkdir(exist_ok=True)
    load_now, processors = os.getloadavg()[0], os.cpu_count() or 1
    if load_now > processors / 2:
        print(
            f"The machine is busy (load {load_now:.1f} on {processors} processors): trust the bytes, not the times.",
            file=sys.stderr,
        )
    with TemporaryDirectory(prefix="bench-") as folder:
        try:
            pages = [page.removeprefix("/") for page in given.pages.split(",")]
            bench = Bench(Path(folder), given.runs, pages, given.sizes, given.profile, given.slower)
            for part in given.only or PARTS:
                getattr(bench, part)()
        except (BuildFailed, GuideProblems, NoBrowser) as problem:
            sys.exit(str(problem))
        except KeyboardInterrupt:
            sys.exit(130)
    print("\n" + "\n".join(bench.verdict.lines()))
    sys.exit(1 if bench.verdict.missed else 0)


if __name__ == "__main__":
    main()
