"""A chat in the terminal: the same webhook as every channel's, answers shown as on the page."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from typing import Any

import httpx
from rich.console import Console
from rich.prompt import Prompt

from bot.identity.tokens import DemoIssuer
from bot.settings import Settings

console = Console()


def converse(url: str, msisdn: str | None) -> int:
    """Talk until an empty end of input; returns the exit code. A number presses that button."""
    token = DemoIssuer(Settings.from_environment().app_secret).issue(msisdn) if msisdn else None
    with httpx.Client(base_url=url, timeout=15) as client:
        try:
            return _talk(client, f"terminal-{uuid.uuid4().hex}", token)
        except httpx.TransportError:
            console.print(f"No answer from {url}. Start Mia with «make run» first.")
            return 1


def _talk(client: httpx.Client, sender: str, token: str | None) -> int:
    buttons: list[Mapping[str, str]] = []
    while True:
        try:
            said = Prompt.ask("[bold cyan]>[/bold cyan]")
        except (EOFError, KeyboardInterrupt):
            return 0
        if said.isdigit() and 0 < int(said) <= len(buttons):
            said = buttons[int(said) - 1]["payload"]
        answer = _send(client, sender, said, token)
        token = _token(answer) or token
        buttons = _show(answer)


def _send(client: httpx.Client, sender: str, text: str, token: str | None) -> list[dict[str, Any]]:
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    body = {"sender": sender, "message": text, "metadata": {"message_id": uuid.uuid4().hex}}
    response = client.post("/webhooks/rest/webhook", json=body, headers=headers)
    answer: Any = response.json()
    if response.is_error:
        console.print(f"[red]{answer.get('title')}[/red] {answer.get('detail')}")
        return []
    return list(answer)


def _show(answer: list[dict[str, Any]]) -> list[Mapping[str, str]]:
    buttons: list[Mapping[str, str]] = []
    for message in answer:
        if message.get("text"):
            console.print(message["text"], highlight=False, markup=False)
        for link in message.get("custom", {}).get("mia", {}).get("links", []):
            console.print(f"  {link['title']}: {link['url']}", highlight=False, markup=False)
        for button in message.get("buttons", []):
            buttons.append(button)
            console.print(f"  [{len(buttons)}] {button['title']}", style="cyan", markup=False)
    return buttons


def _token(answer: list[dict[str, Any]]) -> str | None:
    for message in answer:
        token = message.get("custom", {}).get("mia", {}).get("token")
        if token:
            return str(token)
    return None
