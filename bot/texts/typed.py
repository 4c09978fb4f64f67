"""What stands under a message where a platform shows no buttons."""

from scheduler.delivery.channel import Block
from scheduler.delivery.numbered_answers import AnswerWays


def block(answers: AnswerWays) -> Block | None:
    """The answers to type; nothing where there are none."""
    if answers.numbered:
        told = "  ".join(f"{i}. {each.label}" for i, each in enumerate(answers.numbered, 1))
        return Block((f"Trả lời bằng một số: {told}. Xem việc khác: gõ “việc” và số.",))
    if answers.typed:
        return Block((f"Có thể gõ: {', '.join(f'“{each.say}”' for each in answers.typed)}.",))
    return None
