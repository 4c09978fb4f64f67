"""Adds officials to the plan, each with a task, all due on the same day."""

from collections.abc import Sequence

CROWD_DUE = "2025-11-28"


def key(name: str) -> str:
    return f"kl-2025/{_task(name)}"


def _task(name: str) -> str:
    return f"viec-{name.split()[-1]}"


def with_many_officials(plan: str, crowd: Sequence[str]) -> str:
    """The plan with a post and a task for each of the crowd."""
    posts = "".join(
        f"  - {{key: {_task(name)}, name: {name}, unit: Phòng Kinh tế}}\n" for name in crowd
    )
    tasks = "".join(
        f"""  - key: {_task(name)}
    title: Báo cáo của {name}
    sector: xây dựng Đảng
    kind: dated
    lead: {name}
    due: {CROWD_DUE}
    ro: {{nguoi: A, viec: B, trach_nhiem: C, quy_trinh: D, hieu_qua: E}}
"""
        for name in crowd
    )
    return plan.replace("tasks:\n", f"{posts}tasks:\n{tasks}", 1)
