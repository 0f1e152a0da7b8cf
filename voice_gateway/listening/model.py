"""What the folder of a Vosk model holds (https://alphacephei.com/vosk/models, «Model structure»)."""

from pathlib import Path

_NEEDED = ("am/final.mdl", "conf/model.conf")
_GRAPHS = ("graph/HCLG.fst", "graph/HCLr.fst")  # whole, or with lookahead for grammars at run time


def missing_from(path: Path) -> list[str]:
    """Return what a folder lacks to be a Vosk model."""
    missing = [name for name in _NEEDED if not (path / name).is_file()]
    if not any((path / name).is_file() for name in _GRAPHS):
        missing.append(" or ".join(_GRAPHS))
    return missing
