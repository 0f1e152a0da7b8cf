"""The Rasa agent in this process: its model, wording, actions and tracker store."""
