"""A right of a charter, what an asked body says, and the question who decides what."""

from wtforms import TextAreaField
from wtforms.validators import InputRequired

from app.engine.chartering.rights import RightPart
from app.governance.facts import DecisionClass
from app.web.forms import ChoiceField, EnumField, Form, MoneyField


class RightForm(Form):
    decision_class = EnumField("Kind of decision", DecisionClass)
    part = EnumField("Right", RightPart)
    up_to = MoneyField("Up to", description="Leave empty for no limit.")
    seat_id = ChoiceField(
        "Who", description="The body by a vote, or the holder of one of its seats alone."
    )

    def __init__(self, *args: object, **options: object) -> None:
        super().__init__(*args, **options)
        self.part.choices = [("decide", "Decides"), ("advise", "Is asked before")]


class AdviceForm(Form):
    text = TextAreaField("What it says", validators=[InputRequired("Say what the body says.")])


class WhoForm(Form):
    class Meta:
        csrf = False

    decision_class = EnumField("Kind of decision", DecisionClass)
    amount = MoneyField("Money it commits", description="Leave empty if it costs nothing.")
