"""The operator's systems that actions work with, set once by the process that runs them."""

from actions.operator.systems import OperatorSystems


class Systems:
    """Holds the operator's systems for all actions of a process."""

    def __init__(self) -> None:
        self._systems: OperatorSystems | None = None

    def use(self, systems: OperatorSystems) -> None:
        """Set the systems that actions call from now on."""
        self._systems = systems

    def get(self) -> OperatorSystems:
        """Return the systems.

        Raises:
            RuntimeError: none were set.
        """
        if self._systems is None:
            raise RuntimeError(
                "the operator's systems are not connected: call operator_systems.use()"
            )
        return self._systems


operator_systems = Systems()
