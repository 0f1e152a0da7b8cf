"""What one installation keeps for all its services: the folder ``var`` and the shared secret."""

import os
from pathlib import Path

from actions.service_tokens import SECRET_VARIABLE, read_secret
from knowledge.files import ROOT


def var_folder() -> Path:
    """Return the folder of data, sockets and secrets: ``MIA_VAR``, else ``var/`` in the checkout."""
    return Path(os.environ.get("MIA_VAR", str(ROOT / "var")))


def shared_secret() -> str:
    """Return the secret of this installation's services, made at first use.

    Raises:
        SecretMissing: the one that is set in ``MIA_SERVICE_SECRET`` is too short.
    """
    if SECRET_VARIABLE in os.environ:
        return read_secret()
    return read_secret(var_folder() / "service-secret", create=True)
