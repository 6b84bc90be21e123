"""From the number before the board to the file that proves it, by links alone."""

import re
from hashlib import sha256
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from app.kernel import clock
from app.kernel.db import db, unit_of_work
from app.kernel.facts import check
from app.standards.facts import EvidenceFacts, Subject
from app.standards.models import Answer
from app.standards.queries import evidence as queries
from app.standards.services import evidence as services
from app.standards.services.packs import lead
from tests.factories.accounts import a_person, an_actor
from tests.factories.inventory import a_source
from tests.factories.organization import a_department
from tests.factories.standards import a_criterion, a_pack, answer

pytestmark = pytest.mark.usefixtures("session")
PDF = b"%PDF-1.7 witnessed test of the worklist\n%%EOF"


class Stranger:
    """Reads pages and follows what they link to; types no address but the first."""

    def __init__(self, client, first):
        self.client, self.at = client, first
        self.open(first)

    def open(self, address):
        self.at = urljoin(self.at, address)
        self.response = self.client.get(self.at)
        assert self.response.status_code == 200, self.at
        self.page = BeautifulSoup(self.response.data, "html.parser")

    def follow(self, words, within="main"):
        links = self.page.select(f"{within} a[href]")
        (address, *_) = [
            one["href"] for one in links if re.search(words, " ".join(one.text.split()))
        ]
        self.open(address)

    @property
    def text(self):
        return " ".join(self.page.main.text.split())


@pytest.fixture
def proven():
    """A department with one source, one answer of which a file proves."""
    pack = a_pack(a_criterion("CON-03", weight=3), a_criterion("CON-04"))
    lead(pack)
    source = a_source(department=a_department(name="Dermatology"), name="Dermatoscope")
    answer(pack, Subject.ASSET, source.id, CON_03=4, CON_04=2)
    proven = db.session.scalars(select(Answer).where(Answer.criterion.has(code="CON-03"))).one()
    upload = services.Upload("worklist.pdf", PDF, services.MEGABYTE, services.MEGABYTE)
    said = {"title": "Worklist test", "kind": "tested", "dated_on": clock.today(), "note": "Seen."}
    actor = an_actor("planner")
    with unit_of_work():
        served = queries.answer_for(actor, proven.id)
        services.add(served, check(EvidenceFacts, said), upload, actor=actor, at=clock.now())
    answer(pack, Subject.DEPARTMENT, source.department_id, CON_03=4, CON_04=2)
    return pack


def test_a_stranger_follows_one_score_to_the_file(proven, sign_in):
    stranger = Stranger(sign_in(a_person()), "/scores/program")
    assert "Program readiness" in stranger.text
    assert "87.5" in stranger.text
    stranger.follow("^Element CON$")
    assert "Score of this element" in stranger.text
    stranger.follow("Which departments it comes from")
    stranger.follow("^Dermatology$")
    assert "Dermatoscope" in stranger.text
    stranger.follow("^Dermatoscope$")
    assert "CON-03 is in place." in stranger.page.select_one("tr#CON-03").text
    stranger.follow("^1 attached$", "tr#CON-03")
    stranger.follow("^Worklist test$")
    digest = sha256(PDF).hexdigest()
    assert digest in stranger.page.text.replace("\u200b", "").replace(" ", "")
    stranger.follow("^worklist.pdf$")
    assert stranger.response.data == PDF
    assert sha256(stranger.response.data).hexdigest() == digest
