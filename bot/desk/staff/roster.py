"""The roster: who works here, from a file, and whether a password is somebody's."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from bot.desk.staff.member import Member
from knowledge.files import ROOT, DataError, read_yaml

DEMO = ROOT / "bot" / "desk" / "staff" / "demo.yml"

_ROLES = ("agent", "supervisor")
_hasher = PasswordHasher()  # Argon2id with the parameters of RFC 9106, section 4


def hashed(password: str) -> str:
    """Return a password's hash as it stands in a staff file."""
    return _hasher.hash(password)


class Roster:
    """The staff by login. Plain passwords in the file are believed only where ``demo`` is set."""

    def __init__(self, members: Mapping[str, Member], hashes: Mapping[str, str]) -> None:
        self._members = dict(members)
        self._hashes = dict(hashes)
        self._nobody = hashed("")

    @classmethod
    def read(cls, path: Path, *, demo: bool = False) -> Roster:
        """Read a staff file.

        Raises:
            DataError: an entry is incomplete, or holds a plain password outside of demo mode.
        """
        members, hashes = {}, {}
        for entry in read_yaml(path)["staff"]:
            member = _member(entry, path)
            members[member.login] = member
            hashes[member.login] = _hash(entry, path, demo=demo)
        return cls(members, hashes)

    def __iter__(self) -> Any:
        return iter(self._members.values())

    def named(self, login: str) -> Member | None:
        """Return who has a login."""
        return self._members.get(login)

    def at(self, extension: str) -> Member | None:
        """Return whose telephone it is."""
        return next((m for m in self._members.values() if m.extension == extension), None)

    def check(self, login: str, password: str) -> Member | None:
        """Return who signs in, ``None`` where login or password is wrong.

        Both take equally long, so that time does not tell which logins there are.
        """
        member = self._members.get(login)
        try:
            _hasher.verify(self._hashes[login] if member else self._nobody, password)
        except (VerificationError, InvalidHashError):
            return None
        return member


def _member(entry: Mapping[str, Any], path: Path) -> Member:
    try:
        role = entry["role"]
        if role not in _ROLES:
            raise DataError(f"{path}: {entry['login']}: no role is called {role!r}")
        skills = tuple(str(skill) for skill in entry["skills"])
        return Member(entry["login"], entry["name"], role, str(entry["extension"]), skills)
    except KeyError as error:
        raise DataError(f"{path}: an entry lacks {error}") from None


def _hash(entry: Mapping[str, Any], path: Path, *, demo: bool) -> str:
    if "password_hash" in entry:
        return str(entry["password_hash"])
    if demo and "password" in entry:
        return hashed(str(entry["password"]))
    raise DataError(f"{path}: {entry['login']} needs a password_hash (mia desk hash)")
