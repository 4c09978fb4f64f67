"""The runners: `embedded` for one process, `workers` with a `jobs` queue for many.

- worker: a process that takes jobs from the queue.
- job: one kind of work to do now for one commune; a hint only, our own tables hold the truth.
- look: the periodic search for communes with work, which enqueues their jobs.
- stalled: said of a worker without a heartbeat for 30 seconds.
- handler: the function that does one kind of work for a commune.
"""
