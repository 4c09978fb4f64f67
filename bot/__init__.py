"""Everything people see and say.

Rooms import downwards only: commandline, app, web, conversation, reports, importers, channels,
texts, language, queries, sandbox. The `__init__` of each room defines its words.
"""

__version__ = "0.1.0"
