"""Runs a call in a child process: bounded in time and memory, and without the program's secrets.

Imports nothing of the program.

- call: a function by name ("package.module:name") and its arguments.
- plain value: an argument that pickle can carry: no session, no connection, no closure.
- child: a process that performs one call, writes the bytes it returns, and exits.
- bounds: the memory and time a child may use; a child that exceeds them is killed.
- runner: starts the child, enforces the bounds, returns the bytes or raises ChildFailed.

This is no jail: a child runs as the same user and can read that user's files. Its environment holds
no setting of the program, so no token and no database address.
"""
