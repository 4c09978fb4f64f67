"""The web site: chat page, board, training page, sign-in, files, webhooks and health checks.

auth mode: how requests are tied to a person, by sign-in sessions or training mode.
route: a path and method; `access.ROUTES` says what each one needs.
refusal: an HTTP status and a Vietnamese sentence for the person.
open page: a browser tab with a running stream of server-sent events.
event: one message or notice written to an open page.
address: the channel's name for one person's page.
webhook: the route at which a platform delivers updates.
"""
