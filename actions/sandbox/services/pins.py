"""PIN checks."""

import secrets

from actions.sandbox.rules import pins
from actions.sandbox.services.desk import Desk
from actions.sandbox.store.tables import PinTries, Subscriber


async def check(desk: Desk, msisdn: str, pin: str) -> pins.Check:
    """Check a PIN. A number that nobody has is answered, and locked, like any other."""
    row = await desk.session.get(PinTries, msisdn, with_for_update=True)
    if row is None:
        row = PinTries(msisdn=msisdn, wrong=0)
        desk.session.add(row)
        await desk.session.flush()
    before = pins.Tries(row.wrong, row.locked_until)
    subscriber = await desk.session.get(Subscriber, msisdn)
    right = secrets.compare_digest(pin.encode(), subscriber.pin.encode() if subscriber else b"")
    after, verdict = pins.judge(before, right and subscriber is not None, desk.now)
    row.wrong, row.locked_until = after.wrong, after.locked_until
    return verdict
