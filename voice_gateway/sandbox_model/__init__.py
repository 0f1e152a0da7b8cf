"""How the small recognizer that ships in ``voice_gateway/model/`` is built and measured."""
