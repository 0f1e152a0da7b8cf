"""Rasa custom actions, a module for each business area, over ports to the operator's systems."""
