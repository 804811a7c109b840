"""The tables. Owns their columns, keys and indexes; refuses to know what the values mean. Every table
belongs to a workspace, and every reference carries the workspace too, so that the database itself refuses a row that
points into another one."""

from storage.tables.base import Base, plain
from storage.tables.calls import AdjustmentRow, CallRow, UseRow
from storage.tables.deals import (
    AccountRow,
    ActivityRow,
    ContactRow,
    CustomerChangeRow,
    DealChangeRow,
    DealRow,
    EntryRow,
    ExitTickRow,
    WinRow,
)
from storage.tables.drills import FiredrillClickRow, FiredrillDealRow, FiredrillRow
from storage.tables.learning import AliasRow, SentenceRow
from storage.tables.messages import DeliveryRow, InboxRow, OnceRow
from storage.tables.projections import ProjectionRow
from storage.tables.team import (
    AuditRow,
    FormerQuotaRow,
    FormerSettingsRow,
    MoveRow,
    PersonRow,
    ProcessRow,
    QuotaRow,
    ScheduleRow,
    WorkspaceRow,
)

__all__ = [
    "AccountRow",
    "ActivityRow",
    "AdjustmentRow",
    "AliasRow",
    "AuditRow",
    "Base",
    "CallRow",
    "ContactRow",
    "CustomerChangeRow",
    "DealChangeRow",
    "DealRow",
    "DeliveryRow",
    "EntryRow",
    "ExitTickRow",
    "FiredrillClickRow",
    "FiredrillDealRow",
    "FiredrillRow",
    "FormerQuotaRow",
    "FormerSettingsRow",
    "InboxRow",
    "MoveRow",
    "OnceRow",
    "PersonRow",
    "ProcessRow",
    "ProjectionRow",
    "QuotaRow",
    "ScheduleRow",
    "SentenceRow",
    "UseRow",
    "WinRow",
    "WorkspaceRow",
    "plain",
]
