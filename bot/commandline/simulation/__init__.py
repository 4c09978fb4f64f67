"""A morning of many invented communes on loopback, to know what the real one will need."""
