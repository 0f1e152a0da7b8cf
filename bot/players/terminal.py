"""A speaker in the terminal: what is typed is sent as the platform would send what it heard."""

from __future__ import annotations

import json
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx
from rich.console import Console
from rich.markup import escape
from rich.prompt import Prompt

from bot.channels.speakers.skills import Skill, skills
from bot.identity.tokens import DemoIssuer
from bot.players import platforms
from bot.players.linking import LinkingFailed, link, pairing_code
from bot.players.platforms import Event, Place, Shown
from bot.settings import Settings

SECONDS = 15.0

console = Console()


@dataclass(slots=True)
class Player:
    """One session at a platform. ``msisdn`` is who links the account when Mia asks for it."""

    url: str
    place: Place
    skill: Skill
    msisdn: str | None
    shows_json: bool
    client: httpx.Client

    def send(self, event: Event, text: str = "", payload: Any = None) -> Shown | None:
        """Send what happened; returns what the platform would show, ``None`` for no answer."""
        body = platforms.request(self.place, event, text, payload)
        self.place.turn += 1
        address = f"/webhooks/{self.place.platform}/{self.skill.secret}"
        response = self.client.post(address, json=body)
        self._json("request", body)
        if response.status_code == httpx.codes.NO_CONTENT:
            return None
        answer: Any = response.json()
        self._json("response", answer)
        response.raise_for_status()
        shown = platforms.shown(self.place.platform, answer)
        self.place.state = dict(shown.state)
        return shown

    def link(self) -> Shown | None:
        """Link the account as its owner would, in a browser, and tell Mia of it.

        Raises:
            LinkingFailed: Mia or the operator refused.
        """
        assert self.msisdn
        assert self.skill.oauth_secret
        tokens = link(self.url, self.place.platform, self.skill.oauth_secret, self.msisdn)
        self.place.token = tokens["access_token"]
        return self.send("linked")

    def _json(self, name: str, value: Mapping[str, Any]) -> None:
        if self.shows_json:
            console.print(f"[dim]{name}[/dim]")
            console.print_json(json.dumps(value, ensure_ascii=False))


def play(url: str, platform: str, msisdn: str | None, *, screen: bool, shows_json: bool) -> int:
    """Hold a session until it ends, or until an empty end of input; returns the exit code."""
    skill = skills(demo=True)[platform]
    # An account that is linked stays so: each subscriber has his own.
    user = f"terminal-{msisdn}" if msisdn else f"terminal-{uuid.uuid4().hex}"
    place = Place.parse_obj({"platform": platform, "user": user, "screen": screen})
    with httpx.Client(base_url=url, timeout=SECONDS) as client:
        player = Player(url, place, skill, msisdn, shows_json, client)
        try:
            return _talk(player)
        except httpx.TransportError:
            console.print(f"No answer from {url}. Start Mia with «make run» first.")
        except httpx.HTTPStatusError as error:
            console.print(f"[red]{error.response.status_code}[/red] {escape(error.response.text)}")
        except LinkingFailed as error:
            console.print(f"[red]The account could not be linked[/red]: {escape(str(error))}")
        return 1


def _talk(player: Player) -> int:
    shown = player.send("start")
    while shown is not None:
        _show(shown)
        if shown.ends:
            return 0
        if shown.links_account and player.msisdn:
            console.print(f"[dim]{player.msisdn} signs in at the linking page[/dim]")
            shown = player.link()
            continue
        if player.msisdn and player.place.platform != "alice" and _wants_code(shown):
            token = DemoIssuer(Settings.from_environment().app_secret).issue(player.msisdn)
            code = pairing_code(player.url, token)
            console.print(f"[dim]the chat shows {player.msisdn} the code {code}[/dim]")
            shown = player.send("say", " ".join(code))
            continue
        said = _ask(list(shown.buttons))
        if said is None:
            player.send("leave")
            return 0
        payload = shown.buttons.get(said)
        shown = player.send("press", payload=payload) if payload else player.send("say", said)
    return 0


def _wants_code(shown: Shown) -> bool:
    """Tell whether a pairing code is asked for: the answer is that phrase."""
    from knowledge.phrasebook import phrasebook

    asking = phrasebook().phrases["utter_link_by_code"].say[0].eye
    return asking in shown.text


def _ask(buttons: list[str]) -> str | None:
    """Return what is typed; a number presses that button; ``None`` at the end of input."""
    try:
        said = Prompt.ask("[bold cyan]>[/bold cyan]")
    except (EOFError, KeyboardInterrupt):
        return None
    if said.isdigit() and 0 < int(said) <= len(buttons):
        return buttons[int(said) - 1]
    return said


def _show(shown: Shown) -> None:
    console.print(shown.text, highlight=False, markup=False)
    console.print(f"[dim]{escape(shown.speech)}[/dim]", highlight=False)
    for at, title in enumerate(shown.buttons, 1):
        console.print(f"  [{at}] {title}", style="cyan", markup=False)
