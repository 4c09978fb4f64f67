"""The JSON form of an outgoing message, in the outbox and on web pages."""

from typing import Any

from scheduler.delivery.channel import Block, Bold, Button, Handout, Outgoing, TextPart


def encode(message: Outgoing) -> dict[str, Any]:
    """The message as JSON values for `decode`; handouts' content is stored under their id."""
    return {
        "blocks": [[_encode_part(part) for part in block.parts] for block in message.blocks],
        "buttons": [
            [{"label": button.label, "say": button.say, "id": button.id} for button in row]
            for row in message.buttons
        ],
        **(
            {"handouts": [_encode_handout(each) for each in message.handouts]}
            if message.handouts
            else {}
        ),
        **({} if message.contact is None else {"contact": message.contact}),
    }


def decode(body: dict[str, Any]) -> Outgoing:
    """The encoded message. Raises KeyError or TypeError for other values."""
    return Outgoing(
        blocks=tuple(
            Block(tuple(_decode_part(part) for part in parts)) for parts in body["blocks"]
        ),
        buttons=tuple(tuple(Button(**button) for button in row) for row in body["buttons"]),
        handouts=tuple(Handout(**each) for each in body.get("handouts", ())),
        contact=body.get("contact"),
    )


def _encode_handout(handout: Handout) -> dict[str, Any]:
    return {
        "id": handout.id,
        "name": handout.name,
        "kind": handout.kind,
        "instead": handout.instead,
    }


def _encode_part(part: TextPart) -> str | dict[str, str]:
    return {"bold": part.text} if isinstance(part, Bold) else part


def _decode_part(part: str | dict[str, str]) -> TextPart:
    return part if isinstance(part, str) else Bold(part["bold"])
