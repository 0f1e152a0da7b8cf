"""A caller of Mia's, for trials and measurements: a telephone over AudioSocket with a voice of its own."""
