"""Problems of phrases: templates that are broken or ask for what nobody gives, and dead ids.

What a phrase says depends on facts that only a conversation has, so it is rendered here only where
the catalogue suffices; of the others the templates themselves are looked at.
"""

from collections.abc import Iterator

from knowledge.checks.limits import Limits
from knowledge.checks.problem import Kind, Problem
from knowledge.checks.speech import unsaid
from knowledge.corpus import Corpus
from knowledge.facts import Facts
from knowledge.phrasebook import Choice, Phrase, Phrasebook, Variant
from knowledge.rendering import RenderError, literals, missing_in, names_in, render
from knowledge.wording import Mode

# Names that every template may use besides the catalogue and its phrase's facts.
_GIVEN = frozenset({"slots", "item"})


def problems(
    phrasebook: Phrasebook, corpus: Corpus, facts: Facts, limits: Limits
) -> Iterator[Problem]:
    """Yield what is wrong with the phrases."""
    for phrase in phrasebook.phrases.values():
        yield from names(phrase, facts)
        yield from wordings(phrase, facts, limits)
        yield from references(phrase, corpus)


def names(phrase: Phrase, facts: Facts) -> Iterator[Problem]:
    """Yield templates that are broken, and names in them that nobody gives."""
    allowed = set(facts) | _GIVEN | set(phrase.facts)
    own = {name: facts[name] for name in facts if name not in phrase.facts}
    for template in _templates(phrase):
        try:
            for name in sorted(names_in(template) - allowed):
                yield _problem(phrase, "unresolved", f"nobody gives {name} in «{template[:80]}»")
            for path in sorted(missing_in(template, own)):
                yield _problem(phrase, "unresolved", f"the catalogue has no {path}")
        except RenderError as error:
            yield _problem(phrase, "unresolved", str(error))
    if phrase.card and phrase.card not in phrase.facts:
        yield _problem(phrase, "unresolved", f"the card {phrase.card} is none of the facts")


def wordings(phrase: Phrase, facts: Facts, limits: Limits) -> Iterator[Problem]:
    """Yield variants that are too long or cannot be said."""
    for variant in phrase.say:
        ear = variant.ear or variant.eye
        sides: tuple[tuple[Mode, str, int], ...] = (
            ("eye", variant.eye, limits.eye),
            ("ear", ear, limits.ear),
        )
        for mode, template, longest in sides:
            text = _rendered(template, facts, mode)
            if text is not None and len(text) > longest:
                yield _problem(phrase, "too_long", f"{mode}: {len(text)} characters of {longest}")
        for found in unsaid(_said(ear, facts)):
            yield _problem(phrase, "not_for_ear", found)


def references(phrase: Phrase, corpus: Corpus) -> Iterator[Problem]:
    """Yield buttons with no target or several, and ids that name nothing."""
    known = {
        "task": {topic.id for topic in corpus.tasks},
        "talk": {topic.id for topic in corpus.talk},
        "article": {article.name for article in corpus.articles},
    }
    for button in phrase.buttons:
        targets = (button.task, button.article, button.talk, button.text, button.answer)
        if sum(target is not None for target in targets) != 1:
            yield _problem(phrase, "bad_button", f"«{button.title}» needs exactly one target")
        named = {"task": button.task, "talk": button.talk, "article": button.article}
        for kind, target in named.items():
            if target and "{" not in target and target not in known[kind]:
                yield _problem(phrase, "dead_reference", f"button: no {kind} {target}")


def _templates(phrase: Phrase) -> Iterator[str]:
    """Yield every template of a phrase; expressions are made into one."""
    for variant in phrase.say:
        yield from _sides(variant)
    for title, url in phrase.links:
        yield from (title, url)
    for button in phrase.buttons:
        yield from _button(button)


def _sides(variant: Variant) -> Iterator[str]:
    yield variant.eye
    if variant.ear is not None:
        yield variant.ear


def _button(button: Choice) -> Iterator[str]:
    for template in (button.title, button.task, button.article, button.text, button.answer):
        if template is not None:
            yield template
    for expression in (button.each, button.when):
        if expression is not None:
            yield f"{{{{ {expression} }}}}"


def _rendered(template: str, facts: Facts, mode: Mode) -> str | None:
    """Return a template rendered with the catalogue alone, or ``None`` if it needs more."""
    try:
        return render(template, facts, mode)
    except RenderError:
        return None


def _said(template: str, facts: Facts) -> str:
    """Return what is said, or at least its words outside placeholders."""
    text = _rendered(template, facts, "ear")
    if text is not None:
        return text
    try:
        return literals(template)
    except RenderError:
        return ""


def _problem(phrase: Phrase, kind: Kind, message: str) -> Problem:
    return Problem(phrase.name, kind, message)
