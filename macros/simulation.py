"""How the quiz fares with simulated readers: where every figure on the page about its method comes from.

A simulated reader has one preference, from a normal distribution, and every answer is that preference mixed
with chance: any two answers of a reader correlate by the same amount. The mixture is cut into four equal parts,
which are the four options in order. Answering again keeps the preference and draws the chance anew. Nobody skips
a question or misreads one, so the figures flatter the quiz. `make simulation` writes them to data/simulation.yml.
"""

from collections import Counter
from collections.abc import Sequence
from random import Random
from statistics import NormalDist
from zlib import crc32

from macros.scoring import Leans, Limits, band_of, dimension_margins, disagree, distribution, result

SEED = 20261122
RESPONDENTS = 40_000  # for each correlation
CORRELATIONS = (0.15, 0.3, 0.45)

_NORMAL = NormalDist()
_CUTS = (_NORMAL.inv_cdf(0.25), 0.0, _NORMAL.inv_cdf(0.75))


def simulate(questions: Sequence[Leans], dimensions: Sequence[int], limits: Limits, speaks: int) -> dict:
    """The figures as data/simulation.yml has them: in per cent, to one decimal.

    `dimensions` has each question's, counted from 0; `speaks` is the margin from which one speaks for a track.
    """
    # Only random() is the same in every release of Python, so normal values are made from it here.
    random = Random(SEED).random
    return {
        "quiz": fingerprint(questions, dimensions, limits, speaks),
        "seed": SEED,
        "respondents": RESPONDENTS,
        "chance": chance(questions, limits),
        "recoveries": [
            _recovery(correlation, questions, dimensions, limits, speaks, random) for correlation in CORRELATIONS
        ],
    }


def fingerprint(questions: Sequence[Leans], dimensions: Sequence[int], limits: Limits, speaks: int) -> str:
    """Eight hex digits that differ for a quiz with other points, dimensions or bands."""
    made_of = [[list(question) for question in questions], list(dimensions), limits, speaks]
    return f"{crc32(repr(made_of).encode()):08x}"


def chance(questions: Sequence[Leans], limits: Limits) -> dict[str, float]:
    """The share of all possible sets of answers in each band, exactly counted."""
    ways = distribution(questions)
    shares: Counter[str] = Counter()
    for points, count in ways.items():
        shares[band_of(points, limits)] += count
    return {band: _percent(shares[band], sum(ways.values())) for band in ("close", "leans", "clear")}


def _recovery(correlation, questions, dimensions, limits, speaks, random) -> dict[str, float]:
    """Read a crowd of simulated readers, each twice, and count what the verdicts make of their preference."""
    ordered = [sorted(range(len(leans)), key=leans.__getitem__) for leans in questions]
    shared, own = correlation**0.5, (1 - correlation) ** 0.5

    def normal() -> float:
        return _NORMAL.inv_cdf(random() or 0.5)  # random() may give 0, which has no place on the curve

    def answers(preference: float) -> list[int]:
        chosen = []
        for options in ordered:
            latent = shared * preference + own * normal()
            chosen.append(options[sum(latent > cut for cut in _CUTS)])
        return chosen

    seen: Counter[str] = Counter()
    for _ in range(RESPONDENTS):
        preference = normal()
        given = answers(preference)
        first, again = result(questions, given, limits), result(questions, answers(preference), limits)
        seen[first.band] += 1
        if first.side is not None:
            seen["named"] += 1
            seen[f"{first.band} right"] += first.side == (preference > 0)
            seen["opposite"] += again.side == 1 - first.side
        seen["same"] += again.side == first.side
        seen["disagree"] += disagree(dimension_margins(dimensions, questions, given), speaks)
    return {
        "correlation": correlation,
        "close": _percent(seen["close"], RESPONDENTS),
        "leans": _percent(seen["leans"], RESPONDENTS),
        "clear": _percent(seen["clear"], RESPONDENTS),
        "disagree": _percent(seen["disagree"], RESPONDENTS),
        "leans_right": _percent(seen["leans right"], seen["leans"]),
        "clear_right": _percent(seen["clear right"], seen["clear"]),
        "again_same": _percent(seen["same"], RESPONDENTS),
        "named_opposite": _percent(seen["opposite"], seen["named"]),
    }


def _percent(part: int, whole: int) -> float:
    return round(100 * part / whole, 1) if whole else 0.0
