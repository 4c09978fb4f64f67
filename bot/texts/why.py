"""The answer to "vì sao": why reminders of an item were sent or not."""

from collections.abc import Mapping

from bot.texts import days, items, reach, steps
from scheduler.delivery.channel import Block, Bold, Outgoing
from scheduler.delivery.wording import Item
from scheduler.ladder.why import StepHistory, StepRecord
from storage.words import State

REASONS: Mapping[str, str] = {
    "passed_over": "trước lúc giao việc hoặc trước lần thay đổi gần nhất",
    "same_day": "cùng ngày có bậc nhắc khác thay",
    "snoozed": "đồng chí đã hẹn nhắc lại sau",
    "collapsed_by_later": "đã gộp vào lần nhắc sau",
    "changed": "việc đã đổi trước khi gửi",
    "no_post": "không có chức danh nào ở vai này",
    "no_person": "chưa có ai kết nối",
    "unreachable": "không có kênh nào gửi được",
    "allowance": "giữ lại do gần hết hạn mức tin của tháng",
}

STATES: Mapping[State, str] = {
    State.PENDING: "chờ gửi",
    State.WAITING: "chờ kết nối",
    State.FAILED: "gửi không được",
    State.VOID: "không gửi",
}


def steps_of_item(item: Item, found: StepHistory) -> Outgoing:
    """Lists the past reminder steps of an item with their results, and the coming ones."""
    head = Block((*items.heading(item), f"\nTình trạng: {items.status(item)}"))
    past = "".join(f"\n{step_line(each)}" for each in found.past) or "\nChưa có."
    coming = "".join(f"\n{step_line(each)}" for each in found.coming)
    coming = coming or "\nKhông còn tin nhắc nào."
    return Outgoing(
        (head, Block((Bold("Đã qua"), past)), Block((Bold("Sắp tới, nếu chưa ai trả lời"), coming)))
    )


def step_line(each: StepRecord) -> str:
    """One step: moment, name, recipient and result."""
    return f"{days.moment(each.at)}: {outcome_line(each)}"


def outcome_line(each: StepRecord) -> str:
    """One step: name, recipient and result."""
    return f"{steps.step_in_words(each.step)}, {each.to or steps.ROLES[each.role]}{_became(each)}"


def _became(each: StepRecord) -> str:
    if each.sent_at is not None:
        channel = reach.NAMES.get(each.channel, each.channel)
        return f": đã gửi {days.moment(each.sent_at)} qua {channel}"
    reason = REASONS.get(each.reason, each.reason)
    if each.state is None:
        return f": không gửi, {reason}" if reason else ""
    return f": {STATES.get(each.state, each.state)}{f', {reason}' if reason else ''}"
