"""How many threads numerical libraries take."""

import os


def one_each() -> None:
    """Let numerical libraries work in the thread that calls them. To be called before their import.

    A message is too little work to be shared: their threads would spin, waiting for each other, on the
    cores that the other services need. What the environment says already is left as it is.
    """
    os.environ.setdefault("OMP_NUM_THREADS", "1")
