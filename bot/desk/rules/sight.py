"""Who may see which case: a supervisor all, an agent what is his or waits in his queues."""

from __future__ import annotations

from bot.desk.case import Case
from bot.desk.rules.queueing import serves
from bot.desk.staff.member import Member


def may_see(member: Member, case: Case) -> bool:
    """Tell whether somebody may see a case with all that was said in it."""
    if member.leads or case.holder == member.login:
        return True
    return case.state == "waiting" and serves(member.skills, case.queue)


def is_listening(member: Member, case: Case) -> bool:
    """Tell whether seeing a case is listening in: a colleague has it, or had it to its end."""
    return case.state != "waiting" and case.holder != member.login
