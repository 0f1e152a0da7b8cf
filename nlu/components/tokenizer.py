"""The tokenizer: spaCy's tokens of the folded text, with lemmas from pymorphy3."""

from typing import Any

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from spacy.tokens import Doc

from nlu.analysis import analyse, is_word
from nlu.features import Words

ANALYSIS = "analysis"
_WORDS = "words"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class RussianTokenizer(Tokenizer):
    """Sets tokens, in their usual form and with lemmas; offsets are those of the message as written."""

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Return Rasa's options of a tokenizer."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
            "prefix_separator_symbol": None,
        }

    def tokenize(self, message: Message, attribute: str) -> list[Token]:
        """Return the words of an attribute; the analysis of the text itself stays on the message."""
        doc = analyse(message.get(attribute))
        if attribute == TEXT:
            message.set(ANALYSIS, doc)
        return [
            Token(token.norm_, token.idx, token.idx + len(token.text), lemma=token.lemma_)
            for token in doc
            if is_word(token.text)
        ]


def words_of(message: Message) -> Words:
    """Return the words of a message that the tokenizer has seen."""
    words: Words | None = message.get(_WORDS)
    if words is None:
        doc: Doc | None = message.get(ANALYSIS)
        words = Words.of(analyse(message.get(TEXT) or "") if doc is None else doc)
        message.set(_WORDS, words)
    return words
