"""The core of a bot process: settings made into connected parts, and taken down again."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
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
        NoModel: there is no model that can be used.
    """
    async with _ground(settings) as ground:
        core = _core(ground)
        await _warm(ground.assistant)
        keep_loaded()
        ask_mark = _ask_mark(core.marks)
        after = AfterPerson(
            core.desk.cases, ground.assistant, ground.memory, ground.order, ask_mark
        )
        try:
            async with core.insights.running(), core.desk.running(after), core.presence.running():
                yield core
        finally:
            await core.conversation.close()


async def _warm(assistant: Assistant) -> None:
    """Understand something: what is loaded by that would else keep the first person waiting."""
    await assistant.understand(str(assistant.phrase("utter_call_greeting")["text"]))


@dataclass(frozen=True, slots=True)
class _Ground:
    """What all parts stand on.

    ``unattended`` reaches the same systems, with circuit breakers of its own: what works by itself
    fails while nobody waits, and must not keep out those who do.
    """

    settings: Settings
    redis: Redis[str]
    records: Records
    metrics: Metrics
    systems: TmfSystems
    unattended: TmfSystems
    assistant: Assistant
    memory: Memory
    order: TurnOrder


@asynccontextmanager
async def _ground(settings: Settings) -> AsyncIterator[_Ground]:
    """Reach what is outside of this process, and load the model.

    Raises:
        NoModel: there is no model that can be used.
    """
    metrics = Metrics()
    async with AsyncExitStack() as ends:
        redis: Redis[str] = Redis.from_url(
            settings.redis_url, decode_responses=True, socket_timeout=5
        )
        ends.push_async_callback(redis.close)
        url, secret = settings.operator_url, settings.secret
        unattended = await ends.enter_async_context(connect(url, secret))
        watched = connect(url, secret, observe=metrics.observe_operator)
        systems = await ends.enter_async_context(watched)
        operator_systems.use(systems)
        records = Records(settings.records)
        ends.push_async_callback(records.close)
        yield _Ground(
            settings=settings,
            redis=redis,
            records=records,
            metrics=metrics,
            systems=systems,
            unattended=unattended,
            assistant=_assistant(settings, redis),
            memory=Memory(redis, settings.secret),
            order=TurnOrder(redis),
        )


def _assistant(settings: Settings, redis: Redis[str]) -> Assistant:
    """Load the model, with the actions in this process or at an action server."""
    if settings.actions_url is None:
        return Assistant.load(settings.model, redis, all_actions())
    server = action_server(settings.actions_url, settings.secret)
    return Assistant.load(settings.model, redis, {}, server)


def _core(ground: _Ground) -> Core:
    """Make the parts, each of those that it needs."""
    settings, assistant = ground.settings, ground.assistant
    staff = staff_of(settings, ground.redis, ground.memory)
    desk = desk_of(settings, ground.redis, staff, assistant, ground.systems, ground.unattended)
    presence = Presence(ground.redis, settings.secret)
    announce = Announcing(desk.cases, presence).announce
    registry = ground.metrics.registry
    insights = insights_of(ground.records, ground.unattended, assistant, announce, registry)
    mark_store = MarkStore(ground.records, settings.secret)
    marks = Marks(mark_store, ground.memory, assistant, insights.insights.hear_mark, registry)
    tokens = Tokens(settings.secret, issuer(settings))
    known = skills(demo=settings.demo)
    linked = linked_accounts(settings, known)
    conversation = _conversation(ground, tokens, desk, marks, linked)
    messages = ground.systems.messages
    return Core(
        settings=settings,
        redis=ground.redis,
        systems=ground.systems,
        assistant=assistant,
        conversation=conversation,
        tokens=tokens,
        metrics=ground.metrics,
        staff=staff,
        linking=linked,
        speakers=speakers(known, conversation, assistant, ground.memory, linked, messages),
        marks=marks,
        insights=insights,
        desk=desk,
        presence=presence,
    )


def _conversation(
    ground: _Ground, tokens: Tokens, desk: DeskParts, marks: Marks, linked: Linking
) -> Conversation:
    """Make the Conversation: what answers turns."""
    assistant, memory = ground.assistant, ground.memory
    packing = Packing(assistant, ground.systems)
    return Conversation(
        Parts(
            assistant=assistant,
            memory=memory,
            order=ground.order,
            signing_in=SigningIn(memory, assistant, ground.systems.customers, tokens),
            marks=marks,
            linking=InChat(linked.links, linked.pairing, assistant.phrase),
            handing_over=HandingOver(desk.port, packing, assistant, memory, agents_are_there),
            observe=ground.metrics.observe,
        )
    )


def _ask_mark(marks: Marks) -> AskMark:
    """Return what asks for a mark when a person has ended a conversation."""

    async def ask(case: Case) -> Utterance | None:
        subject = case.packet.get("subject")
        place = Place(case.conversation, case.channel, str(subject) if subject else None)
        return await marks.ask(place, "desk")

    return ask
