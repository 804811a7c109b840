"""The team as an admin sees it: a list in the order of the tree, and the form of one person. Knows a `Staff`; checks
nothing, since what is chosen is checked where it is saved."""

from __future__ import annotations

from typing import Any

from bot.blocks import kit
from bot.blocks.fit import bare, named
from bot.blocks.forms import metadata
from bot.blocks.kit import Block, Element
from bot.blocks.pickers import checkboxes, grouped_select
from bot.ids import Act, View
from sales.money import Money
from sales.people import Person, Role
from sales.usecases.staffing import LONGEST_TEAM, Staff

PAGE = 50
NOBODY = "nobody"
ALWAYS, FROM_NOW = "always", "from_now"
INDENT = "\u2003"
DEEPEST = 8
"""From here on the tree is not indented any more: on a phone nothing of the line would be left."""


def team_view(staff: Staff, first: int = 0) -> dict[str, Any]:
    """The people from the `first` on, a line or two each, with a button to edit; buttons to the others, if any."""
    people = staff.team.in_order()
    start = first if 0 <= first < len(people) else 0
    rows = [_row(staff, person, depth) for depth, person in people[start : start + PAGE]]
    told = "Changes count from now on. Past forecasts stay as they were."
    blocks = [kit.context(f"Quotas are for {staff.period.name}. {told}"), *rows, *_pages(start, len(people))]
    return dict(kit.modal(View.SHOW, "Team", blocks, close="Close"))


def _row(staff: Staff, person: Person, depth: int) -> Block:
    indent = INDENT * min(depth, DEEPEST)
    manager = staff.team.by_id.get(person.manager_id) if person.manager_id is not None else None
    marks = [person.role.value, *(["admin"] if person.admin else []), *([] if person.active else ["has left"])]
    first = f"*{named(person.name, 40)}* · {', '.join(marks)}"
    under = f"reports to {named(manager.name, 40)}" if manager else "reports to nobody"
    quota = staff.quotas.get(person.id)
    second = f"{under} · {f'*{quota}*' if quota else 'no quota'}"
    button = kit.button("Edit", f"{Act.TEAM_EDIT}:{person.id}", str(person.id))
    return kit.section(f"{indent}{first}\n{indent}{second}", accessory=button)


def _pages(start: int, count: int) -> list[Block]:
    if count <= PAGE:
        return []
    steps = [("Earlier", start - PAGE, start > 0), ("Next", start + PAGE, start + PAGE < count)]
    buttons = [kit.button(label, f"{Act.TEAM}:{label}", str(max(0, at))) for label, at, there in steps if there]
    return [kit.context(f"{start + 1} to {min(start + PAGE, count)} of {count} people."), kit.actions(*buttons)]


def person_view(staff: Staff, person: Person) -> dict[str, Any]:
    """The form of one person with what they are now filled in. The inputs are the person's own, so that a client does
    not keep what was typed for somebody else."""
    place = [one.id for _, one in staff.team.in_order()].index(person.id)
    page = place - place % PAGE
    known = f"\n{named(person.email)}" if person.email else ""
    back = kit.button("Back to the team", Act.TEAM, str(page))
    blocks = [
        kit.section(f"*{named(person.name)}*{known}", accessory=back),
        kit.field("role", "Role", _role(person)),
        kit.field("manager", "Reports to", _manager(staff, person), hint="Managers and executives can be picked."),
        *_since(staff, person),
        *(_quota(staff, person)),
        kit.field("team", "Team", _text(person, person.team, LONGEST_TEAM), optional=True),
        _box(person, "admin", "Rights", "Admin", "Changes settings, the team and its words", ticked=person.admin),
        _box(person, "left", "Leaving", "Has left", "No more messages; their deals still count", not person.active),
    ]
    meta = metadata(person=person.id, period=staff.period.name, page=page, shown=staff.shows(person))
    return dict(kit.modal(View.PERSON, "Person", blocks, submit="Save", metadata=meta))


def _own(person: Person) -> str:
    return f"{Act.NOTHING}:{person.id}"


def _text(person: Person, value: str, longest: int, placeholder: str = "") -> Element:
    return kit.text_input(_own(person), value=value, longest=longest, placeholder=placeholder)


def _role(person: Person) -> Element:
    options = [kit.option(role.value.capitalize(), role.value) for role in Role]
    return kit.select(_own(person), options, chosen=person.role.value)


def _manager(staff: Staff, person: Person) -> Element:
    """Whoever leads and is here, and whom they report to now, whatever has become of them."""
    groups: dict[str, list[Element]] = {"Nobody": [kit.option("Reports to nobody", NOBODY)]}
    for _, one in staff.team.in_order():
        leads = one.leads and one.active and one.id != person.id
        if leads or one.id == person.manager_id:
            label = f"{one.role.value.capitalize()}s"
            groups.setdefault(label, []).append(kit.option(bare(one.name, kit.OPTION), str(one.id)))
    chosen = str(person.manager_id) if person.manager_id in staff.team.by_id else NOBODY
    return grouped_select(_own(person), groups, chosen)


def _since(staff: Staff, person: Person) -> list[Block]:
    """Of whoever has nobody above them we do not know whether they never had: only the admin does."""
    if person.manager_id in staff.team.by_id or not any(one.leads and one.id != person.id for one in staff.team):
        return []
    options = [
        kit.option("All along", ALWAYS, "Past forecasts count them there, too"),
        kit.option("From now on", FROM_NOW, "Past forecasts stay as they were"),
    ]
    picker = kit.select(_own(person), options, chosen=ALWAYS)
    return [kit.field("since", "If somebody is above them now, since when", picker)]


def _quota(staff: Staff, person: Person) -> list[Block]:
    quarters = (
        ("quota", staff.period, staff.quotas.get(person.id)),
        ("quota_next", staff.following, staff.quotas_next.get(person.id)),
    )
    hint = "For their own sales, or for the whole team if they lead one. Empty means no quota, which is not zero."
    return [
        kit.field(
            block_id,
            f"Quota for {period.name}",
            _text(person, _written(quota), 60, "450k"),
            optional=True,
            hint=hint if block_id == "quota" else "",
        )
        for block_id, period, quota in quarters
    ]


def _written(quota: Money | None) -> str:
    """As it is read back in whatever way the workspace writes amounts: no thousands separators."""
    return f"{quota.major.normalize():f} {quota.currency}" if quota else ""


def _box(person: Person, block_id: str, label: str, text: str, told: str, ticked: bool) -> Block:
    box = checkboxes(_own(person), [kit.option(text, "yes", told)], ["yes"] if ticked else [])
    return kit.field(block_id, label, box, optional=True)
