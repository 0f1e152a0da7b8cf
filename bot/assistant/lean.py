"""A process that serves loads nothing that Rasa needs for its training alone.

Rasa 3.6 imports TensorFlow wherever a policy is imported, by way of ``rasa.utils.train_utils``, and once
more for the classes that a model's training graph names. Mia's components need it to be trained, never to
answer: without it a bot starts in about three fifths of the time, and holds some 290 MB less.
"""

from __future__ import annotations

import sys
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any

_TRAINING = "rasa.utils.train_utils"


def spare_training() -> None:
    """Let Rasa's tools of training be loaded when something of them is used, if ever."""
    if _TRAINING not in sys.modules:
        _put_off(_TRAINING)


def _put_off(name: str) -> None:
    """Put a module in place whose code runs when something of it is asked for.

    ``importlib.util.LazyLoader`` would run it at the next import: that asks for its ``__spec__``.

    Raises:
        ModuleNotFoundError: there is none of this name.
    """
    spec = find_spec(name)
    if spec is None:
        raise ModuleNotFoundError(f"no module is called {name}", name=name)
    module = module_from_spec(spec)
    module.__class__ = _PutOff
    sys.modules[name] = module
    parent, _, leaf = name.rpartition(".")
    setattr(sys.modules[parent], leaf, module)


class _PutOff(ModuleType):
    """A module whose code has not run yet."""

    def __getattr__(self, name: str) -> Any:
        """Run the module's code, and return what was asked for. Raises ``AttributeError``."""
        spec = self.__spec__
        if name.startswith("__") or spec is None or spec.loader is None:
            raise AttributeError(name)
        self.__class__ = ModuleType  # type: ignore[assignment]
        spec.loader.exec_module(self)
        return getattr(self, name)
