"""How well whole sentences are understood: our own golden set, and what people say to CRM assistants."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from benchmarks.language.golden_set import golden_lines
from benchmarks.language.score import DEALS, NOW, Score, shared, timed
from sales.language import Vocabulary, understand
from sales.language.phrases.phrase import term_of
from sales.language.report import as_json, context_from_json


def golden(words: Vocabulary) -> Iterator[tuple[str, Score]]:
    """Our own sentences: everything as written down; "wrong" also counts every write that should not be."""
    score, unwanted = Score(), 0
    for line in golden_lines():
        given = {"now": NOW, "timezone": "America/New_York", "names": DEALS} | line.get("in", {})
        context = context_from_json(given, words)
        result, spent = timed(lambda text=line["text"], c=context: as_json(understand(text, c)))  # type: ignore[misc]
        intents = [{k: v for k, v in one.items() if v or k != "missing"} for one in result["intents"]]
        same = result["action"] == line["action"] and intents == line.get("intents", [])
        same = same and result["echo"] == line.get("echo", "")
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


_SAID_AS: Final = {
    "deal": ("deal", "account", "name"),
    "account": ("account", "deal"),
    "amount": ("amount", "commit"),
    "person": ("name", "contact", "next_step", "note"),
    "date_text": ("close_date", "next_step_on", "happened_on"),
    "due_text": ("next_step_on", "close_date"),
    "date": ("happened_on",),
    "task": ("next_step",),
    "next_step": ("next_step", "note"),
}
"""The slots of ours in which the corpus's slots may be found; others have our name."""
_FILTERS: Final = {"stale": "stuck"}


def _holds(name: str, value: object, intents: list[dict[str, Any]], words: Vocabulary) -> bool:
    """Whether a slot of the corpus was understood; a day that was asked about, with the day offered, is understood."""
    said = str(value).casefold()
    for intent in intents:
        for slot in _SAID_AS.get(name, (name,)):
            found = str(intent["slots"].get(slot, "")).casefold()
            if name in ("date_text", "due_text") and (found or slot in intent["missing"]):
                return True
            if name == "stage" and (term := term_of(words.stages, said)) is not None:
                found = str(intent["slots"].get("stage") or intent["slots"].get("filter", "")).removeprefix("stage:")
                said = term.key
            if name == "filter":
                said = _FILTERS.get(said, said)
            if found and (said in found or found in said):
                return True
    return False


_NOT_OURS: Final = frozenset({"source_intent", "template", "duration_min", "task_id", "when_text", "type"})


def utterances(words: Vocabulary) -> Iterator[tuple[str, Score]]:
    """Sentences to CRM assistants, by intent; templates with placeholders and bare slot values are left out."""
    score, slots, unwanted = Score(), Score(), 0
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
        for name, value in line["slots"].items():
            if wanted and wanted != "other" and name not in _NOT_OURS:
                held = _holds(name, value, result["intents"], words)
                slots.add("right" if held else "asked" if result["action"] != "write" else "wrong", spent)
    yield "sentences, CRM assistants, slots", slots
    yield f"sentences, CRM assistants ({unwanted} writes that should not be)", score
