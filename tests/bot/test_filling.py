"""A spreadsheet sent to the bot comes back filled in, in the thread, with a sentence about what is in it."""

from __future__ import annotations

import csv
import io
import zipfile
from typing import Any
from urllib.request import urlopen

import openpyxl
import pytest

from tests.bot.desk import PATIENCE, Desk, Message, block_id, visible
from tests.filling import templates
from tests.filling.templates import made

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


def sends(desk: Desk, who: str, name: str, content: bytes, text: str = "", channel: str = "") -> tuple[str, str]:
    """Somebody sends a file; the channel and the message."""
    person = desk.person(who)
    place = channel or person.app_dm()
    return place, person.say(place, text, files=(person.upload(name, content),))


def answered(desk: Desk, who: str, channel: str, ts: str, holding: str) -> Message:
    """The bot's answer in the thread, once it holds these words."""

    def found(person: Any) -> Message | None:
        return next((m for m in reversed(person.thread(channel, ts)[1:]) if holding in visible(m)), None)

    message: Message | None = desk.person(who).wait(found, timeout=PATIENCE * 3)
    assert message is not None, [visible(m) for m in desk.person(who).thread(channel, ts)]
    return message


def files_in(desk: Desk, who: str, channel: str, ts: str) -> dict[str, bytes]:
    """The files of a thread by name, but for the first message's."""
    found = {}
    for message in desk.person(who).thread(channel, ts)[1:]:
        for file in message.get("files", ()):
            url = str(file.get("url_private") or file.get("url"))
            with urlopen(url if url.startswith("http") else desk.sandbox.url + url, timeout=60) as answer:
                found[str(file["name"])] = answer.read()
    return found


def figures(desk: Desk, who: str) -> dict[str, int]:
    """What /forecast says of somebody, in whole dollars."""
    shown = desk.types(who, "/forecast", desk.person(who).app_dm())
    cells = [cell["text"] for block in shown["blocks"] for cell in block.get("fields", ())]
    pairs = (cell.split("\n", 1) for cell in cells)
    return {name.strip("*"): int(value.strip("$").replace(",", "")) for name, value in pairs if value[1:2].isdigit()}


def test_a_manager_drops_a_template_and_it_comes_back(desk: Desk) -> None:
    """The figures are those of /forecast; the chart, the picture and the notes are as they were."""
    template = made(templates.titled)
    channel, ts = sends(desk, "dana", "call.xlsx", template)
    told = visible(answered(desk, "dana", channel, ts, "Filled in: 3 people"))
    assert "2026-Q4" in told
    assert "you and your team" in told
    content = files_in(desk, "dana", channel, ts)["call (filled in).xlsx"]
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Roll-up"]
    assert [sheet.cell(5, column).value for column in (1, 2, 3, 4)] == ["Sam Ortega", *figures(desk, "sam").values()][
        :4
    ]
    before, after = zipfile.ZipFile(io.BytesIO(template)), zipfile.ZipFile(io.BytesIO(content))
    changed = {name for name in before.namelist() if before.read(name) != after.read(name)}
    assert changed == {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"}


def test_unknown_columns_are_asked_once_and_remembered(desk: Desk) -> None:
    """One form with a list for each; the same heading is never asked about again, by anybody."""
    template = made(templates.deal_list)
    channel, ts = sends(desk, "dana", "deals.xlsx", template, "the CFO needs this by 4:30")
    asked = answered(desk, "dana", channel, ts, "What is “Sponsor”")
    desk.clicks("dana", channel, asked, "Say what it is")
    form = desk.form("dana")
    assert desk.submits("dana", form, **{block_id(form, "column:"): "next_step"}) == {}
    answered(desk, "dana", channel, ts, "Filled in: 21 deals")
    book = openpyxl.load_workbook(io.BytesIO(files_in(desk, "dana", channel, ts)["deals (filled in).xlsx"]))
    assert book["Deals"]["K4"].value
    channel, ts = sends(desk, "lee", "deals.xlsx", template)
    answered(desk, "lee", channel, ts, "Filled in:")
    page = desk.opens("dana", "/firebreak language")
    assert "“sponsor” means *Deal: next step*" in visible({"blocks": page["blocks"]})
    desk.person("dana").close(page, everything=True)


def test_whom_a_title_means_is_asked_once_and_remembered(desk: Desk) -> None:
    """ "Dana & Lee" may be either or both: one list, with both and everybody; the next quarter's file comes back at
    once."""

    def build(title: str) -> bytes:
        def sheet_of(book: Any) -> None:
            sheet = book.add_worksheet("Sheet1")
            sheet.write(0, 0, title)
            sheet.write_row(2, 0, ("Rep", "Commit"))

        return made(sheet_of)

    channel, ts = sends(desk, "morgan", "both.xlsx", build("Q4: Dana & Lee"))
    asked = answered(desk, "morgan", channel, ts, "Whom is “Q4: Dana &amp; Lee” in both.xlsx about?")
    desk.clicks("morgan", channel, asked, "Say whom")
    form = desk.form("morgan")
    [picker] = [block["element"] for block in form["blocks"] if block.get("block_id", "").startswith("whom:")]
    offered = {option["text"]["text"]: option["value"] for option in picker["options"]}
    assert list(offered) == ["Dana Whitlock", "Lee Ashworth", "Nobody in particular: all of mine", "Leave it as it is"]
    assert desk.submits("morgan", form, **{block_id(form, "whom:"): offered["Lee Ashworth"]}) == {}
    answered(desk, "morgan", channel, ts, "Lee Ashworth's team")
    channel, ts = sends(desk, "morgan", "next.xlsx", build("Q1: Dana & Lee"), "next quarter")
    answered(desk, "morgan", channel, ts, "Lee Ashworth's team")
    page = desk.opens("dana", "/firebreak language")
    assert "“dana lee” means *Lee Ashworth* (whom)" in visible({"blocks": page["blocks"]})
    desk.person("dana").close(page, everything=True)


def test_without_an_answer_they_stay_empty_this_time(desk: Desk) -> None:
    """One click, and the message says what is empty."""
    channel, ts = sends(desk, "dana", "top.xlsx", made(templates.listed_deals))
    asked = answered(desk, "dana", channel, ts, "Deal Confidence Score")
    assert "stays empty this time only" in visible(asked)
    desk.clicks("dana", channel, asked, "Fill it in without")
    answered(desk, "dana", channel, ts, "I ask again when the next file has such a heading")
    told = visible(answered(desk, "dana", channel, ts, "Filled in: 1 deal"))
    for words in ("Left empty: “Deal Confidence Score”", "Nobody's Deal", "held something else before"):
        assert words in told


def test_a_rep_gets_nobody_elses_numbers(desk: Desk) -> None:
    """Names of others are as good as unknown, and a sheet about them stays as it is."""
    channel, ts = sends(desk, "sam", "team.csv", templates.COMMAS, "please fill this in")
    told = visible(answered(desk, "sam", channel, ts, "Filled in: 1 person"))
    assert "“Tom Brandvold”. I know nobody" in told
    rows = list(csv.reader(io.StringIO(files_in(desk, "sam", channel, ts)["team (filled in).csv"].decode())))
    assert rows[1][1:] != ["", "", ""]
    assert rows[2] == ["Tom Brandvold", "", "", ""]


def test_a_mention_in_a_channel_fills_for_everybody_there(desk: Desk) -> None:
    """In the thread of the message; files that nobody addresses to the bot are left alone."""
    content = made(templates.single_cell)
    channel, quiet = sends(desk, "morgan", "quiet.xlsx", content, "for the board", "C0SALES")
    bot = desk.sandbox.bot_user
    channel, ts = sends(desk, "morgan", "loud.xlsx", content, f"<@{bot}> fill this in for next quarter", "C0SALES")
    answered(desk, "morgan", channel, ts, "2027-Q1")
    assert desk.person("morgan").thread(channel, quiet)[1:] == []


def test_the_shortcut_sends_it_to_who_asked(desk: Desk) -> None:
    """On somebody else's message, for the chosen period, into the direct message."""
    channel, ts = sends(desk, "morgan", "numbers.xlsx", made(templates.single_cell), "by 4:30 please", "C0SALES")
    dana = desk.person("dana")
    dana.shortcut("fill_in", channel, ts)
    form = desk.form("dana")
    assert desk.submits("dana", form, period="this quarter", place="direct") == {}
    desk.next_message("dana", dana.app_dm(), ts, "Filled in: 1 cell")
    assert desk.person("morgan").thread(channel, ts)[1:] == []


def test_a_file_in_the_thread_of_a_firedrill_is_about_that(desk: Desk) -> None:
    """Its period, although nobody names it again."""
    desk.types("dana", "/firedrill 16:30 next quarter")
    desk.settle()
    drill = desk.messages_of("dana", "Firedrill · 2027-Q1")[-1]
    assert "Drop it in this thread" in visible(drill)
    dana = desk.person("dana")
    dana.say(dana.app_dm(), "", thread_ts=drill["ts"], files=(dana.upload("cfo.xlsx", made(templates.spanish)),))
    answered(desk, "dana", dana.app_dm(), drill["ts"], "2027-Q1 ·")


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("old.xls", bytes.fromhex("d0cf11e0a1b11ae1") + b"x" * 600, "old .xls format"),
        ("locked.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le"), "a password"),
        ("fake.xlsx", b"hello", "is not a workbook"),
        ("big.xlsx", b"PK\x03\x04" + b"0" * 21_000_000, "21 MB; I fill in files of at most 20 MB"),
        ("empty.csv", b"a,b\n1,2\n", "There is nothing in empty.csv that I can fill in"),
    ],
)
def test_what_cannot_be_filled_in_is_said(desk: Desk, name: str, content: bytes, sentence: str) -> None:
    """A sentence in the thread, and no file."""
    channel, ts = sends(desk, "dana", name, content)
    answered(desk, "dana", channel, ts, sentence)
    assert files_in(desk, "dana", channel, ts) == {}


def test_a_lone_file_of_another_kind_gets_a_sentence(desk: Desk) -> None:
    """In the direct message, once; in a channel nothing is said of it."""
    channel, ts = sends(desk, "dana", "quotation.pdf", b"%PDF-1.7")
    desk.next_message("dana", channel, ts, "I did nothing with quotation.pdf: of files I read spreadsheets alone")
    channel, ts = sends(desk, "dana", "board.pdf", b"%PDF-1.7", channel="C0SALES")
    desk.settle()
    assert desk.person("dana").thread(channel, ts)[1:] == []


def test_words_about_a_deal_with_a_quotation_attached(desk: Desk) -> None:
    """The words are dealt with as ever; the file is no template."""
    channel, ts = sends(
        desk, "sam", "quote.xlsx", made(templates.single_cell), "called Jane at Acme Robotics about this"
    )
    answer = desk.answer(desk.person("sam"), channel, ts)
    assert "logged a call" in visible(answer)
    assert files_in(desk, "sam", channel, ts) == {}


def test_words_that_say_both_are_lost_in_neither(desk: Desk) -> None:
    """The call is logged, and the file comes back."""
    words = "called Jane at Acme Robotics, please fill this spreadsheet"
    channel, ts = sends(desk, "sam", "both.xlsx", made(templates.single_cell), words)
    answered(desk, "sam", channel, ts, "Filled in: 1 cell")
    assert desk.person("sam").wait(lambda _: desk.messages_of("sam", "logged a call"), timeout=PATIENCE)
