"""The core of a bot process: settings made into connected parts, and taken down again."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass

from redis.asyncio import Redis

from actions.context import operator_systems
from actions.operator.tmf import TmfSystems, connect
from actions.registry import all_actions
from bot.assistant.assistant import Assistant
from bot.assistant.remote import action_server
from bot.channels.speakers.skills import Skill, skills
from bot.channels.speakers.together import Speakers, speakers
from bot.conversation.conversation import Conversation, Parts
from bot.conversation.handing_over import HandingOver
from bot.conversation.memory import Memory
from bot.conversation.order import TurnOrder
from bot.conversation.presence import Presence
from bot.conversation.reply import Utterance
from bot.conversation.signing_in import SigningIn
from bot.desk.after import AfterPerson, AskMark
from bot.desk.announcing import Announcing
from bot.desk.case import Case
from bot.desk.packing import Packing
from bot.desk.parts import DeskParts, desk_of
from bot.desk.staff.staff import Staff, staff_of
from bot.identity.issuer_keys import IssuerKeys
from bot.identity.tokens import AppIssuer, DemoIssuer, JwksIssuer, Tokens
from bot.insights.parts import InsightParts, insights_of
from bot.linking.in_chat import InChat
from bot.linking.linking import Linking, linking
from bot.marks.marks import Marks, Place
from bot.marks.store import MarkStore
from bot.records import Records
from bot.service.metrics import Metrics
from bot.settings import Settings
from knowledge.hours import agents_are_there

_COLLECTED_AFTER = (10_000, 20, 20)  # a turn makes thousands of objects, nearly none of them cyclic


@dataclass(frozen=True, slots=True)
class Core:
    """Everything that routes need."""

    settings: Settings
    redis: Redis[str]
    systems: TmfSystems
    assistant: Assistant
    conversation: Conversation
    tokens: Tokens
    metrics: Metrics
    staff: Staff
    linking: Linking
    speakers: Speakers
    marks: Marks
    insights: InsightParts
    desk: DeskParts
    presence: Presence


def issuer(settings: Settings) -> AppIssuer:
    """Return who is believed to sign subscribers in: the operator's provider, else the demo."""
    if settings.jwks_url:
        keys = IssuerKeys(settings.jwks_url)
        return JwksIssuer(keys, settings.jwt_issuer, settings.jwt_audience)
    return DemoIssuer(settings.app_secret)


def linked_accounts(settings: Settings, known: Mapping[str, Skill]) -> Linking:
    """Return the linking of accounts for the platforms that Mia has skills at."""
    secrets = {name: skill.oauth_secret for name, skill in known.items() if skill.oauth_secret}
    return linking(settings.redis_url, settings.secret, secrets, demo=settings.demo)


def keep_loaded() -> None:
    """Take what is loaded by now out of the garbage collector's sight, for good.

    Else each full collection walks the model and all libraries, and every turn waits meanwhile.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*_COLLECTED_AFTER)


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[Core]:
    """Connect the parts for as long as the service runs.

    Raises:
        ModelNotFound: the model was not trained.
    """
    redis: Redis[str] = Redis.from_url(settings.redis_url, decode_responses=True, socket_timeout=5)
    metrics = Metrics()
    systems = connect(settings.operator_url, settings.secret, observe=metrics.observe_operator)
    # What works by itself has circuit breakers of its own: its failures, while nobody waits, must not
    # keep out those who do.
    unattended = connect(settings.operator_url, settings.secret)
    operator_systems.use(systems)
    remote = settings.actions_url is not None
    assistant = Assistant.load(
        settings.model,
        redis,
        {} if remote else all_actions(),
        action_server(settings.actions_url, settings.secret) if settings.actions_url else None,
    )
    memory = Memory(redis, settings.secret)
    tokens = Tokens(settings.secret, issuer(settings))
    staff = staff_of(settings, redis, memory)
    desk = desk_of(settings, redis, staff, assistant, systems)
    packing = Packing(assistant, systems)
    handing_over = HandingOver(desk.port, packing, assistant, memory, agents_are_there)
    signing_in = SigningIn(memory, assistant, systems.customers, tokens)
    order = TurnOrder(redis)
    known = skills(demo=settings.demo)
    linked = linked_accounts(settings, known)
    in_chat = InChat(linked.links, linked.pairing, assistant.phrase)
    records = Records(settings.records)
    presence = Presence(redis, settings.secret)
    announce = Announcing(desk.cases, presence).announce
    insights = insights_of(records, unattended, assistant, announce, metrics.registry)
    mark_store = MarkStore(records, settings.secret)
    hear_mark = insights.insights.hear_mark
    marks = Marks(mark_store, memory, assistant, hear_mark, metrics.registry)
    parts = Parts(
        assistant, memory, order, signing_in, marks, in_chat, handing_over, metrics.observe
    )
    conversation = Conversation(parts)
    at_speakers = speakers(known, conversation, assistant, memory, linked, systems.messages)
    keep_loaded()
    core = Core(
        settings,
        redis,
        systems,
        assistant,
        conversation,
        tokens,
        metrics,
        staff,
        linked,
        at_speakers,
        marks,
        insights,
        desk,
        presence,
    )
    after = AfterPerson(desk.cases, assistant, memory, order, _ask_mark(marks))
    try:
        async with insights.running(), desk.running(after), presence.running():
            yield core
    finally:
        await conversation.close()
        await records.close()
        await systems.close()
        await unattended.close()
        await redis.close()


def _ask_mark(marks: Marks) -> AskMark:
    """Return what asks for a mark when a person has ended a conversation."""

    async def ask(case: Case) -> Utterance | None:
        subject = case.packet.get("subject")
        place = Place(case.conversation, case.channel, str(subject) if subject else None)
        return await marks.ask(place, "desk")

    return ask
