"""Logs: warnings and errors of every library on stderr, and nothing of what people say."""

import logging
import warnings

FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"


def configure() -> None:
    """Set up logging for a service. Rasa's own debug log holds messages and slots: it stays off."""
    from rasa.utils.log_utils import configure_structlog

    warnings.filterwarnings("ignore")
    logging.basicConfig(level=logging.WARNING, format=FORMAT)
    configure_structlog(logging.WARNING)
