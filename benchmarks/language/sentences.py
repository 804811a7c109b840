"""How well whole sentences are understood: our own golden set, and what people say to CRM assistants."""

from __future__ import annotations

import json
from collections.abc import Iterator

from benchmarks.language.score import DEALS, GOLDEN, NOW, Score, shared, timed
from sales.language import Vocabulary, understand
from sales.language.report import as_json, context_from_json


def golden(words: Vocabulary) -> Iterator[tuple[str, Score]]:
    """Our own sentences: everything as written down; "wrong" also counts every write that should not be."""
    score, unwanted = Score(), 0
    lines = [json.loads(line) for line in GOLDEN.read_text(encoding="utf-8").splitlines()]
    for line in lines:
        given = {"now": NOW, "timezone": "America/New_York", "names": DEALS} | line.get("in", {})
        context = context_from_json(given, words)
        result, spent = timed(lambda text=line["text"], c=context: as_json(understand(text, c)))  # type: ignore[misc]
        intents = [{k: v for k, v in one.items() if v or k != "missing"} for one in result["intents"]]
        same = result["action"] == line["action"] and intents == line.get("intents", [])
        unwanted += result["action"] == "write" != line["action"]
        score.add("right" if same else "asked" if result["action"] == "ask" else "wrong", spent)
    yield f"sentences, golden set ({unwanted} writes that should not be)", score


KINDS = {
    "update_stage": "move_stage",
    "close_won": "win_deal",
    "update_amount": "set_amount",
    "delete_deal": "delete_deal",
    "update_close_date": "set_close_date",
    "update_next_step": "set_next_step",
    "create_task": "set_next_step",
    "create_contact": "add_contact",
    "create_account": "add_account",
    "create_lead": "create_deal",
    "query_record": "query_contact",
    "digest": "query_agenda",
    "out_of_scope": "",
    "complete_task": "other",
    "schedule_digest": "other",
    "manage_schedule": "other",
    "manage_trigger": "other",
    "statement_deal": "",
    "log_call": "log_activity",
    "log_meeting": "log_activity",
    "log_note": "log_activity",
    "AMAZON.NoIntent": "",
}
"""The corpus's names for what we call otherwise; "" is nothing to be done."""


def utterances(words: Vocabulary) -> Iterator[tuple[str, Score]]:
    """Sentences to CRM assistants, by intent; templates with placeholders and bare slot values are left out."""
    score, unwanted = Score(), 0
    known = ["Acme", "ACME Corp", "Old Opp", "Globex", "TechCorp", "RetailHub", "Acme renewal"]
    context = context_from_json({"now": NOW, "timezone": "America/New_York", "names": known[:1] + known[2:]}, words)
    for line in shared("crm_utterances.dev.jsonl"):
        if "{" in line["text"] or "<" in line["text"] or line["intent"].startswith(("slot_", "statement_")):
            continue
        wanted = KINDS.get(line["intent"], line["intent"])
        result, spent = timed(lambda text=line["text"]: as_json(understand(text, context)))  # type: ignore[misc]
        found = {one["intent"] for one in result["intents"]}
        unwanted += result["action"] == "write" and wanted in ("", "other")
        right = wanted in found or (wanted == "" and not found)
        score.add("right" if right else "asked" if result["action"] in ("ask", "ignore") else "wrong", spent)
    yield f"sentences, CRM assistants ({unwanted} writes that should not be)", score
