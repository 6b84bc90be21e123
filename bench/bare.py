"""The ceiling of pages: nothing but Flask, a person looked up, one query and a template."""

import os

from flask import Flask, Response, redirect, render_template_string, session
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection, create_engine, text

from app.kernel.sqlite import keep_promises, only_reads

PERSON = text("SELECT id, name FROM account_person WHERE fs_uniquifier = :key AND active")
LIST = text(
    "SELECT a.id, a.code, a.name, a.kind, a.vendor_name, s.provisional, s.fit"
    " FROM inventory_standing s CROSS JOIN inventory_asset a"
    " WHERE a.id = s.asset_id AND a.kind = 'source'"
    " ORDER BY s.provisional DESC, s.asset_id DESC LIMIT 50"
)
RECORD = text(
    "SELECT * FROM inventory_asset a JOIN inventory_source s ON s.id = a.id WHERE a.id = :id"
)
VOTE = text(
    "INSERT INTO bench_vote (ballot_id, person_id, choice) VALUES (:ballot, :person, :choice)"
)
VOTES = (
    "CREATE TABLE bench_vote (ballot_id INTEGER NOT NULL, person_id INTEGER NOT NULL,"
    " choice VARCHAR(20) NOT NULL, PRIMARY KEY (ballot_id, person_id))"
)
PAGE = """<!doctype html><html lang="en"><head><title>{{ title }}</title></head><body>
<p>{{ person.name }}</p><h1>{{ title }}</h1><table>{% for row in rows %}
<tr>{% for value in row %}<td>{{ value }}</td>{% endfor %}</tr>{% endfor %}
</table></body></html>"""

app = Flask(__name__)
app.config.update(
    SECRET_KEY=os.environ.get("ISOCENTER_SECRET_KEY", ""), SESSION_COOKIE_NAME="isocenter"
)
engine = create_engine(os.environ.get("ISOCENTER_DATABASE", "sqlite://"))
keep_promises(engine)


@app.get("/list")
def show_list() -> ResponseReturnValue:
    only_reads.set(True)
    with engine.connect() as connection:
        person = _person(connection)
        rows = connection.execute(LIST).all()
    return render_template_string(PAGE, title="Assets", rows=rows, person=person)


@app.get("/record/<int:asset_id>")
def show_record(asset_id: int) -> ResponseReturnValue:
    only_reads.set(True)
    with engine.connect() as connection:
        person = _person(connection)
        row = connection.execute(RECORD, {"id": asset_id}).mappings().one()
    return render_template_string(PAGE, title=row["name"], rows=list(row.items()), person=person)


@app.post("/vote/<int:ballot_id>")
def vote(ballot_id: int) -> Response:
    only_reads.set(False)
    with engine.begin() as connection:
        person = _person(connection)
        connection.execute(VOTE, {"ballot": ballot_id, "person": person.id, "choice": "approve"})
    return redirect("/", 303)  # type: ignore[return-value]


def _person(connection: Connection):  # type: ignore[no-untyped-def]
    return connection.execute(PERSON, {"key": session["_user_id"]}).one()
