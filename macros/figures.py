"""Draws the guide's figures: from data to lines, marks and words with their places, and the same as a list.

Each figure is drawn twice, for a narrow and a wide page; the style sheet shows one of them.
"""

from collections.abc import Callable, Iterator
from functools import cache
from itertools import pairwise

from macros.guide import Guide
from macros.models import Bars, Change, Fork, Loop, Loops, Node, Roles, Route, Stage, Track
from macros.views import ROLES, View

# How wide a letter is at most in the faces that systems set controls in, in ems. What is not here is 0.64.
_WIDTHS = dict.fromkeys("ijlI'\u2019.,:;| ", 0.32) | dict.fromkeys("frt()-", 0.42)
_WIDTHS |= dict.fromkeys("ABCDGHKNOQRUVXY&", 0.79) | dict.fromkeys("mwMW", 0.98)
_BOLDER = 1.1
_LINE = 1.3  # from one line of text to the next, in ems


def _wide(words: str, size: float, bold: bool) -> float:
    return _ems(words) * size * (_BOLDER if bold else 1)


@cache
def _ems(words: str) -> float:
    return sum(_WIDTHS.get(letter, 0.64) for letter in words)


@cache  # asked for by what measures and by what sets, of each drawing
def wrapped(words: str, room: float, size: float, bold: bool = False) -> tuple[str, ...]:
    """The words in as few lines as fit `room`, of about the same width; a word that is wider has its own line."""
    lines = _filled(words, room, size, bold)
    while room > 0 and len(narrower := _filled(words, room := room - size / 2, size, bold)) == len(lines):
        if max(map(len, narrower)) < max(map(len, lines)):
            lines = narrower
    return tuple(lines)


def _filled(words: str, room: float, size: float, bold: bool) -> list[str]:
    lines: list[str] = []
    for word in words.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and _wide(longer, size, bold) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


class Drawing:
    """One drawing while it is made: shapes with a track are in its accent, the others in ink."""

    def __init__(self, wide: bool) -> None:
        self.is_wide = wide
        self.name = "wide" if wide else "narrow"
        self.width = 720 if wide else 288
        self.height = 0.0
        self.small, self.large, self.largest = (15, 17, 30) if wide else (13, 14, 24)
        self.lines: list[View] = []
        self.blocks: list[View] = []
        self.marks: list[View] = []
        self.texts: list[View] = []

    def tall(self, words: str, room: float, size: float = 0, bold: bool = False) -> float:
        size = size or self.small
        return len(wrapped(words, room, size, bold)) * size * _LINE

    def write(
        self,
        x: float,
        top: float,
        words: str,
        room: float,
        size: float = 0,
        bold: bool = False,
        track: Track | None = None,
        anchor: str = "start",
        quiet: bool = False,
    ) -> float:
        """Set the words below `top`; where they end."""
        size = size or self.small
        lines = wrapped(words, room, size, bold)
        places = [(_short(top + size * (1 + _LINE * number)), line) for number, line in enumerate(lines)]
        name = " ".join(filter(None, ("bold" if bold else "", "quiet" if quiet else "")))
        self.texts.append(
            {"x": _short(x), "lines": places, "size": size, "anchor": anchor, "track": track, "name": name}
        )
        return self._down(top + len(lines) * size * _LINE)

    def line(self, path: str, track: Track | None = None, name: str = "line") -> None:
        self.lines.append({"path": path, "track": track, "name": name})

    def mark(self, x: float, y: float, size: float, track: Track, is_open: bool = False) -> None:
        """The track's own shape, centred."""
        scale = size / 24
        self._shape(x - size / 2, y - size / 2, scale, track.mark, track, "open" if is_open else "full")
        self._down(y + size / 2)

    def dot(self, x: float, y: float, is_open: bool = False, track: Track | None = None) -> None:
        """Where a line begins, or, open, where it ends."""
        circle = "M0 -7a7 7 0 1 0 0 14a7 7 0 1 0 0 -14Z"
        self._shape(x, y, 1, circle, track, "open" if is_open else "full")
        self._down(y + 7)

    def block(self, x: float, y: float, width: float, height: float, track: Track | None = None) -> None:
        self.blocks.append(
            {"x": _short(x), "y": _short(y), "width": _short(width), "height": _short(height), "track": track}
        )
        self._down(y + height)

    def _shape(self, x: float, y: float, scale: float, path: str, track: Track | None, name: str) -> None:
        shape = {"x": _short(x), "y": _short(y), "scale": f"{scale:.4g}", "path": path}
        self.marks.append({**shape, "track": track, "name": name})

    def _down(self, bottom: float) -> float:
        self.height = max(self.height, round(bottom + 3))
        return bottom


def _short(number: float) -> str:
    return f"{round(number, 1):g}"


def figure(guide: Guide, root: str, name: str) -> View:
    entry = guide.figures[name]
    kind, spec = next((kind, getattr(entry, kind)) for kind in KINDS if getattr(entry, kind))
    draw, tell = KINDS[kind]
    drawings = [Drawing(wide=False), Drawing(wide=True)]
    for drawing in drawings:
        draw(drawing, guide, spec)
    return {
        "id": name,
        "title": entry.title,
        "caption": entry.caption,
        "words": entry.words,
        "drawings": drawings,
        "items": list(tell(guide, root, spec)),
        "track": guide.track(getattr(spec, "track", "")),
    }


def _item(label: str, text: str = "", track: Track | None = None, href: str | None = None) -> View:
    return {"label": label, "text": text, "track": track, "href": href}


# One road that parts and meets again


def _fork(d: Drawing, guide: Guide, fork: Fork) -> None:
    (_fork_across if d.is_wide else _fork_down)(d, guide, fork)


def _fork_across(d: Drawing, guide: Guide, fork: Fork) -> None:
    first, second = guide.tracks
    heading = (d.large + d.small) * _LINE
    room, middle = 340, d.width / 2
    inner = max(d.tall(fork.roads[track.id], room) for track in guide.tracks)
    upper = heading + 22
    lower = upper + 2 * (inner + 24) + 14
    centre = (upper + lower) / 2
    for track, y, top, proof in (
        (first, upper, 0, upper + 22),
        (second, lower, lower + 20, lower - 20 - inner),
    ):
        d.line(
            f"M110 {centre:g}C165 {centre:g} 155 {y:g} 210 {y:g}H510C565 {y:g} 555 {centre:g} 610 {centre:g}",
            track,
        )
        d.mark(middle, y, 28, track)
        below = d.write(middle, top, track.name, room, d.large, bold=True, anchor="middle")
        d.write(middle, below, track.certainty, room, track=track, anchor="middle")
        d.write(middle, proof, fork.roads[track.id], room, anchor="middle")
    d.line(f"M10 {centre:g}H111M609 {centre:g}H710")
    d.dot(10, centre)
    d.dot(710, centre, is_open=True)
    d.write(0, centre + 14, fork.start, 120)
    d.write(d.width, centre + 14, fork.end, 120, anchor="end")


def _fork_down(d: Drawing, guide: Guide, fork: Fork) -> None:
    middle, room = d.width / 2, 100
    y = d.write(middle, 0, fork.start, 240, anchor="middle") + 14
    d.dot(middle, y)
    parted = y + 62
    sides = [(guide.tracks[0], 12, 34, "start"), (guide.tracks[1], d.width - 12, d.width - 34, "end")]
    below = 0.0
    for track, _, x, anchor in sides:
        named = d.write(x, parted - 9, track.short, room, d.large, bold=True, anchor=anchor)
        below = max(below, d.write(x, named, track.certainty, room, track=track, anchor=anchor))
    # Between the roads, one below the other, so that neither is the harder to read.
    for track in guide.tracks:
        d.mark(42, below + 20, 13, track)
        below = d.write(56, below + 12, fork.roads[track.id], d.width - 56 - 34)
    meeting = below + 10
    end = meeting + 62
    for track, x, _, _ in sides:
        d.line(
            f"M{middle:g} {y + 12:g}C{middle:g} {y + 40:g} {x:g} {y + 26:g} {x:g} {parted:g}V{meeting:g}"
            f"C{x:g} {end - 26:g} {middle:g} {end - 40:g} {middle:g} {end - 12:g}",
            track,
        )
        d.mark(x, parted, 22, track)
    d.line(f"M{middle:g} {y:g}v13M{middle:g} {end:g}v-13")
    d.dot(middle, end, is_open=True)
    d.write(middle, end + 12, fork.end, 240, anchor="middle")


def _tell_fork(guide: Guide, root: str, fork: Fork) -> Iterator[View]:
    yield _item("Where you are", fork.start)
    for track in guide.tracks:
        yield _item(track.certainty, fork.roads[track.id], track)
    yield _item("Where both lead", fork.end)


# Amounts on one scale, in blocks


def _bars(d: Drawing, guide: Guide, bars: Bars) -> None:
    most = max(bar.amount for bar in bars.rows)
    room, high = (560, 34) if d.is_wide else (144, 26)
    top = 0.0
    for bar in bars.rows:
        below = d.write(0, top, bar.label, d.width * 0.8, d.large, bold=True)
        y = d.write(0, below, bar.working, d.width * 0.8, quiet=True) + 12
        length = room * bar.amount / most
        for x, width in _blocks(length, room * bars.block / most):
            d.block(x, y, width, high)
        number = y + (high - d.largest * _LINE - d.small * _LINE) / 2
        below = d.write(length + 12, number, f"{bar.amount:,}", 120, d.largest, bold=True)
        top = d.write(length + 12, below, bars.unit, 120) + 22


def _blocks(length: float, each: float) -> Iterator[tuple[float, float]]:
    """A bar cut into blocks: where each begins and how wide it is. The cuts take nothing from the bar's length."""
    cut, x = min(2, each / 4), 0.0
    while x < length - 0.01:
        end = min(x + each, length)
        left = x + (cut / 2 if x else 0)
        yield left, end - (cut / 2 if end < length - 0.01 else 0) - left
        x = end


def _tell_bars(guide: Guide, root: str, bars: Bars) -> Iterator[View]:
    for bar in bars.rows:
        yield _item(bar.label, f"{bar.working}; {bar.amount:,} {bars.unit}")


# Before, the one change, and now

BEFORE, CHANGED, AFTER = "Before", "The one change", "Now"


def _change(d: Drawing, guide: Guide, change: Change) -> None:
    track = guide.track(change.track)
    most = max(change.before.days, change.after.days)
    spine, left = (14, 44) if d.is_wide else (11, 34)
    room = 260 if d.is_wide else 210
    y = 0.0
    places = []
    for name, state, accent in ((BEFORE, change.before, None), (AFTER, change.after, track)):
        places.append(y + d.small * 0.65)
        below = d.write(left, y, name, room, quiet=True)
        top = below
        below = d.write(left, below, state.amount, room, d.largest, bold=True)
        high = 30 if d.is_wide else 18
        from_left, longest = (330, 390) if d.is_wide else (left, d.width - left)
        length = longest * state.days / most
        below = d.write(left, below, state.text, room)
        if d.is_wide:
            d.block(from_left, top + 5, length, high, accent)
        else:
            d.block(left, below + 8, length, high, accent)
            below += 8 + high
        if state is change.before:
            middle = below + (30 if d.is_wide else 26)
            wide = d.width - left if d.is_wide else room
            below = d.write(left, middle - d.small * 0.65, CHANGED, wide, quiet=True)
            below = d.write(left, below + 2, change.change, wide * 0.9, d.large, bold=True)
            below = d.write(left, below + 2, change.kept, wide)
            y = below + (24 if d.is_wide else 22)
        else:
            d.write(left, below + 6, change.ask, d.width - left if d.is_wide else room)
    d.line(f"M{spine} {places[0]:g}V{middle:g}")
    d.line(f"M{spine} {middle:g}V{places[1]:g}", track)
    d.dot(spine, places[0], is_open=True)
    d.dot(spine, places[1], track=track)
    d.mark(spine, middle, 28 if d.is_wide else 22, track)


def _tell_change(guide: Guide, root: str, change: Change) -> Iterator[View]:
    yield _item(BEFORE, f"{change.before.amount} {change.before.text}")
    yield _item(CHANGED, f"{change.change} {change.kept}")
    yield _item(AFTER, f"{change.after.amount} {change.after.text}. {change.ask}")


# Who vouches, keeps the gate and hires


def _people(guide: Guide, roles: Roles, track: Track, role: str) -> list[tuple[str, bool]]:
    """Who has the role on the track's road, each with whether they are a target node."""
    nodes = [(node.name, True) for node in guide.nodes.values() if (node.track, node.role) == (track.id, role)]
    others = [(other.name, False) for other in roles.others if (other.track, other.role) == (track.id, role)]
    return nodes + others


# From the reader to the room.
IN_ORDER = ("vouches", "gatekeeps", "hires")


def _roles(d: Drawing, guide: Guide, roles: Roles) -> None:
    (_roles_across if d.is_wide else _roles_down)(d, guide, roles)


def _roles_across(d: Drawing, guide: Guide, roles: Roles) -> None:
    apart, room = 225, 212
    columns = [(72 + number * apart, role) for number, role in enumerate(IN_ORDER)]
    below = 0.0
    for x, role in columns:
        under = d.write(x - 11, 0, ROLES[role], room, d.large, bold=True)
        below = max(below, d.write(x - 11, under, getattr(roles.lends, role), room, quiet=True))
    for track in guide.tracks:
        y = d.write(columns[0][0] - 11, below + 22, track.name, 300, track=track, bold=True) + 18
        d.line(f"M12 {y:g}H{d.width - 2}M{d.width - 12} {y - 8:g}l10 8l-10 8", track)
        d.dot(8, y)
        d.write(0, y + 12, YOU, 50)
        for x, role in columns:
            under = y + 16
            for number, (name, is_node) in enumerate(_people(guide, roles, track, role)):
                d.mark(x + number * 26, y, 22, track, is_open=not is_node)
                under = d.write(x - 11, under, name, room) + 8
                below = max(below, under)


def _roles_down(d: Drawing, guide: Guide, roles: Roles) -> None:
    middle = d.width / 2
    first, second = guide.tracks
    sides = [(first, 12, 0, 32, "start"), (second, d.width - 12, d.width, d.width - 32, "end")]
    for track, x, edge, _, anchor in sides:
        below = d.write(edge, 0, track.short, 120, d.large, bold=True, track=track, anchor=anchor)
        d.dot(x, below + 12)
    below += 12
    d.write(middle, below - 9, YOU, 100, anchor="middle")
    start = below
    for role in IN_ORDER:
        y = d.write(middle, below + 18, ROLES[role], 200, d.large, bold=True, anchor="middle")
        y = d.write(middle, y, getattr(roles.lends, role), 200, quiet=True, anchor="middle") + 8
        below = max(below, y)
        for track, x, _, text, anchor in sides:
            under = y
            for name, is_node in _people(guide, roles, track, role):
                d.mark(x, under + 8, 18, track, is_open=not is_node)
                under = d.write(text, under, name, 100, anchor=anchor) + 6
                below = max(below, under)
    for track, x, *_ in sides:
        d.line(f"M{x} {start:g}V{below + 12:g}m-7 -9l7 9l7 -9", track)
    d.height = max(d.height, round(below + 16))


def _tell_roles(guide: Guide, root: str, roles: Roles) -> Iterator[View]:
    nodes = {node.name: node for node in guide.nodes.values()}
    for role in IN_ORDER:
        for track in guide.tracks:
            for name, is_node in _people(guide, roles, track, role):
                href = _node(guide, root, nodes[name]) if is_node else None
                yield _item(name, ROLES[role], track, href)


def _node(guide: Guide, root: str, node: Node) -> str:
    return f"{root}{guide.address_of_call('node', node.id)}#node-{node.id}"


# From the reader through a track's nodes to whoever hires

YOU = "You"


def _route(d: Drawing, guide: Guide, route: Route) -> None:
    track = guide.track(route.track)
    nodes = [node for node in guide.nodes.values() if node.track == track.id]
    (_route_across if d.is_wide else _route_down)(d, track, nodes, route)


def _route_across(d: Drawing, track: Track, nodes: list[Node], route: Route) -> None:
    bring, station, room, end = 122, 312, 176, 584
    above = [max(d.tall(route.brings[node.id], room), d.tall(node.name, room, bold=True)) for node in nodes]
    first, apart = max(above) + 16, max(above) + 62
    centre = first + apart * (len(nodes) - 1) / 2
    for number, node in enumerate(nodes):
        y = first + apart * number
        d.line(
            f"M50 {centre:g}C95 {centre:g} 75 {y:g} 120 {y:g}H510C555 {y:g} 535 {centre:g} {end} {centre:g}", track
        )
        d.write(bring, y - 9 - d.tall(route.brings[node.id], room), route.brings[node.id], room)
        if node.role != "hires":
            d.write(station, y - 14 - d.tall(node.name, room, bold=True), node.name, room, bold=True)
            d.mark(station + 12, y, 24, track)
            d.write(station, y + 15, ROLES[node.role], room, quiet=True)
        if node.role == "gatekeeps":
            d.line(f"M{station + 36} {y - 9:g}v18m6 -18v18", track)
        d.height = max(d.height, round(y + 4))
    d.dot(50, centre)
    d.write(0, centre - d.small * 0.65, YOU, 60, bold=True)
    d.mark(end, centre, 34, track)
    left = end + 24
    above = d.tall(route.hires, 114, d.large, bold=True)
    below = d.write(left, centre - above + 4, route.hires, 114, d.large, bold=True)
    d.write(left, below, route.fears, 114, quiet=True)


def _route_down(d: Drawing, track: Track, nodes: list[Node], route: Route) -> None:
    left, room = 72, 178
    lanes = [10 + 20 * number for number in range(len(nodes))]
    middle = sum(lanes) / len(lanes)
    d.write(left, 0, YOU, room, d.large, bold=True)
    d.dot(middle, 10)
    start = 44.0
    y = start
    stations = []
    for node, x in zip(nodes, lanes, strict=True):
        if node.role == "hires":
            continue
        stations.append((x, y + 9))
        if node.role == "gatekeeps":
            d.line(f"M{x - 8} {y + 27:g}h16m-16 5h16", track)
        below = d.write(left, y, node.name, room, d.large, bold=True)
        below = d.write(left, below, ROLES[node.role], room, quiet=True)
        y = d.write(left, below, route.brings[node.id], room) + 16
    end = y + 34
    for x in lanes:
        d.line(
            f"M{middle:g} 10C{middle:g} 30 {x} 20 {x} {start:g}V{y:g}"
            f"C{x} {y + 24:g} {middle:g} {y + 14:g} {middle:g} {end:g}",
            track,
        )
    for x, place in stations:
        d.mark(x, place, 20, track)
    d.mark(middle, end, 28, track)
    below = d.write(left, end - 11, route.hires, room, d.large, bold=True)
    below = d.write(left, below, route.fears, room, quiet=True)
    for node in nodes:
        if node.role == "hires":
            below = d.write(left, below, route.brings[node.id], room)


def _tell_route(guide: Guide, root: str, route: Route) -> Iterator[View]:
    for node in guide.nodes.values():
        if node.track == route.track:
            text = f"{ROLES[node.role]}. You bring: {route.brings[node.id]}"
            yield _item(node.name, text, href=_node(guide, root, node))
    yield _item(route.hires, route.fears)


# Both loops side by side


def _stages(guide: Guide, track: str) -> list[Stage]:
    return [stage for bank, stage in guide.stages.values() if bank.track == track]


def _loops(d: Drawing, guide: Guide, loops: Loops) -> None:
    rows = [(track, _stages(guide, track.id)) for track in guide.tracks]
    places = (_loops_across if d.is_wide else _loops_down)(d, rows)
    for pair in loops.alike:
        ends = [places[stage] for stage in pair.values() if stage in places]
        for (x1, y1), (x2, y2) in pairwise(ends):
            if d.is_wide:
                turn = (y1 + y2) / 2
                d.line(f"M{x1:g} {y1:g}C{x1:g} {turn:g} {x2:g} {turn:g} {x2:g} {y2:g}", name="line twin")
            else:
                turn = (x1 + x2) / 2
                d.line(f"M{x1:g} {y1:g}C{turn:g} {y1:g} {turn:g} {y2:g} {x2:g} {y2:g}", name="line twin")


Rows = list[tuple[Track, list[Stage]]]


def _loops_across(d: Drawing, rows: Rows) -> dict[str, tuple[float, float]]:
    most = max(len(stages) for _, stages in rows)
    apart = d.width / max(most, 1)
    room = apart - 6
    tall = [max((d.tall(stage.name, room, bold=True) for stage in stages), default=0) for _, stages in rows]
    heading = d.large * _LINE + 10
    upper = heading + tall[0] + 18
    lower = upper + 96
    places = {}
    for (track, stages), y, top in zip(rows, (upper, lower), (0, lower + 18 + tall[1] + 10), strict=True):
        d.write(0, top, track.name, 400, d.large, bold=True, track=track)
        if stages:
            d.line(f"M{apart / 2:g} {y:g}H{apart * (len(stages) - 0.5):g}", track)
        for number, stage in enumerate(stages):
            x = apart * (number + 0.5)
            places[stage.id] = (x, y)
            d.mark(x, y, 22, track)
            above = y - 16 - d.tall(stage.name, room, bold=True)
            d.write(x, above if y == upper else y + 16, stage.name, room, bold=True, anchor="middle")
    return places


def _loops_down(d: Drawing, rows: Rows) -> dict[str, tuple[float, float]]:
    room = 96
    most = max(len(stages) for _, stages in rows)
    sides = [(118, 102, "end"), (170, 186, "start")]
    y = (
        max(
            d.write(x, 0, track.short, 102, d.large, bold=True, track=track, anchor=anchor)
            for (track, _), (_, x, anchor) in zip(rows, sides, strict=True)
        )
        + 10
    )
    places = {}
    for number in range(most):
        here = [
            (track, stages[number], side)
            for (track, stages), side in zip(rows, sides, strict=True)
            if stages[number:]
        ]
        high = max(d.tall(stage.name, room, bold=True) for _, stage, _ in here)
        for track, stage, (x, text, anchor) in here:
            places[stage.id] = (x, y + high / 2)
            d.mark(x, y + high / 2, 18, track)
            own = d.tall(stage.name, room, bold=True)
            d.write(text, y + (high - own) / 2, stage.name, room, bold=True, anchor=anchor)
        y += high + 16
    for (track, stages), (x, _, _) in zip(rows, sides, strict=True):
        if stages:
            d.line(f"M{x} {places[stages[0].id][1]:g}V{places[stages[-1].id][1]:g}", track)
    return places


def _tell_loops(guide: Guide, root: str, loops: Loops) -> Iterator[View]:
    for track in guide.tracks:
        for stage in _stages(guide, track.id):
            pair = next((pair for pair in loops.alike if pair.get(track.id) == stage.id), {})
            others = [guide.stages[name][1].name for key, name in pair.items() if key != track.id]
            text = f"asks the same as the other track\u2019s “{others[0]}”" if others else "on this track only"
            yield _item(stage.name, text, track, _stage(guide, root, stage))


def _stage(guide: Guide, root: str, stage: Stage) -> str:
    return f"{root}{guide.address_of_call('stage', stage.id)}#stage-{stage.id}"


# One loop, with its questions counted


def _loop(d: Drawing, guide: Guide, loop: Loop) -> None:
    track = guide.track(loop.track)
    spine, left = (14, 44) if d.is_wide else (11, 34)
    y = 0.0
    places = []
    for stage in _stages(guide, track.id):
        count = _count(guide, stage)
        places.append(y + d.large * 0.65)
        if d.is_wide:
            if len(places) > 1:
                d.line(f"M{left} {y - 11:g}H{d.width}", name="rule")
            below = d.write(left, y, stage.name, 230, d.large, bold=True)
            y = max(below, d.write(290, y + 1, loop.by[stage.id], 320))
            for number in range(count):
                d.mark(636 + 18 * number, places[-1], 11, track)
            y += 21
        else:
            below = d.write(left, y, stage.name, 200, d.large, bold=True)
            below = d.write(left, below, loop.by[stage.id], 200)
            for number in range(count):
                d.mark(left + 6 + 17 * number, below + 11, 11, track)
            y = below + 36
    if places:
        d.line(f"M{spine} {places[0]:g}V{places[-1]:g}", track)
    for place in places:
        d.mark(spine, place, 24 if d.is_wide else 20, track)


def _count(guide: Guide, stage: Stage) -> int:
    bank = guide.stages[stage.id][0]
    return sum(question.stage == stage.id for question in bank.questions)


def _tell_loop(guide: Guide, root: str, loop: Loop) -> Iterator[View]:
    for stage in _stages(guide, loop.track):
        text = f"{loop.by[stage.id]}; questions to practise: {_count(guide, stage)}"
        yield _item(stage.name, text, href=_stage(guide, root, stage))


# What a figure may be: how it is drawn, and how it is told.
KINDS: dict[str, tuple[Callable, Callable]] = {
    "fork": (_fork, _tell_fork),
    "bars": (_bars, _tell_bars),
    "change": (_change, _tell_change),
    "roles": (_roles, _tell_roles),
    "route": (_route, _tell_route),
    "loops": (_loops, _tell_loops),
    "loop": (_loop, _tell_loop),
}
