"""The engine: what is due becomes deliveries and milestones of repeating work.

- due: its stored moment (`next_fire_at`, `next_birth_at` ...) has come.
- due kind: one kind of due work: repeating tasks, milestones, own reminders, summaries, group
  lists.
- fire: carry out due items and set when each is due next.
- put aside: said of an item that failed three times: it is not tried until the next start.
- tick: one look at everything due, then sending what is ready.
"""
