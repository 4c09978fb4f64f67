"""Linking: which chat belongs to which person or unit. May import all that bot.conversation may.

- link: make a chat an address of a person, or the group of a unit.
- address: a chat on a channel that is linked to a person.
- invitation: a stored one-time code, or a phone number, that links a chat.
- code: ten characters; only its hash is stored.
- phone mark: the hash of a phone number, which serves as its code.
- stranger: an unlinked chat, with its count of wrong codes.
- lock: the time during which a chat may try no code.
- group: a unit's group chat; it gets lists and answers a few commands.
"""
