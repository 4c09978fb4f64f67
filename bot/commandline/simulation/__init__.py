"""Simulates an 08:00 round of many invented communes on this machine and projects its cost.

- fake Telegram: a server on loopback that answers sendMessage and enforces the rate limit.
- measurement: the program's own processes run until every official has a message.
- projection: from the measured round to the machines that the whole country needs.
"""
