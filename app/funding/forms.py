"""Funds, lines, requests, awards, releases and sheets of awards, as they are typed."""

from typing import Any, TypeVar

from flask_wtf.file import FileField, FileRequired
from wtforms import IntegerField, StringField, SubmitField, TextAreaField
from wtforms.validators import InputRequired

from app.engine.values import MoneyKind
from app.funding.facts import FundFacts, LineFacts, ReleaseFacts, RequestFacts
from app.kernel.facts import Facts, check
from app.web.forms import ChoiceField, EnumField, Form, MoneyField, VersionField

NEEDED = InputRequired("This must be said.")
SomeFacts = TypeVar("SomeFacts", bound=Facts)


class FundForm(Form):
    code = StringField("Code", validators=[NEEDED])
    name = StringField("Name", validators=[NEEDED])
    purpose = TextAreaField("Purpose", render_kw={"rows": 3})
    version = VersionField()
    submit = SubmitField("Save fund")

    def facts(self) -> FundFacts:
        return _checked(self, FundFacts)


class LineForm(Form):
    """What a fund holds in one fiscal year, of one kind."""

    fiscal_year = IntegerField("Fiscal year", validators=[NEEDED])
    kind = EnumField("Kind", MoneyKind)
    amount = MoneyField("Amount", validators=[NEEDED])
    submit = SubmitField("Save line")

    def facts(self) -> LineFacts:
        return _checked(self, LineFacts)


class RequestForm(Form):
    title = StringField("What for", validators=[NEEDED])
    reason = TextAreaField("Reason", render_kw={"rows": 4})
    initiative_id = ChoiceField("Initiative")
    fund_id = ChoiceField("Fund", validators=[InputRequired("Choose a fund.")])
    fiscal_year = IntegerField("Fiscal year", validators=[NEEDED])
    kind = EnumField("Kind", MoneyKind)
    amount = MoneyField("Amount", validators=[NEEDED])
    operating_tail = MoneyField(
        "Operating afterwards, a year", description="What it costs to keep it running.", default=0
    )
    tail_years = IntegerField(
        "For how many years", description="Counted from the year after.", default=0
    )
    version = VersionField()
    submit = SubmitField("Save request")

    def facts(self) -> RequestFacts:
        said = {name: value for name, value in self.data.items() if value is not None}
        return check(
            RequestFacts, {name: said[name] for name in RequestFacts.model_fields if name in said}
        )


class AwardForm(Form):
    request_id = ChoiceField("Request", validators=[InputRequired("Choose a request.")])
    authority_id = ChoiceField(
        "Under which decision", validators=[InputRequired("Choose a decision.")]
    )
    fiscal_year = IntegerField("Fiscal year", validators=[NEEDED])
    amount = MoneyField("Amount", validators=[NEEDED])
    reason = StringField("Reason", description="Kept in the history.")
    submit = SubmitField("Award")


class ReleaseForm(Form):
    amount = MoneyField("Amount", validators=[NEEDED])
    note = StringField("Note", description="Such as the order it pays for.")
    submit = SubmitField("Release")

    def facts(self) -> ReleaseFacts:
        return _checked(self, ReleaseFacts)


class SheetForm(Form):
    """A sheet of awards."""

    sheet = FileField(
        "Workbook or CSV file", validators=[FileRequired("Choose an XLSX or CSV file.")]
    )
    reason = StringField("Reason", validators=[InputRequired("Say why, for the history.")])
    submit = SubmitField("Award all rows")


def _checked(form: Form, model: type[SomeFacts]) -> SomeFacts:
    said: dict[str, Any] = form.data
    return check(model, {name: said[name] for name in model.model_fields if name in said})
