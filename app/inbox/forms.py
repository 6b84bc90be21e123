"""What one wants to hear by mail."""

from wtforms import BooleanField

from app.inbox.facts import Rhythm
from app.web.forms import EnumField, Form


class PreferenceForm(Form):
    rhythm = EnumField("A digest of what waits", Rhythm)
    last_call = BooleanField(
        "Remind me a day before a vote ends, if I have not voted",
        description="With a daily digest the vote stands there, and no second mail is sent.",
    )
