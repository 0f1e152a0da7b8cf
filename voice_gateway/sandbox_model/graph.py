"""``HCLr.fst``: the lexicon, determinized, with self-loops, in OpenFst's lookahead form."""

from pathlib import Path

import kaldifst

from voice_gateway.sandbox_model import fst_tools, tree

EPSILON = 0


def build(lexicon: str, disambiguation: list[int], target: Path, relabelling: Path) -> None:
    """Build the graph.

    Args:
        lexicon: Arcs of ``LexiconFst``.
        disambiguation: Its disambiguation labels.
        target: Where the graph is written.
        relabelling: Where pairs (old word id, new word id) are written: the lookahead form numbers
            words anew, and ``Gr.fst`` and ``words.txt`` must follow.

    Raises:
        FstError: a tool is missing or fails.
    """
    plain = target.with_suffix(".plain")
    fst_tools.compile_text(lexicon, plain)
    fst = kaldifst.StdVectorFst.read(str(plain))
    kaldifst.arcsort(fst, sort_type="olabel")
    kaldifst.determinize_star(fst)  # returns False when all is well
    kaldifst.minimize_encoded(fst)
    fst_tools.compile_text("\n".join(with_self_loops(fst, set(disambiguation))) + "\n", plain)
    fst_tools.run("fstarcsort", "--sort_type=olabel", plain, plain)
    fst_tools.run(
        "fstconvert",
        "--fst_type=olabel_lookahead",
        f"--save_relabel_opairs={relabelling}",
        plain,
        target,
    )
    plain.unlink()


def with_self_loops(fst: kaldifst.StdVectorFst, disambiguation: set[int]) -> list[str]:
    """Return the arcs as text with a self-loop after each phone.

    A state that is entered by several phones gets a state before it for each of them, joined by an
    epsilon, as Kaldi's MakePrecedingInputSymbolsSame does.
    """
    entered: dict[int, set[int]] = {}
    for state in range(fst.num_states):
        for arc in kaldifst.ArcIterator(fst, state):
            label = EPSILON if arc.ilabel in disambiguation else arc.ilabel
            entered.setdefault(arc.nextstate, set()).add(label)
    entered.setdefault(fst.start, set()).add(EPSILON)
    own = {state: next(iter(labels)) for state, labels in entered.items() if len(labels) == 1}
    before: dict[tuple[int, int], int] = {}
    lines: list[str] = []
    for state in _start_first(fst):
        for arc in kaldifst.ArcIterator(fst, state):
            label = EPSILON if arc.ilabel in disambiguation else arc.ilabel
            target = arc.nextstate
            if target not in own and label != EPSILON:
                target = before.setdefault((target, label), fst.num_states + len(before))
            lines.append(f"{state} {target} {arc.ilabel} {arc.olabel} {arc.weight.value:.4f}")
        final = fst.final(state).value
        if final != float("inf"):
            lines.append(f"{state} {final:.4f}")
    for state, label in own.items():
        if label != EPSILON:
            lines.append(f"{state} {state} {tree.self_loop(label)} 0 0")
    for (target, label), state in before.items():
        lines.append(f"{state} {state} {tree.self_loop(label)} 0 0")
        lines.append(f"{state} {target} 0 0 0")
    return lines


def _start_first(fst: kaldifst.StdVectorFst) -> list[int]:
    """Return the states with the start first: ``fstcompile`` takes the first line's for it."""
    return [fst.start, *(state for state in range(fst.num_states) if state != fst.start)]


def read_relabelling(path: Path) -> dict[int, int]:
    """Return the new number of each word id."""
    pairs = (line.split() for line in path.read_text(encoding="ascii").splitlines())
    return {int(old): int(new) for old, new in pairs}
