"""What an operator's Asterisk needs for Mia: the dialplan, the button menu and its recordings."""
