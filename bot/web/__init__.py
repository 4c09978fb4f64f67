"""The web site: chat page, board, training page, sign-in, files, webhooks and health checks.

Imports conversation, reports, importers, channels, texts, language, queries of bot; scheduler and
storage. Only app imports it.

auth mode: how requests are tied to a person, by sign-in sessions or training mode.
speaker: the person a request comes from, with the posts they hold.
session: a browser's login after a one-time code, kept by a cookie.
route: a path and method; `access.ROUTES` says what each one needs.
refusal: an HTTP status and a Vietnamese sentence for the person.
open page: a browser tab with a running stream of server-sent events.
event: one message or notice written to an open page.
address: the channel's name for one person's page.
handout: a file sent with a message, fetched in a session or by a secret URL.
upload: a file that a person sends from their page.
webhook: the route at which a platform delivers updates.
board: the page with lists, matrix, gauges and weeks of a commune.
"""
