"""A page of a matrix: its cells are read by their names, the reason is one for all."""

from wtforms import StringField
from wtforms.validators import Length

from app.web.forms import Form


class MatrixForm(Form):
    reason = StringField(
        "Why those marked n do not apply",
        validators=[Length(max=500)],
        description="For all cells with a bare n; a cell may say its own: n: no plates there.",
    )
