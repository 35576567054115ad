"""The areas that Student's t and the stretched scale are made of, beside scipy's functions; blocks give the bits of the whole."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import special

from kzplan import model
from kzplan.indicator import measure
from kzplan.indicator.bell import areas
from kzplan.model.leveldrift import BLOCK
from kzplan.model.student import student

NUMBERS = (0.5, 0.91, 1.0, 2.37, 4.4, 9.68, 14.2, 60.0)
EDGES = (0.12, 0.344, 0.5, 0.8, 1.0)


@pytest.mark.parametrize("df", [*NUMBERS, 500.0])
def test_chances_of_student_s_t_are_those_of_scipy_far_into_the_tail(df):
    x = np.concatenate([-np.logspace(-6, 3, 400), [0.0], np.logspace(-6, 3, 400)])
    expected = special.stdtr(df, x)
    seen = expected > 1e-30
    np.testing.assert_allclose(student(df).below(x)[seen], expected[seen], rtol=1e-9)
    np.testing.assert_allclose(student(df).below(x), expected, rtol=0, atol=5e-11)  # scipy is as far off near 0
    assert student(df).below(np.array([-np.inf, np.inf])).tolist() == [0.0, 1.0]
    assert np.isnan(student(df).below(np.array([np.nan])))


@pytest.mark.parametrize("df", [*NUMBERS, 500.0])
def test_quantiles_of_student_s_t_are_those_of_scipy(df):
    levels = np.array([1e-9, 0.001, 0.025, 0.25, 0.4999, 0.75, 0.9, 0.9999])
    np.testing.assert_allclose(student(df).quantiles(levels), special.stdtrit(df, levels), rtol=1e-9)
    assert student(df).quantiles(np.array([0.5])) == [0.0]


@pytest.mark.parametrize("edge", [*EDGES, 1.5])
def test_the_stretched_scale_is_the_incomplete_beta_function(edge):
    percent = np.concatenate([np.linspace(0, 100, 1001), np.logspace(-6, 0, 50)])
    expected = 4**edge * special.beta(edge, edge) * (special.betainc(edge, edge, percent / 100) - 0.5)
    np.testing.assert_allclose(measure.stretch(percent, edge), expected, rtol=0, atol=1e-10)


@given(percent=st.floats(0.06, 99.94), edge=st.sampled_from([*EDGES, 1.5, 3.0]))
def test_a_percentage_comes_back_from_the_stretched_scale(percent, edge):
    assert measure.unstretch(measure.stretch([percent], edge), edge)[0] == pytest.approx(percent, abs=1e-6)


def test_what_is_told_of_a_number_does_not_hang_on_what_stands_beside_it():
    rng = np.random.default_rng(1)
    u, which = rng.exponential(2, 1000), rng.integers(0, len(NUMBERS), 1000)
    together = areas(NUMBERS).beyond(u, which)
    for at, power in enumerate(NUMBERS):
        assert (areas([power]).beyond(u[which == at]) == together[which == at]).all()
    assert [areas(NUMBERS).beyond(u[i : i + 1], which[i : i + 1])[0] for i in range(50)] == together[:50].tolist()


@pytest.mark.parametrize("kind, direction, target", [("rate", "down", 8.0), ("proportion", "up", 85.0)])
def test_many_series_at_once_give_the_bits_of_each_block_and_of_each_alone(kind, direction, target):
    rng = np.random.default_rng(7)
    n = BLOCK + 37
    values = np.clip(np.exp(rng.normal(3, 0.6, (n, 1)) + rng.normal(0, 0.1, (n, 8))), 0.1, 99.0)
    values[np.arange(8) < rng.integers(0, 8, n)[:, None]] = np.nan  # years in which reporting began
    values[rng.random((n, 8)) < 0.1] = np.nan
    noise = np.where(rng.random((n, 8)) < 0.3, 0.01, 0.0)
    said = []
    for rows in (slice(0, n), slice(0, BLOCK), slice(BLOCK, n), slice(12, 13)):
        told = model.forecast(range(2013, 2021), values[rows], 2030, kind, direction, variances=noise[rows])
        said.append(np.column_stack([told.quantile([0.1, 0.5, 0.9]), told.probability(target, direction)]))
    whole, first, rest, alone = said
    assert np.isfinite(whole).mean() > 0.95
    np.testing.assert_array_equal(whole, np.vstack([first, rest]))
    np.testing.assert_array_equal(whole[12:13], alone)
