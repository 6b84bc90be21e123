"""What the articles of a charter say, point by point, where no column says it."""

from app.engine.chartering.checklist import Point
from app.kernel.facts import Facts, Prose, fact
from app.kernel.words import Word


class Chapter(Word):
    GROUNDS = "grounds", "Grounds"
    PEOPLE = "people", "People"
    WORK = "work", "How it works"
    AROUND = "around", "What surrounds it"


class ArticleFacts(Facts):
    """The name of each fact is the value of its point."""

    authority: Prose | None = fact(
        "Source of authority and reporting line",
        Chapter.GROUNDS,
        help="Who set up the body, by which act, and to whom it answers.",
    )
    scope: Prose | None = fact(
        "Scope", Chapter.GROUNDS, help="Modalities, sites and affiliates that are in, and out."
    )
    definition: Prose | None = fact("Definition of enterprise imaging", Chapter.GROUNDS)
    principles: Prose | None = fact("Guiding principles", Chapter.GROUNDS)
    escalation: Prose | None = fact(
        "What must be taken to a higher body", Chapter.GROUNDS, help="Beyond what the rights say."
    )
    terms: Prose | None = fact("Appointment, term, rotation and removal", Chapter.PEOPLE)
    officers: Prose | None = fact("Officers and their duties", Chapter.PEOPLE)
    conflicts: Prose | None = fact("Conflicts of interest", Chapter.PEOPLE)
    confidentiality: Prose | None = fact("Confidentiality and peer review", Chapter.PEOPLE)
    meetings: Prose | None = fact(
        "How often it meets, agenda, consent agenda, special meetings", Chapter.WORK
    )
    minutes: Prose | None = fact("Minutes and how long records are kept", Chapter.WORK)
    subcommittees: Prose | None = fact("Subcommittees and what they may do", Chapter.WORK)
    standards: Prose | None = fact("Standards and how they are waived", Chapter.WORK)
    appeal: Prose | None = fact("Appeal against a decision", Chapter.WORK)
    communications: Prose | None = fact("How decisions are made known", Chapter.WORK)
    performance: Prose | None = fact("Measures and yearly self-assessment", Chapter.WORK)
    relations: Prose | None = fact(
        "Relation to EHR, IT, data, AI and security governance", Chapter.AROUND
    )
    amendment: Prose | None = fact("How the charter is amended", Chapter.AROUND)


POINT_OF = {
    name: Point.VOTING if name == "conflicts" else Point(name) for name in ArticleFacts.model_fields
}
"""The point that each article answers."""

TITLES: dict[Point, str] = {
    Point.NAME: "Name",
    Point.PURPOSE: "Purpose",
    Point.AUTHORITY: "Source of authority and reporting line",
    Point.SCOPE: "Scope",
    Point.DEFINITION: "Definition of enterprise imaging",
    Point.PRINCIPLES: "Guiding principles",
    Point.AREAS: "Areas of responsibility",
    Point.RIGHTS: "Decision rights and spending limits",
    Point.ESCALATION: "What goes to a higher body",
    Point.MEMBERSHIP: "Membership",
    Point.TERMS: "Appointment, term and removal",
    Point.OFFICERS: "Officers",
    Point.QUORUM: "Quorum",
    Point.VOTING: "Voting, proxies and conflicts of interest",
    Point.MEETINGS: "Meetings and notice",
    Point.MINUTES: "Minutes and records",
    Point.SUBCOMMITTEES: "Subcommittees",
    Point.RELATIONS: "Relation to other governance",
    Point.STANDARDS: "Standards and waivers",
    Point.APPEAL: "Appeal",
    Point.COMMUNICATIONS: "Communications",
    Point.PERFORMANCE: "Measures and self-assessment",
    Point.CONFIDENTIALITY: "Confidentiality",
    Point.AMENDMENT: "Amendment",
    Point.EDITION: "Edition, approval and next review",
}
