"""What a database of the first release holds, kept so that every later version upgrades it.

`rows.jsonl.gz` holds every row as it was stored, `platforms.json.gz` what Telegram, Zalo and
browsers remembered at that moment, `spellings.json` every word that the release stores.
`python -m tests.release FOLDER` made the first two with the release's code, from `story.py`. They
are not made again: a database in use is not, either. A later release adds a folder of its own.
"""
