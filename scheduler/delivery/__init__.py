"""Delivery: from a row of the outbox to a message that a platform took, at least once.

- delivery: one row of the outbox: a reminder, answer, edit, notice or summary for one recipient.
- outbox: the deliveries; also the loop that claims, packs, sends and records them.
- claim: ready deliveries locked for one sender until their lease ends.
- lease: the time during which only the claiming process may send; its heartbeat renews it.
- repeat: a message sent again of which an earlier one may have arrived; it says so.
- pack: make messages of a recipient's ready deliveries and choose the chat.
- envelope: one message for one chat, with the deliveries it carries.
- digest: one message with all reminders that are ready for a person.
- channel: a platform's adapter: Telegram, Zalo, or the office's web page.
- scarce: said of a channel whose monthly quota is nearly used up.
- quiet time: outside working time, when only answers and edits are sent.
- chase: a reminder sent at once because a leader asked for it.
"""
