"""The project's own data keeps the rules, and the commands say so."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from knowledge import cli
from knowledge.checks import Data, Limits, check
from knowledge.corpus import Corpus
from knowledge.files import DataError
from tests.knowledge.builders import FACTS, LIMITS, article, corpus, phrase

RUN = CliRunner()


def test_no_rule_is_broken() -> None:
    errors = [problem for problem in check(Data.load(), Limits.load()) if problem.is_error]
    assert errors == []


def test_limits_that_lack_something(tmp_path: Path) -> None:
    path = tmp_path / "limits.yml"
    path.write_text("phrasings: {task: 1, topics: {}}", encoding="utf-8")
    with pytest.raises(DataError, match="'near' is missing"):
        Limits.load(path)


def test_check_fails_when_there_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    bad = Data(corpus(article(task="nothing")), FACTS, phrase(), [])
    monkeypatch.setattr(Data, "load", lambda: bad)
    monkeypatch.setattr(Limits, "load", lambda: LIMITS)
    result = RUN.invoke(cli.app, ["check"])
    assert result.exit_code == 1
    assert "faq/pin: dead_reference: no task nothing" in result.stdout
    assert "1 errors" in result.stdout


def test_check_passes_when_there_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    good = Data(corpus(article()), FACTS, phrase(), [])
    monkeypatch.setattr(Data, "load", lambda: good)
    monkeypatch.setattr(Limits, "load", lambda: LIMITS)
    result = RUN.invoke(cli.app, ["check"])
    assert (result.exit_code, result.stdout.strip()) == (0, "0 errors")


def test_data_that_cannot_be_read_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> Data:
        raise DataError("x.yml: id is missing")

    monkeypatch.setattr(Data, "load", broken)
    result = RUN.invoke(cli.app, ["check"])
    assert result.exit_code == 1
    assert "x.yml: id is missing" in result.output


def test_stats_count_every_phrasing_once() -> None:
    result = RUN.invoke(cli.app, ["stats", "--json"])
    counts = json.loads(result.stdout)
    total = counts.pop("total")
    loaded = Corpus.load()
    assert total["topics"] == len(list(loaded.topics()))
    assert total["phrasings"] == sum(len(topic.phrasings) for topic in loaded.topics())
    for column in ("topics", "chat", "phone", "long", "indirect", "phrasings"):
        assert sum(row[column] for row in counts.values()) == total[column]


def test_stats_as_a_table() -> None:
    result = RUN.invoke(cli.app, ["stats"])
    assert result.exit_code == 0
    for name in ("tasks", "talk", "faq/money", "total"):
        assert name in result.stdout
