"""Telegram, Zalo and the web chat behind one contract (`scheduler.delivery.channel`).

Imports only texts and language of bot, and scheduler and storage.

platform: a messaging service, with its limits and capabilities as data.
channel: one bot, or one commune's web pages, that sends and receives.
address: the chat or page of a channel that a message goes to.
update, event: one JSON object from Telegram or Zalo, parsed into an Inbound.
accept: the function that commits an Inbound before it is confirmed.
webhook: a URL of ours that a platform calls with each update.
polling: asking a platform for updates when it has no webhook.
token: a bot's secret; never in logs, errors or answers.
handout: a file sent with a message.
piece: one part of a message split to a platform's limit.
page: what one person sees in the web chat.
web input: a text, files or a button press sent from a page.
"""
