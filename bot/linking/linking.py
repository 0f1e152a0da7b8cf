"""The parts of linking, connected."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from redis import Redis

from bot.linking.clients import Client, clients
from bot.linking.links import Links
from bot.linking.pairing import Pairing
from bot.linking.server import LinkingServer
from bot.linking.sign_in import SignIns
from bot.linking.store import LinkStore


@dataclass(frozen=True, slots=True)
class Linking:
    """Links by token and by code, the authorization server, and its signing in."""

    links: Links
    pairing: Pairing
    server: LinkingServer
    sign_ins: SignIns
    clients: Mapping[str, Client]


def linking(
    redis_url: str, secret: str, oauth_secrets: Mapping[str, str], *, demo: bool = False
) -> Linking:
    """Connect the parts. ``oauth_secrets`` are the platforms' secrets as clients, by channel.

    ``demo``: clients may also send people back to pages of this machine.
    """
    redis: Redis[str] = Redis.from_url(redis_url, decode_responses=True, socket_timeout=5)
    store = LinkStore(redis, secret)
    links = Links(store)
    known = clients(oauth_secrets, demo=demo)
    server = LinkingServer(known, links, store)
    return Linking(links, Pairing(store), server, SignIns(store), known)
