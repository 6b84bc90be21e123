"""How often a person wants to hear what waits."""

from app.kernel.words import Word


class Rhythm(Word):
    DAILY = "daily", "Every day on which something waits"
    WEEKLY = "weekly", "On Mondays, if something waits"
    OFF = "off", "Never"
