"""Service tokens: what is signed is read back, and nothing else is believed."""

from pathlib import Path

import pytest

from actions.service_tokens import (
    InvalidToken,
    SecretMissing,
    ServiceToken,
    check,
    is_at_least,
    issue,
    read_secret,
)

SECRET = "s" * 32
TOKEN = ServiceToken("79000000001", "phone", "network")


@pytest.mark.parametrize("subject", ["79000000001", None])
def test_a_token_says_what_was_signed(subject: str | None) -> None:
    token = ServiceToken(subject, "app", "verified")
    assert check(issue(SECRET, "operator", token), SECRET, "operator") == token


def test_a_token_is_for_its_audience_only() -> None:
    with pytest.raises(InvalidToken):
        check(issue(SECRET, "bot", TOKEN), SECRET, "operator")


def test_a_token_of_another_secret_is_not_believed() -> None:
    with pytest.raises(InvalidToken):
        check(issue("t" * 32, "operator", TOKEN), SECRET, "operator")


def test_a_token_expires() -> None:
    with pytest.raises(InvalidToken):
        check(issue(SECRET, "operator", TOKEN, lifetime=-60), SECRET, "operator")


@pytest.mark.parametrize("text", ["", "nonsense", "a.b.c"])
def test_nonsense_is_not_believed(text: str) -> None:
    with pytest.raises(InvalidToken):
        check(text, SECRET, "operator")


def test_a_sureness_that_there_is_not_is_not_believed() -> None:
    forged = issue(SECRET, "operator", ServiceToken("79000000001", "app", "absolute"))
    with pytest.raises(InvalidToken):
        check(forged, SECRET, "operator")


def test_sureness_has_an_order() -> None:
    assert is_at_least("verified", "network")
    assert is_at_least("network", "network")
    assert not is_at_least("claimed", "network")


def test_the_secret_comes_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MIA_SERVICE_SECRET", SECRET)
    assert read_secret() == SECRET


@pytest.mark.parametrize("secret", ["", "too short"])
def test_a_short_secret_is_none(monkeypatch: pytest.MonkeyPatch, secret: str) -> None:
    monkeypatch.setenv("MIA_SERVICE_SECRET", secret)
    with pytest.raises(SecretMissing):
        read_secret()


def test_a_secret_file_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / "var" / "secret"
    made = read_secret(path, create=True)
    assert read_secret(path, create=True) == read_secret(path) == made
    assert path.stat().st_mode & 0o077 == 0
    assert list(path.parent.iterdir()) == [path]


def test_a_missing_secret_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(SecretMissing):
        read_secret(tmp_path / "secret")
