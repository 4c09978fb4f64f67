from datetime import date

from bot.language import warm
from bot.language.replies.replies import Intent, ReplyContext, understand_reply


def test_every_pattern_can_be_compiled_before_the_first_message() -> None:
    warm()
    context = ReplyContext("deadline", None, None, (3,))
    assert understand_reply("xong rồi", date(2025, 11, 20), context).intent is Intent.DONE
