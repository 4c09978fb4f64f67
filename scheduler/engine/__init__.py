"""The engine: what is due becomes deliveries and report milestones. May import every other room of
scheduler, and storage.

- due: its stored moment (`next_fire_at`, `next_birth_at` ...) has come.
- due kind: one kind of due work: reports, milestones, summaries, group lists.
- fire: carry out due items and set when each is due next.
- batch: the items that one transaction fires.
- put aside: said of an item that failed three times: it is not tried until the next start.
- owed: fired however late, even after a restore.
- tick: one look at everything due, then sending what is ready.
- runner: decides when to tick: one embedded process, or workers that share a queue.
"""
