"""The block under a message on a platform without buttons."""

from scheduler.delivery.channel import Block
from scheduler.delivery.numbered_answers import AnswerWays


def block(answers: AnswerWays) -> Block | None:
    """The answers to type; None without any."""
    if answers.numbered:
        choices = "  ".join(f"{i}. {each.label}" for i, each in enumerate(answers.numbered, 1))
        return Block((f"Trả lời bằng một số: {choices}. Xem việc khác: gõ “việc” và số.",))
    if answers.typed:
        return Block((f"Có thể gõ: {', '.join(f'“{each.say}”' for each in answers.typed)}.",))
    return None
