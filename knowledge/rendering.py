"""Templates of answers and phrases: placeholders become the words that eye or ear expects.

A template is Jinja's. Its filters (``money``, ``gb``, ``days`` …) give ``600 ₽`` for the eye and
``шестьсот рублей`` for the ear. An unknown name is an error, never an empty place.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, meta, nodes, pass_context
from jinja2.runtime import Context
from jinja2.sandbox import SandboxedEnvironment

from knowledge import wording
from knowledge.language import language
from knowledge.spoken.calendar import Way
from knowledge.spoken.dictionary import nouns_of
from knowledge.spoken.numerals import Case, Gender
from knowledge.wording import Mode

_MODE = "mode"
_TODAY = "today"  # a name among the values: the day of the talk, for days that are near


class RenderError(ValueError):
    """A template cannot be rendered with what it was given; the message says why."""


def _worded(say: Callable[..., str]) -> Callable[..., str]:
    """Make a Jinja filter of a wording function: the mode comes from the rendering."""

    @pass_context
    def render(context: Context, value: Any, *args: Any) -> str:
        return say(value, context[_MODE], *args)

    return render


def _unit(name: str) -> Callable[..., str]:
    def say(value: Any, mode: Mode, case: Case = "n") -> str:
        return wording.quantity(value, name, mode, case)

    return _worded(say)


def _counted(value: Any, mode: Mode, one: str, two: str, five: str) -> str:
    nouns = nouns_of(one)
    gender: Gender = nouns[0].gender if nouns else "m"
    return f"{wording.number(value, mode, gender)} {wording.agree(int(value), one, two, five)}"


def _near(way: Way) -> Callable[..., str]:
    """Make a filter of days that knows how near they are, where ``today`` is told."""

    @pass_context
    def render(context: Context, value: Any) -> str:
        mode: Mode = context[_MODE]
        if _TODAY not in context:
            return wording.day(value, mode)
        return wording.near_day(value, context[_TODAY], way, mode)

    return render


def _environment() -> SandboxedEnvironment:
    environment = SandboxedEnvironment(undefined=StrictUndefined, autoescape=False)
    for unit in ("gb", "mb", "minutes", "sms", "days", "months", "hours", "years", "percent"):
        environment.filters[unit] = _unit(unit)
    environment.filters["money"] = _worded(wording.money)
    environment.filters["number"] = _worded(wording.number)
    environment.filters["date"] = _worded(wording.day)
    environment.filters["phone"] = _worded(wording.phone)
    environment.filters["day_on"] = _near("on")
    environment.filters["day_by"] = _near("by")
    environment.filters["hours_of"] = _worded(wording.hours)
    environment.filters["code"] = _worded(wording.code)
    environment.filters["email"] = _worded(wording.email)
    environment.filters["count"] = _worded(_counted)
    environment.filters["per"] = lambda value: language()["periods"][value]
    return environment


_ENVIRONMENT = _environment()


@lru_cache(maxsize=4096)
def _template(source: str) -> Template:
    return _ENVIRONMENT.from_string(source)


def render(source: str, values: Mapping[str, Any], mode: Mode) -> str:
    """Render a template for the eye or the ear.

    Raises:
        RenderError: a name is unknown, a filter does not fit its value, or the template is broken.
    """
    if "{" not in source:
        return source.strip()
    try:
        return _template(source).render(values, **{_MODE: mode}).strip()
    except (TemplateError, TypeError, ValueError, ArithmeticError, KeyError) as error:
        raise RenderError(f"{error} in «{source[:80]}»") from error


@lru_cache(maxsize=512)
def _expression(source: str) -> Callable[..., Any]:
    return _ENVIRONMENT.compile_expression(source, undefined_to_none=True)


def evaluate(source: str, values: Mapping[str, Any]) -> Any:
    """Compute an expression of a flow or phrase (``slots.quote.ok``); what is unknown is ``None``.

    Raises:
        RenderError: the expression is broken.
    """
    try:
        return _expression(source)(**values)
    except (TemplateError, TypeError, ValueError) as error:
        raise RenderError(f"{error} in «{source}»") from error


def names_in(source: str) -> set[str]:
    """Return the top-level names that a template asks for.

    Raises:
        RenderError: the template is broken.
    """
    return meta.find_undeclared_variables(_parsed(source)) - {_MODE, _TODAY}


def literals(source: str) -> str:
    """Return the words of a template that stand outside its placeholders and conditions.

    Raises:
        RenderError: the template is broken.
    """
    return " ".join(data.data for data in _parsed(source).find_all(nodes.TemplateData))


def missing_in(source: str, values: Mapping[str, Any]) -> set[str]:
    """Return the dotted paths of a template that begin with a given name and lead nowhere.

    A path is followed as far as it is known before rendering: of ``gifts[id].gb`` only ``gifts``.

    Raises:
        RenderError: the template is broken.
    """
    parsed = _parsed(source)
    paths = [_path(node) for node in parsed.find_all((nodes.Getattr, nodes.Getitem))]
    return {".".join(path) for path in paths if path and not _leads(path, values)}


def _parsed(source: str) -> nodes.Template:
    try:
        return _ENVIRONMENT.parse(source)
    except TemplateError as error:
        raise RenderError(f"{error} in «{source[:80]}»") from error


def _path(node: nodes.Node) -> list[str]:
    """Return a chain of names (``terms.sim.pin_tries``); empty where a part is computed."""
    if isinstance(node, nodes.Name):
        return [node.name]
    if isinstance(node, nodes.Getattr):
        part = node.attr
    elif isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
        part = str(node.arg.value)
    else:
        return []
    before = _path(node.node)
    return [*before, part] if before else []


def _leads(path: list[str], values: Mapping[str, Any]) -> bool:
    found: Any = values
    for at, part in enumerate(path):
        if not isinstance(found, Mapping):
            return True
        if part not in found:
            return at == 0 or hasattr(found, part)  # a name of others, or a mapping's own method
        found = found[part]
    return True
