"""Linking: which chat belongs to which person or unit.

- invitation: a stored one-time code, or a phone number, that links a chat.
- code: ten characters; only its hash is stored.
- phone mark: the hash of a phone number, which serves as its code.
"""
