"""Which of the workers runs what: each test goes to whoever is free, but for some that share much.

The scheduler of pytest-xdist that reads groups from marks does not see them under pytest 9.2
(pytest-dev/pytest-xdist#1386), and says nothing of it.
"""

from xdist.scheduler import LoadScopeScheduling

TOGETHER = ("tests/seeding/test_sample.py",)
"""Files whose tests share what takes a minute to make: one worker runs all of a file."""


class SharingScheduling(LoadScopeScheduling):
    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if file in TOGETHER else nodeid
