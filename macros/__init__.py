"""The door to the site generator: the only module that knows the macros plugin or MkDocs."""

import gc
import os
import sys
from pathlib import Path


def define_env(env) -> None:
    """Called by the plugin before any page is built: reads and checks the guide, then offers its macros.

    Stops the build with one message that lists every problem; nothing has been written by then.
    """
    # The theme's successor calls this for every page; by then macros/successor.py has read the guide.
    guide, kept = env.conf.get("guide"), env.conf.get("kept")
    if isinstance(env.conf, dict) and not kept:
        raise _stop("Zensical alone does not give the pages all they need. Build with `make successor`.")
    # While serving, this package stays imported: forget all of it so that edits to Python count too.
    for name in [name for name in sys.modules if name == __name__ or name.startswith(f"{__name__}.")]:
        if not guide:
            del sys.modules[name]
    gc.disable()  # what is imported and read here stays; to look again and again whether it can go takes long
    project = Path(env.project_dir)
    from macros import ahead, beside

    env.read = iter(()) if guide else beside.begin(ahead.read, project, "DRAFT" not in os.environ)
    from macros import aids, figures, views
    from macros import newsletter as letters
    from macros.blocks import Blocks
    from macros.extra import extra
    from macros.loading import load
    from macros.problems import GuideProblems
    from macros.templates import render, render_within_text

    try:
        if not guide:
            docs = project / env.conf["docs_dir"]
            guide = load(project, docs, env.read, beside.begin(ahead.pages, docs))
    except GuideProblems as found:
        raise _stop(str(found)) from None
    finally:
        gc.enable()

    env.guide, env.drawn = guide, None  # for what is called later
    storage, site_url = env.conf["extra"]["storage"], env.conf["site_url"]
    if not site_url:
        raise _stop("SITE_URL is empty. Give the whole address of the site, or leave it unset.")
    if "tracks" not in env.conf["extra"]:
        env.conf["extra"].update(extra(guide, env.conf["site_name"], site_url, env.conf.get("nav") or []))
        env.conf["extra"]["search_worker"] = _search_worker(env.conf["theme"])

    blocks = Blocks()
    if not kept:
        if gc.get_freeze_count():  # what an earlier build of the same server kept can go
            gc.unfreeze()
            gc.collect()
        gc.freeze()  # nor need that be looked at later: it took an eighth of a build
        env.conf["markdown_extensions"].append(blocks)

    def address() -> str:
        """The address of the page being built, from the site's root."""
        page = env.page
        name = page.file.src_uri if hasattr(page, "file") else page.path  # the latter in the theme's successor
        return guide.pages[name].address

    def root() -> str:
        """From the page being built to the site's root: '' or '../' as often as needed."""
        return "../" * address().count("/")

    def block(*names: str, **context: object) -> str:
        html = render(*names, **context)
        return kept.block(html) if kept else blocks.keep(html)

    def within_text(name: str, **context: object) -> str:
        html = render_within_text(name, **context)
        return kept.words(html) if kept else html

    @env.macro
    def comparison(name: str) -> str:
        return block("comparison", **views.comparison(guide, root(), name))

    @env.macro
    def checklist(name: str) -> str:
        return block("checklist", storage=storage, **views.checklist(guide, root(), name))

    @env.macro
    def node(name: str) -> str:
        return block("node", **views.node(guide, root(), name))

    @env.macro
    def stage(name: str) -> str:
        return block("stage", **views.stage(guide, root(), name))

    @env.macro
    def figure(name: str) -> str:
        return block("figure", **figures.figure(guide, root(), name))

    @env.macro
    def questions(name: str) -> str:
        return block("questions", **views.questions(guide, root(), name))

    @env.macro
    def quiz() -> str:
        return block("quiz", storage=storage, **views.quiz(guide, root()))

    @env.macro
    def first_question() -> str:
        return block("first", storage=storage, **views.first(guide, root()))

    @env.macro
    def worksheet() -> str:
        return block("worksheet", **views.worksheet(guide, root()))

    @env.macro
    def dimensions() -> str:
        return block("dimensions", **views.dimensions(guide, root()))

    @env.macro
    def simulation() -> str:
        return block("simulation", **views.simulation(guide))

    @env.macro
    def cite(*names: str) -> str:
        return within_text("citation", **views.citation(guide, root(), *names))

    @env.macro
    def term(name: str, words: str | None = None) -> str:
        return within_text("term", **views.term(guide, root(), name, words))

    @env.macro
    def glossary() -> str:
        return block("glossary", **views.glossary(guide))

    @env.macro
    def sources() -> str:
        return block("sources", **views.sources(guide))

    @env.macro
    def claims() -> str:
        return block("claims", **views.claims(guide, root()))

    @env.macro
    def scorecard() -> str:
        return block("scorecard", **views.scorecard(guide, root()))

    @env.macro
    def aid(name: str) -> str:
        return block("aid", storage=storage, **aids.aid(guide, root(), name, address()))

    @env.macro
    def positioning() -> str:
        return block("positioning", storage=storage, **aids.positioning(guide, root()))

    @env.macro
    def outreach() -> str:
        return block("outreach", storage=storage, **aids.outreach(guide, root()))

    @env.macro
    def stories() -> str:
        return block("stories", storage=storage, **aids.stories(guide, root()))

    @env.macro
    def drill() -> str:
        return block("drill", storage=storage, **aids.drill(guide, root()))

    @env.macro
    def offers() -> str:
        return block("offers", storage=storage, **aids.offers(guide, root()))

    @env.macro
    def workbook() -> str:
        return block("workbook", storage=storage, **aids.workbook(guide, root()))

    @env.macro
    def newsletter() -> str:
        text = render("newsletter", **letters.newsletter(guide, root(), site_url))
        return kept.sections(text) if kept else text

    @env.macro
    def formats() -> str:
        return block("formats", root=root())


def on_pre_page_macros(env) -> None:
    """Called by the plugin for each page, before it lets Jinja read it."""
    from macros.templates import filled, needs_jinja

    env.markdown = filled(env.markdown, env.macros)
    if env.conf.get("kept"):  # in the theme's successor
        return
    if not needs_jinja(env.markdown):
        env.page.meta["render_macros"] = False  # as the plugin would have it written in the page
    if not env.drawn and env.conf["nav"]:  # with no nav of ours the menu is not known before it is built
        from macros.finishing import begin
        from macros.frame import titles_above

        titles = titles_above(env.guide, env.conf["nav"])
        env.drawn = begin(Path(env.conf["site_dir"]), env.guide, env.conf["site_name"], titles)


def on_post_build(env) -> None:
    """Called by the plugin when the pages are written; the theme's successor leaves it to `macros finish`."""
    from macros.finishing import finish
    from macros.finishing.permalinks import Unpromised
    from macros.problems import GuideProblems

    given = {"draft": "DRAFT" in os.environ, "promised": "PROMISED" in os.environ}
    try:
        finish(Path(env.conf["site_dir"]), env.guide, drawn=env.drawn, sheets=env.read, **given)
    except (GuideProblems, Unpromised) as found:
        raise _stop(str(found)) from None


def _search_worker(theme) -> str:
    """The address of the theme's search worker from the site's root; its name changes with the theme's version."""
    pattern = "assets/javascripts/workers/search.*.min.js"
    folders = [Path(folder) for folder in getattr(theme, "dirs", [])]
    found = [path.relative_to(folder).as_posix() for folder in folders for path in folder.glob(pattern)]
    if len(found) != 1:
        names = ", ".join(found) or "none"
        raise _stop(f"the search needs one {pattern} in the theme; there is {names}. See macros/__init__.py.")
    return found[0]


def _stop(message: str) -> Exception:
    """The exception that ends a build with one clean message."""
    try:
        from mkdocs.exceptions import PluginError
    except ImportError:  # the theme's successor builds without MkDocs
        return SystemExit(message)
    return PluginError(message)
