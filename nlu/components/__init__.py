"""Rasa graph components: what ``config.yml`` puts into the pipeline."""
