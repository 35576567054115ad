"""Whatever is handed in at a public door, what comes back is an answer or an error that says what to do (KZPLAN_INPUTS: how many a door)."""

import os
import warnings

import pytest
from doors import DOORS
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

from kzplan.words.errors import KzplanError

INPUTS = int(os.environ.get("KZPLAN_INPUTS", 25))
UNHURRIED = [
    HealthCheck.too_slow,
    HealthCheck.function_scoped_fixture,
    HealthCheck.filter_too_much,
    HealthCheck.data_too_large,
]


@pytest.mark.parametrize("door", DOORS)
def test_what_is_handed_in_is_answered_or_refused_with_a_typed_error(door, plan):
    @seed(20261127)
    @settings(max_examples=INPUTS, deadline=None, database=None, suppress_health_check=UNHURRIED)
    @given(st.data())
    def tried(data):
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of numpy; whether there is an answer is what is asked here
            try:
                DOORS[door](data.draw, plan)
            except KzplanError as problem:
                assert str(problem).strip()

    tried()
