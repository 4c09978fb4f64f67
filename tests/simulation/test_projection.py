"""The projection from a measured simulation to a whole digest run."""

from hypothesis import given
from hypothesis import strategies as st

from bot.commandline.simulation.projection import project_round
from bot.texts.simulating import Limit, Measured

A_THOUSAND = Measured(messages=1000, seconds=10, workers_cpu=4.0, server_cpu=1.0)


def test_worker_time_is_the_first_limit() -> None:
    whole = project_round(A_THOUSAND, communes=3321, officials=100, minutes=10, cores=2)
    assert whole.messages == 332_100
    assert whole.seconds[Limit.WORKERS] == 4.0 * 332.1 / 2
    assert whole.seconds[Limit.PLATFORM] == 100 / 28
    assert whole.first is Limit.WORKERS
    assert (whole.machines, whole.server_cores) == (2, 1)
    assert whole.cpu_ms == 5.0


def test_for_one_commune_the_platform_is_the_limit() -> None:
    assert project_round(A_THOUSAND, 1, 500, minutes=10, cores=2).first is Limit.PLATFORM


@given(st.integers(1, 4000), st.integers(1, 500), st.floats(0.5, 60), st.integers(1, 64))
def test_the_projection_gives_the_number_of_machines_needed(
    communes: int, officials: int, minutes: float, cores: int
) -> None:
    whole = project_round(A_THOUSAND, communes, officials, minutes, cores)
    assert whole.seconds[Limit.WORKERS] / whole.machines <= minutes * 60 * 1.000001
    assert whole.seconds[Limit.SERVER] * cores / whole.server_cores <= minutes * 60 * 1.000001
