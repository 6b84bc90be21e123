"""Print what the code says of itself into docs/: the tree of modules, and who may open what."""

import ast
from collections.abc import Iterator
from pathlib import Path

from flask import Flask

from app import create_app
from app.accounts.roles import PERMISSIONS_OF, Role
from app.config import Settings
from app.kernel.permissions import Permission
from app.web.access import access_of

ROOT = Path(__file__).resolve().parents[1]
ARCHITECTURE = ROOT / "docs" / "architecture.md"
PERMISSIONS = ROOT / "docs" / "permissions.md"
START, END = "<!-- tree: made by `make docs` -->", "<!-- end of tree -->"


def job_of(module: Path) -> str:
    """The one line in which a module says its job."""
    return (ast.get_docstring(ast.parse(module.read_text())) or "").splitlines()[0]


def tree() -> str:
    """Every module under app/ with its job: a package's own line, then its files, then folders."""
    return "\n".join(_branch(ROOT / "app", 0))


def _branch(folder: Path, depth: int) -> Iterator[str]:
    own = folder / "__init__.py"
    if not own.exists():
        return
    yield _line(f"{folder.name}/", own, depth)
    for module in sorted(folder.glob("*.py")):
        if module != own:
            yield _line(module.name, module, depth + 1)
    for inner in sorted(one for one in folder.iterdir() if one.is_dir()):
        yield from _branch(inner, depth + 1)


def _line(name: str, module: Path, depth: int) -> str:
    return f"{'  ' * depth}{name}".ljust(34) + job_of(module)


def with_tree(text: str) -> str:
    before, _, rest = text.partition(START)
    _, _, after = rest.partition(END)
    return f"{before}{START}\n```\n{tree()}\n```\n{END}{after}"


def permissions(app: Flask) -> str:
    """Two tables: what each role may do, and which permission opens each address."""
    heads = [role.value.replace("_", " ") for role in Role]
    lines = [
        "# Who may do what",
        "",
        "Made by `make docs` from `app/accounts/roles.py` and the site's URLs; a test compares.",
        "A seat in a body gives rights in that body beside these.",
        "",
        "| Permission | " + " | ".join(heads) + " |",
        "|---" * (len(heads) + 1) + "|",
    ]
    for permission in Permission:
        marks = ["yes" if permission in PERMISSIONS_OF[role] else "" for role in Role]
        lines.append(f"| `{permission.value}` | " + " | ".join(marks) + " |")
    lines += ["", "| Address | Methods | Opened by |", "|---|---|---|"]
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        methods = ", ".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        lines.append(f"| `{rule.rule}` | {methods} | {_opened_by(app, rule.endpoint)} |")
    return "\n".join(lines) + "\n"


def _opened_by(app: Flask, endpoint: str) -> str:
    access = access_of(app, endpoint)
    if isinstance(access, Permission):
        return f"`{access.value}`"
    return {"public": "everyone", "signed in": "whoever is signed in"}.get(str(access), "nobody")


def main() -> None:
    app = create_app(Settings(mode="test", database="sqlite://"))
    ARCHITECTURE.write_text(with_tree(ARCHITECTURE.read_text()))
    PERMISSIONS.write_text(permissions(app))


if __name__ == "__main__":
    main()
