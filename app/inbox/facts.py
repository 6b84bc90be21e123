"""How often a person wants to hear what waits."""

from app.kernel.words import Word


class Rhythm(Word):
    DAILY = "daily", "Daily, when something waits"
    WEEKLY = "weekly", "On Mondays, when something waits"
    OFF = "off", "Never"
