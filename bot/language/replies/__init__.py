"""Replies: what an official's message says of their own work.

- reply: the reading of a message: intent, fields, confidence.
- context: the open items, and the kind and target of the item that the message answers.
- part: the stretch of a message that speaks of certain items.
- clause: a stretch between commas, stops and conjunctions.
- sign: a pattern found in a clause that is evidence for an intent.
- verdict: the intent and fields of a stretch, before it becomes a reply.
- leaning: the intent that learnt word weights favour; used where rules are silent.
"""
