"""Corrections: a message that fills, changes or takes back what a task has been told."""

from bot.flows.dialogue import Dialogue
from bot.flows.filling import (
    Filled,
    completed,
    fill,
    is_correction,
    lone_number,
    names_to_change,
    objects,
    only_names,
    rechooses,
)
from bot.flows.offering import is_elsewhere
from bot.flows.reading import Reading


def correct(dialogue: Dialogue, reading: Reading, values: dict[str, str]) -> bool:
    """Fill and change slots of the flow under way from a message; tell whether anything was."""
    flow = dialogue.flow
    if flow is None:
        return False
    found = dict(values)
    insists = not found and (is_correction(reading) or rechooses(dialogue.specs, reading))
    rewords = objects(reading) or _rewords(dialogue, reading)
    if not found and not insists and not rewords and is_elsewhere(dialogue, reading):
        return False
    lone = lone_number(dialogue.specs) if insists else None
    is_text = any(dialogue.setting.specs[name].free_text for name in values)
    for name in flow.slots():
        if name not in found and not is_text:  # words of a story are not looked through for values
            spec, before = dialogue.setting.specs[name], dialogue.slot(name)
            whole = completed(spec, before, reading)
            given = fill(spec, reading, asked=name == lone and before is not None, but=before)
            filled = Filled(whole, 1.0) if whole else given
            if filled and _is_meant(filled, bool(values), dialogue.slot(name)):
                found[name] = filled.value
    changed = [n for n, v in found.items() if dialogue.slot(n) not in (None, v)]
    emptied = [] if found else _emptied(dialogue, reading)
    if not found and not emptied:
        return False
    dialogue.understood()
    for name, value in found.items():
        dialogue.set(name, value)
    for name in emptied:
        dialogue.set(name, None)
    if changed or emptied:
        dialogue.say("utter_corrected")
    dialogue.restart()
    return True


def _is_meant(filled: Filled, answered: bool, before: str | None) -> bool:
    """A value beside the answer counts; alone it must say something new."""
    return (answered and before is None) or filled.value != before


def _emptied(dialogue: Dialogue, reading: Reading) -> list[str]:
    """Return the slots that «нет, на другой номер» asks to be asked again."""
    flow = dialogue.flow
    assert flow is not None
    return [
        name
        for name in flow.slots()
        if dialogue.slot(name) is not None
        and names_to_change(dialogue.setting.specs[name], reading)
    ]


def _rewords(dialogue: Dialogue, reading: Reading) -> bool:
    """Tell whether a message asks to change a value for sure, whatever topic its words recall.

    It does where the value was told in the person's own words, or where nothing else is said.
    """
    specs = [dialogue.setting.specs[name] for name in _emptied(dialogue, reading)]
    return any(spec.free_text or only_names(spec, reading) for spec in specs)
