"""A real PBX (Asterisk) and real phones (baresip) on the loopback, run by ``make pbx``."""
