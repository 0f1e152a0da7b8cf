"""The Rasa agent in this process: its model, wording, actions and tracker store."""

from bot.assistant import lean

lean.spare_training()
