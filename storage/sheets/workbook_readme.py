"""The workbook's last sheet: what its words mean, and what is true of this workbook alone."""

from __future__ import annotations

from storage.sheets.workbook_kit import Kit

_DEFINITIONS = (
    ("Closed", "Deals won in the period, by the day on which they were won."),
    ("Commit", "Closed, and the open deals of the period that their owners commit to."),
    ("Best case", "Commit, and the open deals that may close if all goes well."),
    ("Total", "Best case, and the rest of the open deals of the period. Omitted deals count nowhere."),
    ("Category", "What a deal counts as: its stage's default unless its owner said otherwise. Each deal has one."),
    ("Worth", "A deal's amount in the currency of the report. Every total here is a formula over this column."),
    ("Counts on", "The day that puts a deal into a period: when it was won, else when it is expected to close."),
    ("Attained", "Closed as a share of the quota."),
    ("Gap", "Quota less commit: what is still to be found. Below zero once the commit exceeds the quota."),
    ("Coverage", "Open deals of the period over what is missing to the quota."),
    ("By person", "Own columns are a person's own deals; Closed to Total include everybody who reports to them."),
)


def write_read_me(kit: Kit) -> None:
    """The definitions, then the period, the instant, the rates, and what is missing."""
    sheet, report = kit.sheets["Read me"], kit.report
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 96)
    sheet.hide_gridlines(2)
    sheet.write_string(0, 0, "How to read this", kit.title)
    told = [*_DEFINITIONS, *_particulars(kit)]
    for row, (word, meaning) in enumerate(told, start=2):
        sheet.write_string(row, 0, word, kit.bold)
        sheet.write_string(row, 1, meaning, kit.wrapped)
    sheet.write_string(len(told) + 3, 0, f"Written by Firebreak for {report.subject.name}.", kit.soft)


def _particulars(kit: Kit) -> list[tuple[str, str]]:
    """What is true of this workbook alone."""
    report = kit.report
    start, last = report.period.start, report.period.last_day
    said = [
        ("Period", f"{report.period.name}: {start.isoformat()} to {last.isoformat()}, days in {report.timezone}."),
        (
            "As of",
            f"{kit.local(report.as_of):%Y-%m-%d %H:%M} in {report.timezone}. Later changes are not here.",
        ),
    ]
    if report.rates_dated is not None:
        rates = (
            f"Other currencies were converted to {report.currency} at the rates of {report.rates_dated.isoformat()}. "
            f"Sums are converted, not single deals; the cents by which that differs are shared out among the deals."
        )
        said.append(("Exchange rates", rates))
    for amount in report.line.rolled.unconverted.values():
        said.append(("Without a rate", f"{amount} has no exchange rate to {report.currency} and is in no sum."))
    if report.undated:
        said.append(("Without a date", f"{report.undated} open deals have no close date and count in no period."))
    if report.without_quota:
        names = ", ".join(person.name for person in report.without_quota)
        said.append(("Without a quota", f"{names}. Nobody without a quota counts as having one of zero."))
    return said
