"""A graph runner that calls components one after another, without a scheduler between them.

Rasa's own runner builds and walks a dask graph for every message, about a millisecond a node. The
order of a graph's nodes never changes, so it is worked out once for each set of targets.
"""

from __future__ import annotations

from typing import Any

from rasa.engine.exceptions import GraphRunError
from rasa.engine.graph import ExecutionContext, GraphNode, GraphNodeHook, GraphSchema
from rasa.engine.runner.interface import GraphRunner
from rasa.engine.storage.storage import ModelStorage

_Plan = list[tuple[str, list[str]]]


class SequentialRunner(GraphRunner):
    """Runs a prediction graph in the order of its nodes."""

    def __init__(
        self,
        graph_schema: GraphSchema,
        model_storage: ModelStorage,
        execution_context: ExecutionContext,
        hooks: list[GraphNodeHook] | None = None,
    ) -> None:
        self._schema = graph_schema
        self._nodes = {
            name: GraphNode.from_schema_node(name, node, model_storage, execution_context, hooks)
            for name, node in graph_schema.nodes.items()
        }
        self._plans: dict[tuple[str, ...], _Plan] = {}

    @classmethod
    def create(
        cls,
        graph_schema: GraphSchema,
        model_storage: ModelStorage,
        execution_context: ExecutionContext,
        hooks: list[GraphNodeHook] | None = None,
    ) -> SequentialRunner:
        """Create the runner; the model's nodes are loaded at once."""
        return cls(graph_schema, model_storage, execution_context, hooks)

    def run(
        self, inputs: dict[str, Any] | None = None, targets: list[str] | None = None
    ) -> dict[str, Any]:
        """Run what the targets need, and return their outputs.

        Raises:
            GraphRunError: an input that a node needs was not given.
        """
        wanted = tuple(targets or self._schema.target_names)
        outputs: dict[str, Any] = dict(inputs or {})
        for name, needs in self._plan(wanted):
            try:
                received = [(need, outputs[need]) for need in needs]
            except KeyError as error:
                raise GraphRunError(f"{name} needs {error}, which nothing gave") from error
            outputs[name] = self._nodes[name](*received)[1]
        return {name: outputs[name] for name in wanted}

    def _plan(self, targets: tuple[str, ...]) -> _Plan:
        if targets not in self._plans:
            schema = self._schema.minimal_graph_schema(list(targets))
            order: list[str] = []
            for name in schema.nodes:
                _visit(name, schema, order)
            self._plans[targets] = [(n, list(schema.nodes[n].needs.values())) for n in order]
        return self._plans[targets]


def _visit(name: str, schema: GraphSchema, order: list[str]) -> None:
    """Append a node after everything that it needs."""
    if name in order or name not in schema.nodes:
        return
    for need in schema.nodes[name].needs.values():
        _visit(need, schema, order)
    order.append(name)
