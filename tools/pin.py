"""Pin every dependency with its hashes, from pyproject.toml into the requirements files."""

import sys

from tools.steps import must

PINS = {
    "requirements.txt": ["pyproject.toml"],
    "requirements-dev.txt": ["pyproject.toml", "--extra", "dev"],
    "requirements-node.txt": ["--group", "pyproject.toml:node"],
}


def main() -> None:
    for name, source in PINS.items():
        how = ["--quiet", "--generate-hashes", "--no-header", "--python-version", "3.11"]
        command = [sys.executable, "-m", "uv", "pip", "compile", *how, *source, "-o", name]
        must(f"Pinning {name}", command)


if __name__ == "__main__":
    main()
