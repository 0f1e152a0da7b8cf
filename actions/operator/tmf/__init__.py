"""The ports over HTTP in the shapes of TM Forum Open APIs (v4)."""

from actions.operator.tmf.failures import Rejected
from actions.operator.tmf.systems import TmfSystems, connect
from actions.operator.tmf.transport import Limits

__all__ = ["Limits", "Rejected", "TmfSystems", "connect"]
