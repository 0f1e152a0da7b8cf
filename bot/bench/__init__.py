"""Benchmarks: how quickly Mia understands and answers, and Rasa's own server beside her."""
