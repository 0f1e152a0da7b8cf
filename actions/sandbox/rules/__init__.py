"""The rules of the business: pure functions of what is known and what day it is."""
