"""Telegram, Zalo and the web chat behind one contract (`scheduler.delivery.channel`).

platform: a messaging service, with its limits and capabilities as data.
channel: one bot, or one commune's web pages, that sends and receives.
address: the chat or page of a channel that a message goes to.
update, event: one JSON object from Telegram or Zalo, parsed into an Inbound.
accept: the function that commits an Inbound before it is confirmed.
piece: one part of a message split to a platform's limit.
page: what one person sees in the web chat.
web input: a text, files or a button press sent from a page.
"""
