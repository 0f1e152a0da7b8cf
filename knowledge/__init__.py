"""What Mia knows: the catalogue, the articles and the phrases, as data, and the code that serves them."""
