"""Runs the program: wires the services and runs them in one process or in several.

- services: inbox, outbox, channels, files and menus of one process, wired by `make_services`.
- program: the single process of ENGINE=embedded; it does everything.
- channel registry: the channels of all communes, refreshed while the program runs.
- menu: the commands a bot offers next to its text field, kept up to date by a fingerprint.
- training mode: a filled database and a clock moved by hand; the program without tokens.
- rehearsal: the whole program on a clock that starts at a given moment and may run faster.
"""
