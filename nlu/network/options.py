"""How the network is built and trained."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class NetworkOptions:
    """How the network is built and trained.

    ``epochs`` are more where there are so few messages that they would make less than ``fewest_steps``.
    ``units`` are the numbers that the network remembers, reading in either direction, ``narrow`` those that
    a word's vectors and letters become before it reads them.
    ``hidden_words`` is the share of words hidden from a training message, ``forgotten`` the share
    of words shown as navec has them, without what was learned about them: so words that training
    never had are nothing unusual. ``smoothing`` is that of the labels (Szegedy et al. 2016), ``contrast``
    the weight of the loss that draws messages of a topic together (Khosla et al. 2020), ``adversary`` how
    far a message is moved to where it is hardest to tell (a word's vector is 3 long).
    """

    epochs: int = 7
    fewest_steps: int = 600
    batch: int = 64
    narrow: int = 256
    units: int = 224
    letter_channels: int = 96
    letter_size: int = 32
    learning_rate: float = 3e-3
    dropout: float = 0.3
    hidden_words: float = 0.1
    forgotten: float = 0.2
    smoothing: float = 0.1
    contrast: float = 0.3
    adversary: float = 1.0
    seed: int = 7
