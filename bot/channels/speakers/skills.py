"""Mia's skills at the platforms: their secrets and ids, from environment variables (``MIA_ALICE_…``)."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass

from actions.installation import var_folder
from actions.service_tokens import long_enough, read_secret
from bot.channels.speakers.platform import platforms

DEMO_ID = "mia-demo"


class SkillMissing(Exception):
    """A skill's secret is given and its id is not."""


@dataclass(frozen=True, slots=True)
class Skill:
    """Mia's skill at one platform.

    ``secret`` stands in the webhook's address; ``ids`` are the skills that it answers; ``oauth_secret``
    is the platform's as a client of account linking, ``None`` where it links no accounts.
    """

    secret: str
    ids: tuple[str, ...]
    oauth_secret: str | None = None


def skills(*, demo: bool) -> Mapping[str, Skill]:
    """Return the skills by channel; in demo mode all, with secrets made at first use under ``var/``.

    Raises:
        SecretMissing: a secret is given and too short.
        SkillMissing: a secret is given without the skill's id.
    """
    found = {name: _skill(name, demo=demo) for name in platforms()}
    return {name: skill for name, skill in found.items() if skill}


def _skill(channel: str, *, demo: bool) -> Skill | None:
    name = f"MIA_{channel.upper()}"
    secret, oauth = os.environ.get(f"{name}_SECRET"), os.environ.get(f"{name}_OAUTH_SECRET")
    if secret:
        ids = tuple(os.environ.get(f"{name}_SKILL", "").replace(",", " ").split())
        if not ids:
            raise SkillMissing(f"{name}_SECRET is set, {name}_SKILL is not")
        checked = long_enough(oauth, f"{name}_OAUTH_SECRET") if oauth else None
        return Skill(long_enough(secret, f"{name}_SECRET"), ids, checked)
    if not demo:
        return None
    var = var_folder()
    made = read_secret(var / f"{channel}-secret", create=True)
    return Skill(made, (DEMO_ID,), read_secret(var / f"{channel}-oauth-secret", create=True))
