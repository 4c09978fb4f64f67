"""The runners: `embedded` for one process, `workers` with a `jobs` queue for many.

- job: one kind of work to do now for one commune; a hint only, our own tables hold the truth.
- look: the periodic search for communes with work, which enqueues their jobs.
- stalled: said of a worker without a heartbeat for 15 seconds.
"""
