from datetime import date

import pytest

from app.engine.voting.ballot import Proxies, Rule
from app.engine.voting.proxies import Grant, proxy_refusal

ONE, TWO = Rule(proxies=Proxies(per_holder=1)), Rule(proxies=Proxies(per_holder=2))
SPRING, SUMMER = date(2026, 3, 1), date(2026, 6, 1)


def a_grant(principal, holder, first=SPRING, last=None):
    return Grant(principal, holder, first, last)


@pytest.mark.parametrize(
    ("rule", "wanted", "standing", "why"),
    [
        (ONE, a_grant(1, 2), [], None),
        (Rule(), a_grant(1, 2), [], "nobody votes by proxy"),
        (ONE, a_grant(1, 1), [], "their own proxy"),
        (TWO, a_grant(1, 2), [a_grant(1, 3)], "already given"),
        (TWO, a_grant(1, 2), [a_grant(3, 1)], "no chains"),
        (TWO, a_grant(1, 2), [a_grant(2, 3)], "make a chain"),
        (ONE, a_grant(1, 2), [a_grant(3, 2)], "at most 1 proxy."),
        (TWO, a_grant(1, 2), [a_grant(3, 2)], None),
        (TWO, a_grant(1, 2), [a_grant(3, 2), a_grant(4, 2)], "at most 2 proxies."),
        (ONE, a_grant(1, 2, SUMMER), [a_grant(1, 3, SPRING, date(2026, 5, 31))], None),
        (ONE, a_grant(1, 2, SUMMER), [a_grant(1, 3, SPRING, SUMMER)], "already given"),
        (ONE, a_grant(1, 2, SPRING, date(2026, 5, 31)), [a_grant(1, 3, SUMMER)], None),
    ],
)
def test_why_a_proxy_may_not_be_given(rule, wanted, standing, why):
    said = proxy_refusal(rule, wanted, standing)
    assert said is None if why is None else why in said
