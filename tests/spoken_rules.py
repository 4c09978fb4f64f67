"""Rules of repetition as offices say them, with the first three days of each."""

from datetime import date
from itertools import islice

from scheduler.calendar.repetition import Repetition, occurrences
from scheduler.ladder.repetition_schedule import with_default_day
from scheduler.ladder.rules import DEFAULT_RULES
from tests.scheduler.calendars import OFFICE

TODAY = date(2025, 10, 13)

SPOKEN = {
    "ngày 31 hằng tháng": "31/10/25 30/11/25 31/12/25",
    "31 hàng tháng": "31/10/25 30/11/25 31/12/25",
    "ngay 31 hang thang": "31/10/25 30/11/25 31/12/25",
    "ngày cuối cùng của mỗi tháng": "31/10/25 30/11/25 31/12/25",
    "cuối mỗi tháng": "31/10/25 30/11/25 31/12/25",
    "ngày làm việc cuối cùng hằng tháng": "31/10/25 28/11/25 31/12/25",
    "ngày làm việc đầu tiên của mỗi tháng": "03/11/25 01/12/25 05/01/26",
    "ngày 15 và 30 hằng tháng": "15/10/25 30/10/25 15/11/25",
    "các ngày 5, 15, 25 hằng tháng": "15/10/25 25/10/25 05/11/25",
    "trước ngày 25 hằng tháng": "24/10/25 24/11/25 24/12/25",
    "thứ Sáu cuối tháng": "31/10/25 28/11/25 26/12/25",
    "thứ Sáu cuối cùng của mỗi tháng": "31/10/25 28/11/25 26/12/25",
    "thu sau cuoi thang": "31/10/25 28/11/25 26/12/25",
    "thứ Ba tuần thứ hai hằng tháng": "14/10/25 11/11/25 09/12/25",
    "thứ Hai đầu quý": "05/01/26 06/04/26 06/07/26",
    "ngày 5 tháng đầu quý": "05/01/26 05/04/26 05/07/26",
    "ngày 20 tháng cuối mỗi quý": "20/12/25 20/03/26 20/06/26",
    "ngày 15 các tháng 3, 6, 9, 12 hằng năm": "15/12/25 15/03/26 15/06/26",
    "30/6 và 31/12 hằng năm": "31/12/25 30/06/26 31/12/26",
    "20/10 hằng năm": "20/10/25 20/10/26 20/10/27",
    "ngày 29 tháng 2 hằng năm": "28/02/26 28/02/27 29/02/28",
    "mùng một và rằm": "21/10/25 04/11/25 20/11/25",
    "mồng 1, rằm hằng tháng": "21/10/25 04/11/25 20/11/25",
    "ngày 10 âm lịch hằng tháng": "30/10/25 29/11/25 29/12/25",
    "rằm tháng Giêng hằng năm": "03/03/26 20/02/27 09/02/28",
    "23 tháng Chạp hằng năm": "10/02/26 30/01/27 19/01/28",
    "thứ Hai hằng tuần": "13/10/25 20/10/25 27/10/25",
    "thứ 2, 4, 6 hằng tuần": "13/10/25 15/10/25 17/10/25",
    "T6 hàng tuần": "17/10/25 24/10/25 31/10/25",
    "tuần nào cũng thứ Sáu": "17/10/25 24/10/25 31/10/25",
    "hai tuần một lần": "17/10/25 31/10/25 14/11/25",
    "thứ Ba, 2 tuần/lần": "14/10/25 28/10/25 11/11/25",
    "ngày 10, 3 tháng một lần": "10/11/25 10/02/26 10/05/26",
    "hằng ngày": "13/10/25 14/10/25 15/10/25",
    "hằng tháng": "25/10/25 25/11/25 25/12/25",
    "hằng quý": "25/12/25 25/03/26 25/06/26",
    "6 tháng một lần": "25/12/25 25/06/26 25/12/26",
    "thứ Hai hằng tuần, 2 lần": "13/10/25 20/10/25",
    "ngày 25 hằng tháng đến hết năm": "25/10/25 25/11/25 25/12/25",
    "ngày 31 hằng tháng; đến hết tháng 11": "31/10/25 30/11/25",
    "từ nay đến 20/10, thứ Sáu hằng tuần": "17/10/25",
    "ngày 25 hằng tháng, gặp ngày nghỉ thì làm trước": "24/10/25 25/11/25 25/12/25",
    "ngày 25 hằng tháng, nếu trùng ngày nghỉ thì chuyển sang hôm sau": "27/10/25 25/11/25 25/12/25",
}


def first_days(rule: Repetition) -> str:
    """The first three due days from TODAY on, as the table writes them."""
    found = islice(occurrences(with_default_day(rule, DEFAULT_RULES), TODAY, OFFICE), 3)
    return " ".join(f"{one.due_on:%d/%m/%y}" for one in found)
