"""Read the files of a folder; days in them count from the day of seeding."""

import csv
import re
import tomllib
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

DAY = re.compile(r"\{([+-]\d+)\}")


@dataclass(frozen=True, slots=True)
class Folder:
    """`{+30}` in a sheet is the day thirty days after `today`; so is 30 in a table."""

    path: Path
    today: date

    def day(self, offset: int) -> date:
        return self.today + timedelta(days=offset)

    def moment(self, offset: int, hour: int) -> datetime:
        return datetime.combine(self.day(offset), time(hour), tzinfo=UTC)

    def sheet(self, name: str) -> str:
        """The text of a sheet, its days written out."""
        text = (self.path / name).read_text("utf-8")
        return DAY.sub(lambda found: self.day(int(found[1])).isoformat(), text)

    def rows(self, name: str) -> list[dict[str, str]]:
        return list(csv.DictReader(self.sheet(name).splitlines()))

    def tables(self, name: str) -> dict[str, Any]:
        return tomllib.loads((self.path / name).read_text("utf-8"))

    def content(self, name: str) -> bytes:
        return (self.path / name).read_bytes()
