"""Starting the sandbox: the command line, a manifest, a seed, a port."""

import json
import os
import resource
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from sandbox.__main__ import default_seed
from sandbox.manifest import Manifest, load_manifest
from sandbox.server import Sandbox
from tests.machine_speed import slowness
from tests.sandbox.conftest import MANIFEST, SEED
from tests.shared_data import shared_data


def test_a_manifest_is_read_leniently_and_wholly() -> None:
    """Everything the workspace needs is found; an empty manifest is an app that can do nothing."""
    manifest = Manifest.read(MANIFEST)
    assert (manifest.name, manifest.bot_name) == ("Testbot", "testbot")
    assert [c.command for c in manifest.commands if c.should_escape] == ["/log"]
    assert manifest.socket_mode
    assert (manifest.about, manifest.long_about) == ("Tries things out", "Tries out whatever there is to be tried out.")
    bare = Manifest.read({})
    assert (bare.name, bare.bot_scopes, bare.commands, bare.socket_mode) == ("App", frozenset(), (), False)


def test_slacks_own_manifest_samples_are_read() -> None:
    """The valid manifests of Slack's schema are read without complaint."""
    folder = shared_data("slack/manifest-schema/tests/manifests")
    samples = [path for path in folder.rglob("*.json") if "invalid" not in str(path)]
    assert samples
    for path in samples:
        content = json.loads(path.read_text())
        if isinstance(content, dict):
            Manifest.read(content)


def test_a_taken_port_is_an_error_before_anything_runs() -> None:
    """A second workspace on the same port raises, and leaves the first alone."""
    with Sandbox(SEED, MANIFEST) as first:
        port = int(first.url.rpartition(":")[2])
        with pytest.raises(OSError, match="use"):
            Sandbox(SEED, MANIFEST, port).start()
        assert first.person("U0DANA").state()["team"]["name"] == "Acme"


def test_the_command_line_is_ready_within_a_second(tmp_path: Path) -> None:
    """`python -m sandbox` prints where it is and what an app needs, serves it, and ends when interrupted."""
    manifest = tmp_path / "manifest.json"
    manifest.write_text(json.dumps(MANIFEST))
    command = [sys.executable, "-m", "sandbox", "--manifest", str(manifest), "--port", "0"]
    root = Path(__file__).resolve().parents[2]
    begun = resource.getrusage(resource.RUSAGE_CHILDREN)
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root, env=dict(os.environ)) as process:
        assert process.stdout
        ready = process.stdout.readline().split()
        printed = dict(process.stdout.readline().removeprefix("export ").strip().split("=", 1) for _ in range(6))
        headers = {"Authorization": f"Bearer {printed['SLACK_BOT_TOKEN']}"}
        request = urllib.request.Request(f"{printed['SLACK_API_URL']}auth.test", b"", headers)
        with urllib.request.urlopen(request, timeout=60) as response:
            assert json.loads(response.read())["user"] == "testbot"
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 0
    assert ready[0] == "ready"
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    took = ended.ru_utime + ended.ru_stime - begun.ru_utime - begun.ru_stime
    assert took < 1.5 * slowness(), "of processor time, the call and the end included"


def test_the_command_line_says_what_is_wrong(tmp_path: Path) -> None:
    """A manifest that is not there is a sentence, not a traceback."""
    command = [sys.executable, "-m", "sandbox", "--manifest", str(tmp_path / "none.yml")]
    root = Path(__file__).resolve().parents[2]
    result = subprocess.run(command, capture_output=True, text=True, cwd=root, check=False, timeout=60)
    assert result.returncode == 2
    assert result.stderr.startswith("The sandbox cannot start:")
    assert "Traceback" not in result.stderr


def test_a_manifest_file_is_yaml_or_json(tmp_path: Path) -> None:
    """Both are read; anything that is no mapping is refused."""
    path = tmp_path / "manifest.yml"
    path.write_text("display_information:\n  name: X\n")
    assert load_manifest(path)["display_information"]["name"] == "X"
    path.write_text("[1, 2]")
    with pytest.raises(ValueError, match="no manifest"):
        load_manifest(path)


def test_a_seed_with_strangers_is_refused() -> None:
    """A member who is no user is a mistake in the seed, and named."""
    channel = {"id": "C1", "name": "odd", "members": ["U0DANA", "U0WHO"]}
    with pytest.raises(ValueError, match="#odd has members that are no users: U0WHO"):
        Sandbox({**SEED, "channels": [channel]}, MANIFEST)


def test_the_shipped_seed_is_a_workspace() -> None:
    """The stand-alone mode's company has people, channels with and without the app, and a private one."""
    with Sandbox(default_seed(), MANIFEST) as sandbox:
        names = {channel["name"]: channel["kind"] for channel in sandbox.person("U0ADA").state()["channels"]}
        assert names == {"general": "channel", "random": "channel", "private-room": "private", "testbot": "app"}
