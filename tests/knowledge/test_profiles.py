from earwitness.knowledge.profiles import estimate, profiles
from earwitness.model import Figure, Span


def figure(value: int | None, low: int | None, high: int | None, qualifier: str) -> Figure:
    return Figure("f", "d", Span(0, 1), value, low, high, qualifier, ("killed",), None, None, None)


def test_each_profile_says_where_it_comes_from() -> None:
    assert set(profiles()) == {"acled", "ucdp", "min-max"}
    assert all(len(p.source) > 40 for p in profiles().values())


def test_a_profile_never_touches_a_number() -> None:
    for profile in (None, *profiles().values()):
        found = estimate(figure(64, 64, None, "at least"), profile)
        assert (found.low, found.best, found.high) == (64, 64, None)


def test_a_range_keeps_its_ends() -> None:
    given = figure(None, 10, 20, "between")
    best = {name: estimate(given, p).best for name, p in profiles().items()}
    assert best == {"acled": 10, "ucdp": None, "min-max": None}
    assert (estimate(given).low, estimate(given).high) == (10, 20)


def test_a_word_that_no_profile_lists_stays_open() -> None:
    for profile in profiles().values():
        found = estimate(figure(None, None, None, "many"), profile)
        assert (found.low, found.best, found.high) == (None, None, None)
