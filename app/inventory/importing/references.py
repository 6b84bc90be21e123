"""Whether what rows refer to is there, or comes with them; and whether trees stay trees."""

from collections.abc import Callable, Mapping, Sequence

from app.inventory.facts.imports import RowFate
from app.inventory.importing.layouts import Layout
from app.inventory.importing.plan import Line, Planner, Problem, with_problems
from app.kernel.facts import Facts, attributes_of

Codes = Mapping[str, Mapping[str, int]]
Judge = Callable[[Line], Sequence[Problem]]


def references_in(line: Line, layout: Layout) -> dict[str, tuple[str, str]]:
    """What the row newly refers to: by fact, the kind of thing and its code."""
    if line.facts is None:
        return {}
    return {
        one.name: (one.reference, code)
        for one in attributes_of(layout.facts)
        if one.reference and one.name in line.changes and (code := getattr(line.facts, one.name))
    }


def judged(lines: Sequence[Line], judge: Judge) -> list[Line]:
    """The lines with the problems a judge finds; a line without facts is left to its own."""
    return [with_problems(line, judge(line)) if line.facts is not None else line for line in lines]


def without_dead_ends(lines: Sequence[Line], planner: Planner, known: Codes) -> list[Line]:
    """Lines that refer to nothing, or to a row that cannot be applied, become problems."""
    while True:
        good = (line for line in lines if line.fate is not RowFate.PROBLEM)
        coming = {
            planner.layout.subject_key: {code: 0 for line in good if (code := code_of(line.facts))}
        }
        after = [_checked(line, planner, (known, coming)) for line in lines]
        if all(new is old for new, old in zip(after, lines, strict=True)):
            return after
        lines = after


def _checked(line: Line, planner: Planner, sources: Sequence[Codes]) -> Line:
    if any(problem.text.startswith(DEAD_END) for problem in line.problems):
        return line
    problems = [
        Problem(planner.heading(name), f"{DEAD_END} “{code}”.")
        for name, (kind, code) in references_in(line, planner.layout).items()
        if not any(code in source.get(kind, ()) for source in sources)
    ]
    return with_problems(line, problems)


DEAD_END = "Nothing is known by"


def code_of(facts: Facts | None) -> str | None:
    return getattr(facts, "code", None)


def in_a_circle(above: Mapping[str, str]) -> set[str]:
    """The codes that, going up, come back to themselves."""
    safe: set[str] = set()
    caught: set[str] = set()
    for start in above:
        path: list[str] = []
        code: str | None = start
        while code is not None and code not in safe and code not in caught and code not in path:
            path.append(code)
            code = above.get(code)
        if code is not None and code in path:
            caught.update(path[path.index(code) :])
        safe.update(one for one in path if one not in caught)
    return caught
