"""`python -m sandbox`: the workspace alone, for any Slack app in any language."""

import argparse
import json
import signal
import sys
import threading
from collections.abc import Sequence
from importlib import resources
from pathlib import Path
from typing import Any

from sandbox.manifest import load_manifest
from sandbox.server import Sandbox


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs a sandbox until it is interrupted; prints where it is and what the app needs to find it."""
    options = _parser().parse_args(arguments)
    try:
        seed = json.loads(options.seed.read_text(encoding="utf-8")) if options.seed else default_seed()
        sandbox = Sandbox(
            seed,
            load_manifest(options.manifest),
            options.port,
            options.journal,
            request_url=options.request_url,
            rate_limits=not options.no_rate_limits,
        ).start()
    except (OSError, ValueError, KeyError) as error:
        print(f"The sandbox cannot start: {error}", file=sys.stderr)
        return 2
    print(f"ready {sandbox.url}")
    for name, value in sandbox.environment().items():
        print(f"export {name}={value}")
    print(f"Open {sandbox.url}/ in a browser. Ctrl-C ends it.", flush=True)
    _until_interrupted()
    sandbox.stop()
    return 0


def default_seed() -> dict[str, Any]:
    """A small company for the stand-alone mode."""
    text = resources.files("sandbox").joinpath("default_seed.json").read_text(encoding="utf-8")
    seed: dict[str, Any] = json.loads(text)
    return seed


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sandbox", description="A Slack workspace on localhost.")
    parser.add_argument("--manifest", type=Path, required=True, help="the app's manifest, YAML or JSON")
    parser.add_argument("--port", type=int, default=3100, help="0 takes a free one (default 3100)")
    parser.add_argument("--seed", type=Path, help="people and channels, JSON")
    parser.add_argument("--journal", type=Path, help="a JSONL file that gets every request and envelope")
    parser.add_argument("--request-url", default="", help="send everything by HTTP to this address")
    parser.add_argument("--no-rate-limits", action="store_true", help="never answer 429 by itself")
    return parser


def _until_interrupted() -> None:
    interrupted = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: interrupted.set())
    interrupted.wait()


if __name__ == "__main__":
    raise SystemExit(main())
