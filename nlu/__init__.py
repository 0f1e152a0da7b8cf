"""What understands Russian: text, numbers, entities, topics, and the Rasa components that serve them."""
