"""Pictures and videos in blocks: what is shown must have been uploaded, or come from where the app may show it from."""

import urllib.request
from typing import Any

import pytest

from sandbox.server import Sandbox
from tests.sandbox.conftest import MANIFEST, SEED, Api


def test_a_picture_must_have_been_uploaded(sandbox: Sandbox, api: Api) -> None:
    """`slack_file` takes a completed image, by id or address; an invented, unfinished or other file is refused."""
    image = {"type": "image", "alt_text": "Chart"}

    def post(**named: str) -> dict[str, Any]:
        return api("chat.postMessage", channel="C0SALES", text="x", blocks=[{**image, "slack_file": named}])

    def upload(name: str) -> str:
        first = api("files.getUploadURLExternal", filename=name, length=1)
        with urllib.request.urlopen(urllib.request.Request(first["upload_url"], b"x"), timeout=60) as response:
            assert response.status == 200
        return str(first["file_id"])

    chart, sheet = upload("chart.png"), upload("sheet.csv")
    assert post(id="F0NONE")["errors"] == ["invalid slack file [json-pointer:/blocks/0/slack_file]"]
    assert post(id=chart)["error"] == "invalid_blocks"
    api("files.completeUploadExternal", files=[{"id": chart}, {"id": sheet}])
    assert post(id=chart)["ok"]
    assert post(url=api("files.info", file=chart)["file"]["url_private"])["ok"]
    assert post(id=sheet)["error"] == "invalid_blocks"


def video(address: str) -> dict[str, Any]:
    """A video block of what is at an address."""
    title = {"type": "plain_text", "text": "How to"}
    return {"type": "video", "title": title, "video_url": address, "thumbnail_url": "https://x.test/1", "alt_text": "x"}


@pytest.mark.parametrize(
    ("address", "taken"),
    [
        ("https://video.acme.test/1", True),
        ("https://cdn.video.acme.test/1", True),
        ("http://video.acme.test/1", False),
        ("https://acme.test/1", False),
        ("https://evilvideo.acme.test/1", False),
        ("https://video.acme.test.evil.test/1", False),
    ],
)
def test_a_video_comes_from_a_domain_of_the_app(api: Api, address: str, taken: bool) -> None:
    """Only the manifest's unfurl domains and what is below them, by HTTPS; in messages and in views."""
    blocks = [{"type": "divider"}, video(address)]
    answer = api("chat.postMessage", channel="C0SALES", text="x", blocks=blocks)
    refused = "Video validation failed: Domain is not a valid unfurl domain claimed by your app"
    assert answer["ok"] if taken else answer["errors"] == [f"{refused} [json-pointer:/blocks/1]"]
    assert api("views.publish", user_id="U0DANA", view={"type": "home", "blocks": blocks})["ok"] == taken


def test_a_video_needs_its_scope() -> None:
    """An app without `links.embed:write` is told what it lacks."""
    with Sandbox(SEED, MANIFEST | {"oauth_config": {"scopes": {"bot": ["chat:write"]}}}) as sandbox:
        blocks = [video("https://video.acme.test/1")]
        answer = Api(sandbox)("chat.postMessage", channel="C0SALES", text="x", blocks=blocks)
    assert (answer["error"], answer["needed"]) == ("missing_scope", "links.embed:write")
