"""The mood of what people say."""

import pytest

from knowledge.mood import mood_of

HEARD = [
    ("hard", "муж умер, а вы шлёте счета на его номер"),
    ("hard", "лежу в больнице, оплатить не могу"),
    ("hard", "я потеряла работу и злюсь на ваши списания, вы обманщики"),
    ("angry", "сколько можно, опять списали"),
    ("angry", "Это беспредел, верните деньги"),
    ("angry", "ВЕРНИТЕ МОИ ДЕНЬГИ"),
    ("angry", "опять не работает!!!"),
    ("upset", "мне очень обидно, что так вышло"),
    ("upset", "очень расстроен обслуживанием"),
    ("glad", "спасибо вашей Марине, она молодец"),
    ("glad", "всё супер!!!"),
    ("calm", "списали деньги за подписку"),
    ("calm", "мне не нравится новый экран"),
    ("calm", "добавьте тёмную тему"),
    ("calm", ""),
    ("calm", "SMS"),
]


@pytest.mark.parametrize(("mood", "said"), HEARD)
def test_a_mood_is_heard_in_words(mood: str, said: str) -> None:
    assert mood_of(said) == mood
