"""The speakers' parts of a bot process, connected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from actions.operator.messages import Messages
from bot.assistant.assistant import Assistant
from bot.channels.speakers.accounts import Accounts
from bot.channels.speakers.host import Host, Parts
from bot.channels.speakers.links import Links
from bot.channels.speakers.session import Sessions
from bot.channels.speakers.skills import Skill
from bot.conversation.conversation import Conversation
from bot.conversation.memory import Memory
from bot.linking.linking import Linking


@dataclass(frozen=True, slots=True)
class Speakers:
    """What the webhooks need: the skills that are answered, the host, and its sessions."""

    skills: Mapping[str, Skill]
    host: Host
    sessions: Sessions


def speakers(
    skills: Mapping[str, Skill],
    conversation: Conversation,
    assistant: Assistant,
    memory: Memory,
    linking: Linking,
    messages: Messages,
) -> Speakers:
    """Connect the parts."""
    sessions = Sessions(memory)
    accounts = Accounts(linking.links, linking.pairing)
    host = Host(Parts(conversation, assistant, sessions, accounts, Links(messages)))
    return Speakers(skills, host, sessions)
