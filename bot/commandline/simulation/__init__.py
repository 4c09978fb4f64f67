"""Simulates an 08:00 round of many invented communes on this machine and projects its cost.

- population: communes, officials and milestones, created in an empty PostgreSQL database.
- fake Telegram: a server on loopback that answers sendMessage and enforces the rate limit.
- measurement: the program's own processes run until every official has a message.
- CPU seconds: processor time of workers and database server, as the Linux kernel counts it.
- projection: from the measured round to the machines that the whole country needs.
"""
