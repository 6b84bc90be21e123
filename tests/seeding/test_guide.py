"""The guide speaks the words of the site: what it prints in bold can be found there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted((ROOT / "docs" / "guide").glob("*.md"))


@pytest.fixture(scope="module")
def said() -> str:
    sources = [*(ROOT / "templates").rglob("*.html"), *(ROOT / "app").rglob("*.py")]
    return "\n".join(path.read_text() for path in sources)


def test_there_is_a_page_for_each_role_and_for_packs_and_scores():
    assert len(PAGES) == 10


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_links_lead_somewhere(page):
    for name in re.findall(r"\]\(([^)]+)\)", page.read_text()):
        assert (page.parent / name).exists(), name


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_words_in_bold_stand_on_the_site(page, said):
    bold = [word.strip(".,") for word in re.findall(r"\*\*([^*]+)\*\*", page.read_text())]
    assert [word for word in bold if word not in said] == []
