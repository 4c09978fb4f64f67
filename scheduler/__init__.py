"""When to remind, whom, and until when.

Rooms, each importing only those below it: `engine`, `delivery`, `work`, `ladder`, `calendar`.
The words of each room are defined in its own `__init__`.
"""
