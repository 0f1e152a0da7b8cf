"""Phone and state numbers of the acoustic model: who shares which output of the net.

A phone is one emitting state with two outputs (pdfs): its first frame, and every frame after it. Four
phone ids (begin, end, internal, singleton: Kaldi's word positions) share the outputs of one phone.
Silence is id 1 with one output. Transition ids follow Kaldi's numbering for one tuple a phone id:
2p enters the phone, 2p - 1 is its self-loop (https://kaldi-asr.org/doc/hmm.html).
"""

from functools import cache

from voice_gateway.sandbox_model.phones import SILENCE, phones

POSITIONS = ("begin", "end", "internal", "singleton")
_MARKS = {"B": 0, "E": 1, "I": 2, "S": 3}


@cache
def pdfs() -> dict[str, tuple[int, int]]:
    """Return for each phone the pdf of its first frame and that of the rest."""
    found = {SILENCE: (0, 0)}
    for number, phone in enumerate(phones()[1:]):
        found[phone] = (2 * number + 1, 2 * number + 2)
    return found


@cache
def pdf_count() -> int:
    """Return how many outputs the net has."""
    return 1 + max(rest for _, rest in pdfs().values())


def phone_id(phone: str, position: str) -> int:
    """Return the id of a phone at a position of its word (``B``, ``E``, ``I``, ``S``)."""
    if phone == SILENCE:
        return 1
    return 2 + 4 * (phones().index(phone) - 1) + _MARKS[position]


@cache
def phone_count() -> int:
    """Return the highest phone id."""
    return 1 + 4 * (len(phones()) - 1)


@cache
def tuples() -> tuple[tuple[int, int, int], ...]:
    """Return (phone id, entering pdf, self-loop pdf) for every phone id, in their order."""
    found = [(1, 0, 0)]
    for phone in phones()[1:]:
        found += [(phone_id(phone, mark), *pdfs()[phone]) for mark in _MARKS]
    return tuple(found)


def entering(phone: int) -> int:
    """Return the transition id that enters a phone id."""
    return 2 * phone


def self_loop(entering_id: int) -> int:
    """Return the self-loop of the phone that a transition id (entering or loop) belongs to."""
    return entering_id - 1 if entering_id % 2 == 0 else entering_id


def word_boundaries() -> str:
    """Return ``word_boundary.int``: the position that each phone id stands for."""
    lines = ["1 nonword"]
    lines += [f"{phone} {POSITIONS[(phone - 2) % 4]}" for phone in range(2, phone_count() + 1)]
    return "\n".join(lines) + "\n"
