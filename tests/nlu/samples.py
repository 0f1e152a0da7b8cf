"""A few texts of four topics, enough to train a model in a blink."""

from __future__ import annotations

from nlu.learning import ClassifierOptions
from nlu.network.options import NetworkOptions

TEXTS = {
    "check_balance": [
        "сколько денег на счёте",
        "какой баланс",
        "проверь баланс пожалуйста",
        "остаток денег на телефоне",
        "деньги на счету есть",
        "баланс номера",
    ],
    "change_tariff": [
        "смени тариф",
        "хочу другой тариф",
        "переведи на тариф подешевле",
        "поменять тариф",
        "тариф надо сменить",
        "перейти на новый тариф",
    ],
    "faq/esim_how": [
        "как получить esim",
        "что такое есим",
        "где взять электронную симку",
        "есимка как подключается",
        "как установить esim на телефон",
        "виртуальная симка откуда берётся",
    ],
    "out_of_scope": [
        "какая завтра погода",
        "расскажи сказку",
        "курс доллара",
        "рецепт борща",
        "кто выиграл матч",
        "сколько лет луне",
    ],
}

PAIRS = [(text, topic) for topic, texts in TEXTS.items() for text in texts]

QUICK = ClassifierOptions(network=NetworkOptions(fewest_steps=80, units=32, letter_channels=16))
LINEAR = ClassifierOptions(network=None)
