"""The whole chain on real files: bring in, group, answer, score, decide, plan, pay, report."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from time import perf_counter

from app.inventory.facts.applications import ApplicationFacts
from app.inventory.facts.imports import RowFate
from app.inventory.services.assets import add_asset
from app.kernel.errors import RuleBroken
from app.kernel.facts import check
from app.reports.catalog import formats_of
from app.reports.document import Document, Letterhead
from app.reports.facts import Kind
from app.reports.services import build, make_file
from app.scoring.services.recompute import recompute_all
from app.seeding.acting import acting
from app.seeding.people import Cast
from app.seeding.reference import load_reference_data
from app.seeding.sheets import Bringing, bring
from app.seeding.walk import counting
from app.seeding.walk.certification import (
    answer_by_certificates,
    certification_pack,
    claimed_by_product,
    met_by_product,
)
from app.seeding.walk.committee import DOMAIN, charter_committee, invite_people
from app.seeding.walk.public import public_sheets
from app.seeding.walk.rationalization import EXAMPLE, answer_by_example, questionnaire_pack
from app.seeding.walk.retirement import Retirement, retire
from app.standards.models import Pack
from app.standards.queries import catalog
from app.standards.services.crosswalks import publish_crosswalk
from app.standards.services.packs import publish

CROSSWALKS = Path(__file__).parent / "crosswalks"
"""From the public packs to ours, where they truly meet."""


@dataclass(frozen=True, slots=True)
class Step:
    what: str
    count: int
    seconds: float


@dataclass(slots=True)
class Walk:
    """Where the files are, the moment it all happens, and whose report it is."""

    data: Path
    now: datetime
    letterhead: Letterhead
    cast: Cast = field(default_factory=lambda: Cast(DOMAIN))
    retirement: Retirement | None = None
    document: Document | None = None

    def steps(self) -> Iterator[Step]:
        """On a database without people; each step is kept before it is told."""
        yield self._timed("people and reference data", self._begin)
        for bringing in public_sheets(self.data):
            yield self._timed(f"rows of {bringing.file_name}", partial(self._bring, bringing))
        yield self._timed("regions", counting.regions)
        yield self._timed("health systems in them", counting.systems_in_regions)
        yield self._timed("sites of these systems", counting.sites_in_systems)
        yield self._timed("vendors suggested for the spellings", counting.vendors_suggested)
        yield self._timed("criteria of the second pack", self._publish)
        yield self._timed("answers from certificates", self._answer)
        yield self._timed("products whose count of criteria met agrees", self._compare)
        yield self._timed("subjects scored under the second pack", self._score)
        yield self._timed("criteria of the third pack", self._publish_questionnaire)
        yield self._timed("answers of its filled-in example", self._answer_example)
        yield self._timed("answers that follow into the first pack", self._cross)
        yield self._timed("seats of the body", self._charter)
        yield self._timed("decisions on one retirement", self._retire)
        yield self._timed("bytes of the report as XLSX and PDF", self._report)
        yield self._timed("changes in one unbroken chain", counting.changes_in_the_chain)

    @property
    def _certificates(self) -> Path:
        return self.data / "chpl-products"

    def _timed(self, what: str, do: Callable[[], int]) -> Step:
        began = perf_counter()
        count = do()
        return Step(what, count, perf_counter() - began)

    def _begin(self) -> int:
        with acting(None, "Walk on real files"):
            load_reference_data()
            return invite_people(self.cast)

    def _bring(self, bringing: Bringing) -> int:
        plan = bring(bringing, actor=self.cast.actor("planner"), at=self.now)
        return plan.counts[RowFate.CREATE]

    def _publish(self) -> int:
        with acting(self.cast.actor("planner"), "Second pack"):
            return len(publish(certification_pack(self._certificates)).criteria)

    def _pack(self) -> Pack:
        facts = certification_pack(self._certificates).pack
        pack = catalog.find_pack(facts.code, facts.version)
        assert pack is not None
        return catalog.get_pack(pack.id)

    def _answer(self) -> int:
        planner = self.cast.actor("planner")
        with acting(planner, "Certificates"):
            return answer_by_certificates(
                self._pack(), self._certificates, actor=planner, at=self.now
            )

    def _compare(self) -> int:
        met, claimed = met_by_product(self._pack()), claimed_by_product(self._certificates)
        if differing := sorted(code for code in claimed if claimed[code] != met.get(code, 0)):
            raise RuleBroken(f"The count of criteria met differs for {', '.join(differing[:5])}.")
        return len(claimed)

    def _score(self) -> int:
        with acting(None, "Scores computed"):
            return recompute_all(self._pack(), on=self.now.date(), at=self.now)

    @property
    def _questionnaire(self) -> Path:
        return self.data / "gsa-app-rationalization"

    def _publish_questionnaire(self) -> int:
        with acting(self.cast.actor("planner"), "Third pack"):
            return len(publish(questionnaire_pack(self._questionnaire)).criteria)

    def _answer_example(self) -> int:
        planner = self.cast.actor("planner")
        with acting(planner, "Filled-in example"):
            facts = check(ApplicationFacts, {"code": "GSA-1", "name": EXAMPLE})
            asset = add_asset(facts, actor=planner)
            pack = catalog.version_in_force("application-rationalization")
            assert pack is not None
            kept = answer_by_example(
                pack, asset.id, self._questionnaire, actor=planner, at=self.now
            )
        with acting(None, "Scores computed"):
            recompute_all(catalog.get_pack(pack.id), on=self.now.date(), at=self.now)
        return kept

    def _cross(self) -> int:
        for file in sorted(CROSSWALKS.glob("*.toml")):
            with acting(self.cast.actor("planner"), "Cross-walk"):
                publish_crosswalk(file.read_bytes())
        return counting.answers_that_follow()

    def _charter(self) -> int:
        with acting(self.cast.actor("secretary"), "Charter"):
            return charter_committee(self.cast, self.now.date())

    def _retire(self) -> int:
        month = self.letterhead.fiscal_year_starts_in
        self.retirement = retire(
            counting.withdrawn_product(), self.cast, at=self.now, first_month=month
        )
        return len({self.retirement.retiring.number, self.retirement.approving.number})

    def _report(self) -> int:
        self.document = build(Kind.ROADMAP, self.letterhead, self.now.date())
        actor = self.cast.actor("planner")
        files = [
            make_file(Kind.ROADMAP, form, self.document, actor=actor, at=self.now)
            for form in formats_of(Kind.ROADMAP)
        ]
        return sum(len(file.content) for file in files)
