import re
from collections import Counter

from voice_gateway.sandbox_model import tree
from voice_gateway.sandbox_model.lexicon import lexicon
from voice_gateway.sandbox_model.lexicon_fst import UNKNOWN, LexiconFst

ENTRIES = {
    "да": {("d", "a"): 0.0},
    "код": {("k", "o", "t"): 0.0},
    "кот": {("k", "o", "t"): 0.0},
    "и": {("i",): 0.0},
}
IDS = {word: number for number, word in enumerate([*ENTRIES, UNKNOWN], 1)}


def _arcs():
    fst = LexiconFst(ENTRIES, IDS)
    rows = [line.split() for line in fst.text().splitlines()]
    return fst, [tuple(map(int, row[:4])) for row in rows if len(row) == 5]


def _paths(arcs, word):
    """Label sequences from the loop with this word's output back to the loop or to silence."""
    found, ways = (
        set(),
        [((), state, label) for a, state, label, o in arcs if a == 1 and o == IDS[word]],
    )
    while ways:
        past, state, label = ways.pop()
        labels = (*past, label)
        if state in (1, 2):
            found.add(labels)
            continue
        ways += [(labels, b, i) for a, b, i, _ in arcs if a == state]
    return found


def test_a_word_is_the_transition_ids_that_enter_its_phones():
    _, arcs = _arcs()
    expected = (tree.entering(tree.phone_id("d", "B")), tree.entering(tree.phone_id("a", "E")))
    assert _paths(arcs, "да") == {expected}
    assert _paths(arcs, "и") == {(tree.entering(tree.phone_id("i", "S")),)}


def test_homophones_end_in_labels_of_their_own():
    fst, arcs = _arcs()
    ends = {labels[-1] for word in ("код", "кот") for labels in _paths(arcs, word)}
    assert len(ends) == 2
    assert ends < set(fst.disambiguation)
    assert min(fst.disambiguation) == 2 * tree.phone_count() + 1


def test_every_arc_is_written_for_fstcompile():
    fst, _ = _arcs()
    assert all(
        re.fullmatch(r"\d+ \d+ \d+ \d+ \d+\.\d{4}|\d+ 0", x) for x in fst.text().splitlines()
    )


def test_rare_ways_to_say_a_word_are_left_out():
    heard = {"счет": Counter({"S; 8 t": 60, "S; 8 d": 38, "S; V t": 2})}
    entries = lexicon(["счет", "нигде"], heard, {"счет": ["S; 8 t"]})
    assert set(entries) == {"счет"}
    assert set(entries["счет"]) == {("S;", "8", "t"), ("S;", "8", "d")}
    assert entries["счет"]["S;", "8", "t"] == 0


def test_only_the_likeliest_words_have_several_pronunciations(monkeypatch):
    monkeypatch.setattr("voice_gateway.sandbox_model.lexicon.section", lambda _: SEVERAL)
    alone = {"да": ["d a", "t a"], "код": ["k o t", "g o t"]}
    found = lexicon(["да", "код"], {}, alone)
    assert len(found["да"]) == 2
    assert found["код"] == {("k", "o", "t"): 0.0}


SEVERAL = {"several": 1, "variant": 0.1}
