"""What a figure must hold about the tracks, nodes, stages and pages that it draws. See rules.py."""

from collections.abc import Iterator

from macros.figures import KINDS
from macros.guide import Guide
from macros.models import Figure
from macros.problems import Path, did_you_mean, listed
from macros.rules import Finding, known_track, one_each, one_per_track, rule, twice, unshown

FILE = "figures.yml"
MOST_BLOCKS = 60  # that can still be counted


def _entries(guide: Guide) -> Iterator[tuple[Path, Figure]]:
    for position, figure in enumerate(guide.figures_file.figures):
        yield ("figures", position), figure


@rule("figures")
def figure_ids_differ(guide: Guide) -> Iterator[Finding]:
    """Every figure has an id of its own."""
    yield from twice(FILE, "figures", [figure.id for figure in guide.figures_file.figures])


@rule("figures")
def a_figure_has_one_drawing(guide: Guide) -> Iterator[Finding]:
    """A figure is of one kind."""
    for path, figure in _entries(guide):
        kinds = [kind for kind in KINDS if getattr(figure, kind)]
        if not kinds:
            yield Finding(FILE, path, f"has no drawing. Give it one of {listed(KINDS)}.")
        for kind in kinds[1:]:
            yield Finding(
                FILE, (*path, kind), f"is a second drawing beside {kinds[0]}. Make it a figure of its own."
            )


@rule("figures", "pages")
def every_figure_is_shown(guide: Guide) -> Iterator[Finding]:
    """A figure that no page shows is a page's slip or dead data."""
    for path, figure in _entries(guide):
        yield from unshown(guide, "figure", figure.id, FILE, path)


@rule("figures")
def bars_can_be_drawn(guide: Guide) -> Iterator[Finding]:
    """A bar has no more blocks than can be counted."""
    for path, figure in _entries(guide):
        for number, row in enumerate(figure.bars.rows if figure.bars else []):
            if row.amount > MOST_BLOCKS * figure.bars.block:
                where = (*path, "bars", "rows", number, "amount")
                message = f"{row.amount} is more than {MOST_BLOCKS} blocks. Let a block stand for more."
                yield Finding(FILE, where, message)


@rule("figures", "tracks")
def figures_are_about_tracks(guide: Guide) -> Iterator[Finding]:
    """A figure about one track names it, and one about both has a part for each."""
    for path, figure in _entries(guide):
        for kind in ("change", "route", "loop"):
            if spec := getattr(figure, kind):
                yield from known_track(guide, FILE, (*path, kind, "track"), spec.track)
        if figure.fork:
            yield from one_per_track(guide, FILE, (*path, "fork", "roads"), figure.fork.roads, "road")
        for number, other in enumerate(figure.roles.others if figure.roles else []):
            yield from known_track(guide, FILE, (*path, "roles", "others", number, "track"), other.track)
        for number, pair in enumerate(figure.loops.alike if figure.loops else []):
            yield from one_per_track(guide, FILE, (*path, "loops", "alike", number), pair, "stage")


@rule("figures", "tracks", "nodes")
def a_route_passes_every_node(guide: Guide) -> Iterator[Finding]:
    """A route says what one brings to each node of its track."""
    if any(node.track not in guide.track_ids for node in guide.nodes.values()):
        return  # said where the node is
    for path, figure in _entries(guide):
        if figure.route:
            own = [node.id for node in guide.nodes.values() if node.track == figure.route.track]
            where = (*path, "route", "brings")
            if not own and guide.track(figure.route.track):
                message = "this track has no target node. Add one to data/nodes.yml, or delete the figure."
                yield Finding(FILE, where, message)
            yield from one_each(own, "target node", FILE, where, figure.route.brings, "line")


@rule("figures", "tracks", "questions")
def a_loop_has_every_stage(guide: Guide) -> Iterator[Finding]:
    """A loop says who asks in each stage of its track, and stages that are alike are each of their own track."""
    if any(bank.track not in guide.track_ids for bank in guide.questions.values()):
        return  # said where the questions are
    for path, figure in _entries(guide):
        if figure.loop:
            own = _stages(guide, figure.loop.track)
            yield from one_each(own, "stage", FILE, (*path, "loop", "by"), figure.loop.by, "line")
        for number, pair in enumerate(figure.loops.alike if figure.loops else []):
            for track, stage in pair.items():
                own = _stages(guide, track)
                if track in guide.track_ids and stage not in own:
                    hint = did_you_mean(stage, own, f"There are {listed(own)}.")
                    where = (*path, "loops", "alike", number, track)
                    yield Finding(FILE, where, f"'{stage}' is no stage of that track.{hint}")


def _stages(guide: Guide, track: str) -> list[str]:
    return [name for name, (bank, _) in guide.stages.items() if bank.track == track]
