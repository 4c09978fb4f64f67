"""Work in a child process: bounded in time and memory, and without the program's secrets.

- call: a function by name ("package.module:name") and the plain values it is called with.
- plain value: one that pickle carries to another process: no session, no connection, no closure.
- child: a process that performs one call, writes the bytes it makes, and ends.
- bounds: how much memory and time a child may use; past them it is ended and the call has failed.

A child is another process of the same user: what that user's files hold is open to it. Its
environment names neither tokens nor the database nor where they lie.
"""
