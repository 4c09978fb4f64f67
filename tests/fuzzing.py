"""Fuzzing of outside input: the number of examples, and real content with random changes.

`make test` tries each property for a moment; `make fuzz` (`--hypothesis-profile=fuzz -m fuzz`) for
minutes.
"""

from collections.abc import Sequence
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

PROFILE = "fuzz"
USUAL = 100
MANY = 2_000
"""Of each hundred examples of `make test`, so many in `make fuzz`."""
FEW = 30
"""The same of `make mutants`, where each property is tried for every mutant."""

LEAVES = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.sampled_from([2**63, -(10**30), 0, 1e308])
    | st.floats()
    | st.text(max_size=12)
)
JSON = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner),
    max_leaves=8,
)
"""Anything that JSON holds."""


def register() -> None:
    """Make the profile known that `make fuzz` asks for; a busy machine fails no property."""
    settings.register_profile("busy", suppress_health_check=[HealthCheck.too_slow], deadline=None)
    settings.load_profile("busy")
    settings.register_profile(PROFILE, max_examples=MANY)
    # The same examples for every mutant, and the first that fails is enough.
    settings.register_profile(
        "mutants",
        max_examples=FEW,
        derandomize=True,
        database=None,
        phases=(Phase.explicit, Phase.generate),
    )


def tries(usual: int) -> settings:
    """How many examples of a property are tried; `usual` is for `make test`."""
    most = settings.default.max_examples if settings.default is not None else USUAL
    unheeded = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
    return settings(
        max_examples=max(usual * most // USUAL, 1), deadline=None, suppress_health_check=unheeded
    )


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place within a JSON value, the whole of it first."""
    found = [path]
    inner: Any = ()
    if isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, list):
        inner = enumerate(value)
    for key, each in inner:
        found += places(each, (*path, key))
    return found


def put(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    """The JSON value with something else at that place."""
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = put(value[path[0]], path[1:], new)
    return copy


@st.composite
def changed(draw: st.DrawFn, values: Sequence[Any]) -> Any:
    """One of the JSON values with up to three places of it changed."""
    value = draw(st.sampled_from(values))
    for _ in range(draw(st.integers(1, 3))):
        value = put(value, draw(st.sampled_from(places(value))), draw(JSON))
    return value


@st.composite
def damaged(draw: st.DrawFn, content: bytes) -> bytes:
    """Bytes with parts overwritten, removed or repeated."""
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(content)))
        length = draw(st.integers(0, 40))
        new = draw(st.binary(max_size=12) | st.just(content[at : at + length] * 2))
        content = content[:at] + new + content[at + length :]
    return content
