"""The offer matrix in a real browser: what it adds up to, what would turn it, and the sums behind that."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import BrowserContext, Locator, Page, expect

from macros.guide import Guide
from tests.serving import components
from tests.test_accessibility import assert_accessible

ADDRESS = "workbook/offers/"
STORED = "two-kinds-of-certainty/1/offers/"
STAY, MOVE = "Staying where I am", "Grünwald"


@pytest.fixture
def matrix(page: Page, origin: str) -> Page:
    page.goto(f"{origin}/{ADDRESS}")
    return page


def headline(page: Page) -> Locator:
    return page.locator(".offer-headline")


def result(page: Page) -> Locator:
    return page.locator(".offer-result")


def field(page: Page, label: str) -> Locator:
    return page.get_by_label(label, exact=True)


def button(page: Page, name: str) -> Locator:
    # What is only for ears is a block of its own, which puts a space before it.
    return page.get_by_role("button", name=name.replace(": ", " : "), exact=True)


def name_roles(page: Page, *names: str) -> None:
    for number, name in enumerate(names, 1):
        if number > 2:
            button(page, "Add a role").click()
        field(page, f"Role {number}").fill(name)


def weigh(page: Page, **weights: int) -> None:
    """Weights by the factor's name, with low lines for spaces."""
    for factor, weight in weights.items():
        field(page, factor.replace("_", " ")).select_option(str(weight))


def mark(page: Page, role: str, **marks: int) -> None:
    for factor, value in marks.items():
        field(page, f"{factor.replace('_', ' ')}: {role}").select_option(str(value))


def fill_in(page: Page) -> None:
    """Two roles of which the second leads: 4·3 + 2·1 against 4·2 + 2·4, of 24."""
    name_roles(page, STAY, MOVE)
    weigh(page, The_problem=4, Pay=1)
    mark(page, STAY, The_problem=2, Pay=4)
    mark(page, MOVE, The_problem=4, Pay=1)


def stored(page: Page) -> dict[str, str]:
    entries = page.evaluate("({...localStorage})")
    return {key.removeprefix(STORED): value for key, value in entries.items() if key.startswith(STORED)}


def test_two_roles_end_to_end(matrix: Page) -> None:
    """Weights and marks become a lead in words, with scores, its source and what would turn it; all of it stays."""
    expect(headline(matrix)).to_have_text("Name at least 2 roles, and there is something to compare.")
    fill_in(matrix)
    for _ in range(2):
        expect(headline(matrix)).to_have_text(f"{MOVE} leads by 25 points.")
        expect(matrix.locator(".offer-scores li")).to_have_text([f"{MOVE}: 85 of 100", f"{STAY}: 60 of 100"])
        expect(result(matrix)).to_contain_text(
            f"Nothing adds more to that lead than “The problem” (counts very much): excellent, against fair for {STAY}."
        )
        expect(matrix.locator(".offer-flips li")).to_have_text(
            [
                f"“Pay”: “counts a lot” instead of “counts a little” puts {STAY} ahead.",
                f"“The problem”: “counts a little” instead of “counts very much” puts {STAY} ahead.",
            ]
        )
        matrix.reload()
    expect(field(matrix, f"Pay: {MOVE}")).to_have_value("1")


def test_a_named_flip_turns_it(matrix: Page) -> None:
    """Making the change that is said to turn the result turns it, and one step less does not."""
    fill_in(matrix)
    expect(matrix.locator(".offer-flips li").first).to_contain_text("“Pay”: “counts a lot”")
    weigh(matrix, Pay=2)
    expect(headline(matrix)).to_contain_text(f"{MOVE} leads")
    weigh(matrix, Pay=3)
    expect(headline(matrix)).to_contain_text(f"{STAY} leads")


def test_a_tie_a_narrow_lead_and_one_that_is_firm(matrix: Page, guide: Guide) -> None:
    """Equal scores are a tie, a lead under the line is too close to call, and a lead on all factors is firm."""
    name_roles(matrix, STAY, MOVE)
    weigh(matrix, The_problem=4, Pay=4, Your_say=4, The_way_back=4, Level_and_scope=4, Time_and_place=4)
    for role in (STAY, MOVE):
        mark(matrix, role, The_problem=2, Pay=2, Your_say=2, The_way_back=2, Level_and_scope=2, Time_and_place=2)
    expect(headline(matrix)).to_have_text(f"A tie: {STAY} and {MOVE} have the same score.")
    expect(result(matrix)).to_contain_text(
        "No single weight, whatever you changed it to, would put one role ahead."
    )
    mark(matrix, MOVE, Pay=3)
    assert guide.offers.narrow > 4
    expect(headline(matrix)).to_have_text(
        f"{MOVE} leads, but the lead is narrow: 4 points. On these figures it is too close to call."
    )
    expect(result(matrix)).to_contain_text("No single weight, whatever you changed it to, would put another role")


def test_a_deal_breaker_rules_out(matrix: Page) -> None:
    """A role with a deal-breaker cannot lead; it is named with the deal-breaker and where it would have stood."""
    fill_in(matrix)
    matrix.get_by_label(f"{MOVE}: The money runs out").check()
    expect(headline(matrix)).to_have_text(f"Only {STAY} is left in the running.")
    expect(result(matrix)).to_contain_text(
        f"{MOVE} is out: “The money runs out within a year, and you do not believe the plan”. "
        "Without that it would have 85 of 100, place 1 of 2."
    )
    expect(matrix.locator(".offer-flips li")).to_have_count(0)
    matrix.get_by_label(f"{STAY}: You would not want").check()
    expect(headline(matrix)).to_have_text("Every role is out: each has a deal-breaker.")
    matrix.get_by_label(f"{MOVE}: The money runs out").uncheck()
    expect(headline(matrix)).to_have_text(f"Only {MOVE} is left in the running.")


def test_what_is_missing_is_named(matrix: Page) -> None:
    """Without weights, and without marks, it says what is missing; a factor that lacks a mark is left out by name."""
    name_roles(matrix, STAY, MOVE)
    expect(headline(matrix)).to_have_text("Nothing counts yet: give at least one factor a weight.")
    expect(matrix.get_by_role("table")).to_be_hidden()
    weigh(matrix, Pay=4, Your_say=2, The_problem=0)
    expect(matrix.get_by_role("rowheader")).to_have_text(["Your say", "Pay"])
    expect(matrix.get_by_role("columnheader")).to_have_text(["Factor", STAY, MOVE])
    mark(matrix, STAY, Pay=2, Your_say=2)
    expect(headline(matrix)).to_contain_text("no factor that counts has a mark for every role")
    expect(result(matrix)).to_contain_text("Left out until every role has a mark: Your say and Pay.")
    mark(matrix, MOVE, Pay=3)
    expect(headline(matrix)).to_have_text(f"{MOVE} leads by 25 points.")
    expect(result(matrix)).to_contain_text("Left out until every role has a mark: Your say.")


def test_roles_are_added_up_to_the_most_and_removed(matrix: Page, guide: Guide) -> None:
    """An added role has the focus; at the most there are it says why; a removed one comes back with its marks."""
    fill_in(matrix)
    for number in range(3, guide.offers.most + 1):
        button(matrix, "Add a role").click()
        expect(field(matrix, f"Role {number}")).to_be_focused()
        matrix.keyboard.type(f"Offer {number}")
    expect(button(matrix, "Add a role")).to_be_hidden()
    expect(matrix.get_by_text(f"No more than {guide.offers.most}: that many fit")).to_be_visible()
    before = stored(matrix)
    button(matrix, f"Remove: {MOVE}").click()
    expect(matrix.locator("main").get_by_role("status")).to_have_text(f"{MOVE} removed.")
    expect(field(matrix, "Role 2")).to_have_value("Offer 3")
    assert MOVE not in str(stored(matrix).values())
    expect(button(matrix, "Put it back")).to_be_focused()
    matrix.keyboard.press("Enter")
    expect(field(matrix, "Role 2")).to_have_value(MOVE)
    assert stored(matrix) == before


def test_adding_keeps_the_empty_roles(matrix: Page) -> None:
    """A third role is a third one, also where the first two are still empty; nothing of them is a result."""
    button(matrix, "Add a role").click()
    expect(field(matrix, "Role 3")).to_be_focused()
    matrix.keyboard.type("Third")
    field(matrix, "Role 2").fill("Second")
    expect(field(matrix, "Role 1")).to_have_value("")
    expect(headline(matrix)).to_contain_text("Nothing counts yet")
    matrix.reload()
    expect(field(matrix, "Role 2")).to_have_value("Second")
    expect(field(matrix, "Role 3")).to_have_value("Third")


def test_the_second_role_may_be_named_first(matrix: Page) -> None:
    """Roles stay where they are, whichever is written first."""
    field(matrix, "Role 2").fill(MOVE)
    expect(field(matrix, "Role 2")).to_be_focused()
    expect(field(matrix, "Role 2")).to_have_value(MOVE)
    field(matrix, "Role 1").fill(STAY)
    matrix.reload()
    expect(field(matrix, "Role 1")).to_have_value(STAY)


def test_a_factor_of_ones_own(matrix: Page) -> None:
    """A reader's own factor counts, can be renamed, moves by keyboard with the focus, and comes back with its marks."""
    fill_in(matrix)
    button(matrix, "Add a factor of your own").click()
    expect(field(matrix, "Factor 11, your own")).to_be_focused()
    matrix.keyboard.type("Dogs")
    field(matrix, "How much it counts: Dogs").select_option("4")
    field(matrix, "Factor 11, your own").fill("Dogs at work")
    mark(matrix, STAY, Dogs_at_work=4)
    mark(matrix, MOVE, Dogs_at_work=0)
    expect(headline(matrix)).to_contain_text(f"{STAY} leads")
    expect(button(matrix, "Move down: Dogs at work")).to_be_disabled()
    up = button(matrix, "Move up: Dogs at work")
    up.focus()
    for _ in range(10):
        expect(up).to_be_focused()
        matrix.keyboard.press("Enter")
    expect(matrix.locator("main").get_by_role("status")).to_have_text("Dogs at work is now number 1 of 11.")
    expect(button(matrix, "Move down: Dogs at work")).to_be_focused()
    matrix.reload()
    expect(matrix.get_by_role("rowheader")).to_have_text(["Dogs at work", "The problem", "Pay"])
    before = stored(matrix)
    button(matrix, "Remove: Dogs at work").click()
    expect(headline(matrix)).to_contain_text(f"{MOVE} leads")
    assert len(stored(matrix)) == len(before) - 6
    button(matrix, "Put it back").click()
    expect(headline(matrix)).to_contain_text(f"{STAY} leads")
    assert stored(matrix) == before


def test_a_deal_breaker_of_ones_own(matrix: Page) -> None:
    """A reader's own deal-breaker rules out as any other does, also before it has a name."""
    fill_in(matrix)
    button(matrix, "Add a deal-breaker of your own").click()
    matrix.get_by_label(f"{MOVE}: Deal-breaker 7").check()
    expect(result(matrix)).to_contain_text(f"{MOVE} is out: “Deal-breaker 7”.")
    field(matrix, "Deal-breaker 7, your own").fill("They laughed.")
    expect(result(matrix)).to_contain_text(f"{MOVE} is out: “They laughed”.")
    button(matrix, "Remove: They laughed.").click()
    expect(headline(matrix)).to_contain_text(f"{MOVE} leads")


def test_roles_move(matrix: Page) -> None:
    """A moved role changes its place in the table, the focus stays with it, and the result is the same."""
    fill_in(matrix)
    button(matrix, f"Move up: {MOVE}").press("Enter")
    expect(button(matrix, f"Move down: {MOVE}")).to_be_focused()
    expect(matrix.get_by_role("columnheader")).to_have_text(["Factor", MOVE, STAY])
    expect(headline(matrix)).to_have_text(f"{MOVE} leads by 25 points.")


def test_two_tabs_keep_both_marks(matrix: Page, context: BrowserContext, origin: str) -> None:
    """Two tabs that mark two cells keep both, and both say the same."""
    name_roles(matrix, STAY, MOVE)
    weigh(matrix, Pay=2)
    other = context.new_page()
    other.goto(f"{origin}/{ADDRESS}")
    mark(matrix, STAY, Pay=1)
    mark(other, MOVE, Pay=3)
    for tab in (matrix, other):
        expect(headline(tab)).to_have_text(f"{MOVE} leads by 50 points.")


def test_clearing_can_be_undone(matrix: Page) -> None:
    """Clearing leaves nothing saved, two empty roles and no result; all of it can be put back."""
    fill_in(matrix)
    matrix.reload()  # so that clearing is the first that happens
    expect(headline(matrix)).to_contain_text("leads by 25 points")
    button(matrix, "Clear the whole matrix").click()
    assert stored(matrix) == {}
    expect(field(matrix, "Role 1")).to_have_value("")
    expect(headline(matrix)).to_contain_text("Name at least 2 roles")
    button(matrix, "Put it back").click()
    expect(headline(matrix)).to_have_text(f"{MOVE} leads by 25 points.")


def test_garbage_in_storage_is_not_given(matrix: Page) -> None:
    """A mark or weight that is no choice counts as not given, shows as such, and can be chosen over."""
    fill_in(matrix)
    matrix.evaluate(
        """prefix => Object.keys(localStorage).forEach((key) => {
          if (key.endsWith('.mark.pay')) localStorage.setItem(key, '"9"')
          if (key === `${prefix}problem.weight`) localStorage.setItem(key, '"x"')
        })""",
        STORED,
    )
    matrix.evaluate(f"localStorage.setItem('{STORED}say.weight', '[1]')")
    matrix.evaluate(f"localStorage.setItem('{STORED}pay.order', '{{')")
    matrix.reload()
    expect(headline(matrix)).to_contain_text("no factor that counts has a mark for every role")
    expect(field(matrix, f"Pay: {STAY}")).to_have_value("")
    expect(field(matrix, "The problem")).to_have_value("")
    weigh(matrix, The_problem=1)
    expect(headline(matrix)).to_have_text(f"{MOVE} leads by 50 points.")


def test_blocked_storage_says_so_at_once(blocked: Page, origin: str) -> None:
    """Where the browser blocks storage the matrix works, and says before anything is written that it will not last."""
    blocked.goto(f"{origin}/{ADDRESS}")
    expect(blocked.get_by_text("This browser does not keep what you write here")).to_be_visible()
    fill_in(blocked)
    expect(headline(blocked)).to_have_text(f"{MOVE} leads by 25 points.")


def test_without_javascript_it_is_a_sheet(browser, origin: str, guide: Guide) -> None:
    """Without JavaScript there is a matrix to print with every factor, deal-breaker and how to add up, and no button."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{origin}/{ADDRESS}")
    for factor in guide.offers.factors:
        expect(page.get_by_role("rowheader", name=f"{factor.name} {factor.asks}", exact=True)).to_be_visible()
    for breaker in guide.offers.deal_breakers:
        expect(page.get_by_role("rowheader", name=breaker.name, exact=True)).to_be_visible()
    expect(page.get_by_role("columnheader", name="Role 3")).to_have_count(2)
    expect(page.get_by_text("multiply each mark by its weight")).to_be_visible()
    expect(page.locator("offer-matrix button:visible")).to_have_count(0)
    page.emulate_media(media="print")
    expect(page.get_by_text("multiply each mark by its weight")).to_be_visible()
    page.set_viewport_size({"width": 320, "height": 700})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    context.close()


def test_what_is_printed(matrix: Page) -> None:
    """An empty matrix prints as the sheet to fill in, a begun one as it stands, without buttons."""
    sheet, form = matrix.locator(".offer-paper"), matrix.locator(".offer-form")
    expect(sheet).to_be_hidden()
    matrix.emulate_media(media="print")
    expect(sheet).to_be_visible()
    expect(form).to_be_hidden()
    matrix.emulate_media(media="screen")
    fill_in(matrix)
    matrix.emulate_media(media="print")
    expect(sheet).to_be_hidden()
    expect(headline(matrix)).to_be_visible()
    expect(button(matrix, "Add a role")).to_be_hidden()
    expect(matrix.locator("main").get_by_role("status")).to_be_hidden()


@pytest.mark.parametrize("width", [390, 1440])
def test_a_filled_matrix_is_accessible(page: Page, origin: str, width: int) -> None:
    """Filled in, with rows of the reader's own and one just removed, it has no accessibility violation."""
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(f"{origin}/{ADDRESS}")
    fill_in(page)
    button(page, "Add a factor of your own").click()
    button(page, "Add a deal-breaker of your own").click()
    button(page, "Add a role").click()
    assert_accessible(page)
    button(page, "Remove: Role 3").click()
    assert_accessible(page)


def test_long_names_fit_the_narrowest_screen(matrix: Page) -> None:
    """Four roles with names without end scroll nothing sideways, and every control is as high as a thumb."""
    matrix.set_viewport_size({"width": 320, "height": 700})
    name_roles(matrix, *(letter * 80 for letter in "WMQO"))
    weigh(matrix, Pay=4)
    for letter, value in zip("WMQO", range(4), strict=True):
        mark(matrix, letter * 80, Pay=value)
    expect(headline(matrix)).to_contain_text("leads by 25 points")
    button(matrix, "Add a factor of your own").click()
    matrix.keyboard.type("I" * 80)
    for width in (320, 900, 1440):
        matrix.set_viewport_size({"width": width, "height": 700})
        assert matrix.evaluate("document.documentElement.scrollWidth") <= width
        heights = "[...document.querySelectorAll('offer-matrix :is(button, select, input[type=text])')].filter"
        assert matrix.evaluate(f"{heights}((e) => e.checkVisibility() && e.offsetHeight < 44).length") == 0
        inside = "document.querySelector('offer-matrix').getBoundingClientRect().right"
        cells = "[...document.querySelectorAll('offer-matrix :is(select, input, button, p, li)')]"
        assert matrix.evaluate(f"{cells}.every((e) => e.getBoundingClientRect().right <= {inside} + 1)")


BEST = HEAVIEST = 4
MARKS = st.dictionaries(st.sampled_from("abcd"), st.integers(0, BEST))
ROLES = st.lists(st.tuples(st.booleans(), MARKS), min_size=1, max_size=4)
WEIGHTS = st.lists(st.integers(0, HEAVIEST), min_size=4, max_size=4)


def case(roles: list, weights: list[int]) -> dict:
    return {
        "roles": [{"id": f"r{n}", "out": out, "marks": marks} for n, (out, marks) in enumerate(roles)],
        "factors": [{"id": factor, "weight": weight} for factor, weight in zip("abcd", weights, strict=True)],
    }


@pytest.fixture(scope="module")
def weighed(browser, origin: str):
    """The matrix's own sums, called in a browser for many cases at once."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{origin}/{ADDRESS}")
    call = """async ([module, cases, best, heaviest]) => {
      const {weigh} = await import(module)
      return cases.map(({roles, factors}) => weigh(roles, factors, best, heaviest))
    }"""
    module = f"{components(page)}offers/matrix.js"
    yield lambda *cases: page.evaluate(call, [module, list(cases), BEST, HEAVIEST])
    context.close()


def sums(case: dict) -> tuple[dict[str, int], list[dict]]:
    """By role in the running what its marks add up to, and the factors that all of them have a mark for."""
    running = [role for role in case["roles"] if not role["out"]]
    known = [each for each in case["factors"] if all(each["id"] in role["marks"] for role in running)]
    return {r["id"]: sum(f["weight"] * r["marks"][f["id"]] for f in known) for r in running}, known


def leader(case: dict) -> str | None:
    found, _ = sums(case)
    best = [role for role, own in found.items() if own == max(found.values())]
    return best[0] if len(best) == 1 else None


def turned(case: dict) -> dict[str, tuple[int, set[tuple[int, str]]]]:
    """By factor the least change of its weight alone that makes another role lead, and all changes as small."""
    found = {}
    now = leader(case)
    if len(sums(case)[0]) < 2:
        return found
    for factor in sums(case)[1]:
        changes = []
        for weight in range(HEAVIEST + 1):
            factors = [{**each, "weight": weight} if each is factor else each for each in case["factors"]]
            then = leader({**case, "factors": factors})
            if then not in {None, now}:
                changes.append((abs(weight - factor["weight"]), weight, then))
        if changes:
            least = min(changes)[0]
            found[factor["id"]] = (least, {(weight, role) for by, weight, role in changes if by == least})
    return found


@settings(max_examples=150)
@given(roles=ROLES, weights=WEIGHTS)
def test_flips_are_what_trying_every_weight_finds(weighed, roles: list, weights: list[int]) -> None:
    """Flips are exactly the single weights that make another role lead, each with its least change, the least first."""
    given_case = case(roles, weights)
    [answer] = weighed(given_case)
    expected = turned(given_case)
    assert {flip["factor"] for flip in answer["flips"]} == set(expected)
    for flip in answer["flips"]:
        by, ways = expected[flip["factor"]]
        assert flip["by"] == by
        assert (flip["weight"], flip["role"]) in ways
    assert [flip["by"] for flip in answer["flips"]] == sorted(flip["by"] for flip in answer["flips"])


@settings(max_examples=150)
@given(roles=ROLES, weights=WEIGHTS)
def test_scores_and_places_add_up(weighed, roles: list, weights: list[int]) -> None:
    """Scores are of 100 over what is marked for all; who is out never stands; what counts and lacks a mark is left."""
    given_case = case(roles, weights)
    [answer] = weighed(given_case)
    found, known = sums(given_case)
    most = BEST * sum(factor["weight"] for factor in known)
    assert {role["id"] for role in answer["standing"]} == set(found)
    for role in answer["standing"]:
        assert role["score"] == (pytest.approx(100 * found[role["id"]] / most) if most else None)
        assert role["place"] == 1 + sum(own > found[role["id"]] for own in found.values())
    assert all(role["score"] is None or 0 <= role["score"] <= 100 for role in answer["out"])
    assert answer["left"] == [
        factor["id"] for factor in given_case["factors"] if factor["weight"] and factor not in known
    ]


@settings(max_examples=80)
@given(roles=ROLES, weights=st.lists(st.integers(0, 2), min_size=4, max_size=4))
def test_neither_scale_nor_order_changes_the_result(weighed, roles: list, weights: list[int]) -> None:
    """Twice all weights, roles the other way round or factors the other way round: the same places and scores."""
    plain = case(roles, weights)
    turned_round = {key: list(reversed(value)) for key, value in plain.items()}
    answers = weighed(plain, case(roles, [2 * weight for weight in weights]), turned_round)
    places = [{role["id"]: (role["place"], role["score"]) for role in a["standing"] + a["out"]} for a in answers]
    for other in places[1:]:
        for role, (place, score) in places[0].items():
            assert other[role] == (place, score if score is None else pytest.approx(score))
    first, _, last = answers
    assert {(f["factor"], f["by"], f["weight"]) for f in first["flips"]} == {
        (f["factor"], f["by"], f["weight"]) for f in last["flips"]
    }


@settings(max_examples=80)
@given(roles=ROLES, weights=WEIGHTS)
def test_a_better_mark_lowers_no_role(weighed, roles: list, weights: list[int]) -> None:
    """Raising any one mark by a step lowers neither the role's score nor its place."""
    better = [
        (
            n,
            case(
                [(out, {**m, f: m[f] + (at == n)}) if at == n else (out, m) for at, (out, m) in enumerate(roles)],
                weights,
            ),
        )
        for n, f in itertools.product(range(len(roles)), "abcd")
        if roles[n][1].get(f, BEST) < BEST
    ]
    before, *after = weighed(case(roles, weights), *(each for _, each in better))
    own = {role["id"]: role for role in before["standing"] + before["out"]}
    for (n, _), answer in zip(better, after, strict=True):
        then = next(role for role in answer["standing"] + answer["out"] if role["id"] == f"r{n}")
        assert then["place"] <= own[f"r{n}"]["place"]
        if then["score"] is not None:
            assert then["score"] >= own[f"r{n}"]["score"]


def test_the_source_is_where_the_lead_is_widest(weighed) -> None:
    """The factor that the lead is said to come from gives the first more over the second than any other does."""
    for marks in itertools.product(range(0, BEST + 1, 2), repeat=4):
        roles = [(False, {"a": marks[0], "b": marks[1]}), (False, {"a": marks[2], "b": marks[3]})]
        given_case = case(roles, [3, 2, 0, 0])
        [answer] = weighed(given_case)
        first, second = (role["marks"] for role in answer["standing"])
        gains = {"a": 3 * (first["a"] - second["a"]), "b": 2 * (first["b"] - second["b"])}
        assert gains[answer["source"]] == max(gains.values())
