"""Speaking: from the text of an answer to sound for a telephone line, sentence by sentence."""
