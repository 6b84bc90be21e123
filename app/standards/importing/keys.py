"""What each key of a pack file means: the guide's tables, on its page and in docs/guide."""

PACK = {
    "code": "Names the pack through all its versions: small letters, digits and hyphens.",
    "version": "Tells this version from others. A published version is never changed.",
    "title": "What people read.",
    "source": "Where the criteria come from.",
    "licence": "Under which terms they may be used.",
    "changes": "What is new in this version, for those who vote on it.",
}
AMENDMENT = {
    "amends": "The version this file changes. Then only what differs has to stand in the file.",
    "drop": "Codes of that version that are not taken over.",
}
ELEMENT = {
    "code": "Short name of the chapter.",
    "title": "What people read.",
    "weight": "1 to 100: its share in the score of the program.",
    "question": "The one question the chapter answers.",
}
CRITERION = {
    "code": "Stays the same through all versions: answers are kept by it.",
    "formerly": "Its code in the version before, if that was another. Answers go along.",
    "element": "The code of its chapter.",
    "tier": "mandatory, recommended, or deprecated: on its way out. A knock-out is mandatory.",
    "statement": "What is true where it is met, in one sentence.",
    "guidance": "How to tell whether it is met, and how to raise it.",
    "scale": "YPN: no, partly, yes. L5: levels 0 to 4. NUM: a measured number.",
    "levels": "The levels in words, lowest first: 3 for YPN, 5 for L5. NUM may leave them out.",
    "unit": "NUM: what is measured, such as % of studies.",
    "bands": "NUM: the four measures at which levels 1 to 4 begin.",
    "rising": "NUM: false where a lower measure is better.",
    "weight": "1 to 100: what it counts in the score.",
    "applies_to": "Of what it is asked: SRC, APP, VWR, STO, INT, AIM, DEP, PRG.",
    "when": "Asked only in this circumstance, such as mobile or forensic.",
    "asked_if": "Asked only where this condition holds, on facts and levels of other criteria.",
    "axis": "functional, technical or none: what it speaks for in the two-axis picture.",
    "knock_out": "true: below its pass line the thing cannot be fit, whatever the score.",
    "knock_out_for": "It forbids for these kinds alone.",
    "knock_out_when": "It forbids in this circumstance alone.",
    "pass_level": "The level from which it is met. Without it: yes on YPN, 3 on the others.",
    "test": "ehr_viewable or platform_suitable: the knock-out test it belongs to.",
    "reference": "The norm, law or paper behind it.",
    "evidence": "Codes of what shows it, joined by a slash: DOC, DCS, IIS, CAP, TST, LOG, CTR, …",
    "wanted": "The evidence wanted, in words.",
    "superseded": "true: kept to be looked up, neither asked nor counted.",
}
RULE = {
    "criterion": "The code of the criterion that is answered by this rule.",
    "when": "The condition on facts of the inventory; the first rule that holds counts.",
    "level": "The level it gives.",
    "measure": "NUM: the number it gives, by name.",
    "evidence": "How such an answer is known: none, self_declared, document, tested, monitored.",
}
TABLES = {
    "[pack]": PACK | AMENDMENT,
    "[[elements]]": ELEMENT,
    "[[criteria]]": CRITERION,
    "[[rules]]": RULE,
}

EXAMPLE = """\
[pack]
code = "our-own"
version = "1"
title = "Our own criteria"
source = "Imaging council, 2026"
licence = "CC BY 4.0"

[[elements]]
code = "SAFE"
title = "Safety"
weight = 10

[[criteria]]
code = "SAFE-01"
element = "SAFE"
tier = "mandatory"
statement = "A restore was tested within twelve months."
guidance = "Ask for the report. To raise it, put the test into the calendar."
scale = "YPN"
levels = [
  "No test, or none that anybody can show.",
  "A test, but older, or of a part.",
  "A full test within twelve months, with its report.",
]
weight = 5
applies_to = ["STO"]
knock_out = true
evidence = "TST"
wanted = "The report of the test, with date and duration."
"""

AMENDING = """\
[pack]
code = "our-own"
version = "2"
amends = "1"
changes = "A restore is tested every six months."
drop = []

[[criteria]]
code = "SAFE-01"
statement = "A restore was tested within six months."
weight = 8
"""

CROSSWALK = """\
[crosswalk]
code = "our-own-to-imaging"
title = "Our own criteria to enterprise imaging"
from = "our-own"
to = "enterprise-imaging"
source = "Imaging council, 2026"
licence = "CC BY 4.0"

[[lines]]
from = "SAFE-01"
to = "PLT-12"
relation = "part_of"
note = "The restore is a part of it; copies and immutability are not asked here."
"""
