"""What is said: numbers, money, dates, numbers of phones and codes in words, in gender and case. Pure."""
