"""Walk the whole chain on the real files of tests/data, on a database made for it."""

import os
import subprocess
import sys

from tools.run import FLASK, VAR, settings
from tools.steps import ROOT, must

DATABASE = VAR / "real.db"


def main() -> int:
    """ISOCENTER_DATABASE names another fresh database, such as one of PostgreSQL."""
    environment = settings()
    if "ISOCENTER_DATABASE" not in os.environ:
        for path in VAR.glob(f"{DATABASE.name}*"):
            path.unlink()
        environment |= {"ISOCENTER_DATABASE": f"sqlite:///{DATABASE}"}
    must("Making a fresh database", [*FLASK, "db", "upgrade"], environment)
    return subprocess.run([*FLASK, "real"], cwd=ROOT, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
