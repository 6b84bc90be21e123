"""The part of a record page that tells fit and scores with their reasons."""

from app.engine.fit.disposition import WORDS_OF
from app.kernel import clock
from app.kernel.permissions import Actor, Permission
from app.kernel.subjects import Panel
from app.scoring.queries import scores
from app.scoring.services.explain import explain
from app.scoring.services.paths import follow
from app.standards.facts import Subject
from app.standards.queries.subjects import profile_of
from app.standards.queries.waivers import counted_among, of_subject


def asset_panel(actor: Actor, asset_id: int) -> Panel | None:
    """Under the leading pack, with the scores under others by name."""
    if not actor.may(Permission.STANDARDS_READ):
        return None
    pack, every = scores.scores_of(Subject.ASSET, asset_id)
    if pack is None:
        return None
    on = clock.today()
    waivers = of_subject(Subject.ASSET.key, asset_id)
    profile = profile_of(Subject.ASSET, asset_id)
    return Panel(
        title="Fit and scores",
        template="scoring/scores/_panel.html",
        values={
            "pack": pack,
            "profile": profile,
            "stored": next((one.score for one in every if one.score.pack_id == pack.id), None),
            "others": [one for one in every if one.score.pack_id != pack.id],
            "own": explain(pack, profile, on=on, waived=counted_among(waivers, pack, on)),
            "waivers": waivers,
            "on": on,
            "path": follow(asset_id, on=on),
            "rules": WORDS_OF,
        },
    )
