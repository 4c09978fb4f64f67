"""Runs a call in a child process: bounded in time and memory, and without the program's secrets.

- call: a function by name ("package.module:name") and its arguments.
- plain value: an argument that pickle can carry: no session, no connection, no closure.

This is no jail: a child runs as the same user and can read that user's files. Its environment holds
no setting of the program, so no token and no database address.
"""
