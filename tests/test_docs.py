"""The documents: links lead somewhere, commands exist, dependencies are accounted for."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
import typer.main
from typer.core import TyperCommand, TyperGroup

from bot.main import GROUP, gather
from knowledge.files import ROOT

PAGES = sorted(
    page
    for pattern in ("*.md", "docs/*.md", "[a-z]*/**/README.md")
    for page in ROOT.glob(pattern)
    if not page.is_relative_to(ROOT / "var")
)
MANUALS = [page for page in PAGES if page.parent in (ROOT, ROOT / "docs")]

LINK = re.compile(r"\]\(([^)\s]+)\)|\bsrc=\"([^\"]+)\"")
HEADING = re.compile(r"^#+\s+(.*)$", re.MULTILINE)
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`\n]+)`")
COMMAND = re.compile(r"(?<![\w./-])(?:\.venv/bin/)?mia((?: +[^\s|&;#<>]+)+)")
PLACE = re.compile(r"^(?:actions|bot|docs|knowledge|nlu|scripts|tests|voice_gateway)/[\w./-]*$")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


def anchors(page: Path) -> set[str]:
    """Return the anchors of a page's headings, as GitHub makes them."""
    headings = HEADING.findall(FENCED.sub("", page.read_text()))
    kept = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings)
    return {heading.replace(" ", "-") for heading in kept}


@cache
def commands() -> TyperGroup:
    """Return the whole command line, as the project's entry points name it."""
    points = PROJECT["project"]["entry-points"][GROUP].items()
    whole = typer.main.get_command(gather(EntryPoint(*point, GROUP) for point in points))
    assert isinstance(whole, TyperGroup)
    return whole


def misuse(words: list[str]) -> str | None:
    """Return what is wrong with ``mia WORDS``; ``None`` where command and options exist.

    Arguments of a command are not looked at, nor is what follows a placeholder («…»).
    """
    command: TyperCommand | TyperGroup = commands()
    for word in (word.strip("[].,:") for word in words):
        if word == "…":
            break
        if word.startswith("--"):
            if word.partition("=")[0] not in options(command):
                return f"mia {' '.join(words)}: no option {word}"
        elif isinstance(command, TyperGroup) and command.commands:
            if word not in command.commands:
                return f"mia {' '.join(words)}: no command {word}"
            command = command.commands[word]
    return None


def options(command: TyperCommand | TyperGroup) -> set[str]:
    """Return the options of a command, with those that switch off."""
    named = (one.opts + one.secondary_opts for one in command.params)
    return {"--help", *(option for names in named for option in names)}


def lines_of_code(page: Path) -> list[str]:
    """Return the lines of all code of a page: fenced, indented and within text."""
    text = page.read_text()
    fenced = [line for block in FENCED.findall(text) for line in block.splitlines()]
    rest = FENCED.sub("", text)
    indented = [line for line in rest.splitlines() if line.startswith("    ")]
    return [*fenced, *indented, *CODE.findall(rest)]


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    lost = []
    for link, picture in LINK.findall(CODE.sub("", FENCED.sub("", page.read_text()))):
        target = link or picture
        if re.match(r"[a-z]+:", target):
            continue
        path, _, anchor = target.partition("#")
        there = (page.parent / path).resolve() if path else page
        if not there.exists() or (anchor and anchor not in anchors(there)):
            lost.append(target)
    assert lost == []


@pytest.mark.parametrize("page", MANUALS, ids=name)
def test_named_files_are_there(page: Path) -> None:
    named = {code for code in CODE.findall(page.read_text()) if PLACE.match(code)}
    assert [place for place in sorted(named) if not (ROOT / place).exists()] == []


@pytest.mark.parametrize("page", MANUALS, ids=name)
def test_documented_commands_exist(page: Path) -> None:
    written = [words.split() for line in lines_of_code(page) for words in COMMAND.findall(line)]
    assert [fault for words in written if (fault := misuse(words))] == []


def test_a_wrong_command_would_be_found() -> None:
    assert misuse(["train"]) is None
    assert misuse(["bench", "chat", "--peer"]) is None
    assert misuse(["dance"])
    assert misuse(["bench", "dance"])
    assert misuse(["bench", "chat", "--dance"])
    assert [words.split() for words in COMMAND.findall("MIA_X=1 .venv/bin/mia bot --port 1")] == [
        ["bot", "--port", "1"]
    ]


def test_dependencies_are_accounted_for() -> None:
    groups = PROJECT["dependency-groups"]
    extras = PROJECT["project"]["optional-dependencies"]
    asked = [
        *PROJECT["project"]["dependencies"],
        *(one for extra in extras.values() for one in extra),
        *(one for group in groups.values() for one in group),
    ]
    names = {re.split(r"[\[<>=! ]", one)[0].lower() for one in asked}
    text = (ROOT / "docs" / "decisions.md").read_text().lower()
    table = text.partition("## dependencies")[2]
    rows = [row.split("|")[1:-1] for row in table.splitlines() if row.startswith("| ")]
    told = " ".join(cells[0] for cells in rows if all(cell.strip() for cell in cells[:2]))
    known = set(re.findall(r"[a-z0-9][a-z0-9-]*", told))
    known |= {one for one in names if one.startswith("types-") and "types-*" in told}
    assert sorted(names - known - {"uv"}) == []
    assert "uv.lock" in text  # uv itself is told of under «Installation»
