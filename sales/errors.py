"""The errors a person may meet. Each message is a whole sentence that says what is wrong and what to do,
fit to be shown to a rep as it stands. Anything that is not a `SalesError` is a defect."""

from collections.abc import Sequence


class SalesError(Exception):
    """A refusal in words. `field` names the input it belongs to, so that a form can show it there."""

    def __init__(self, sentence: str, *, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class Invalid(SalesError):
    """What was given cannot be right: an amount below zero, a date that does not exist."""


class NotAllowed(SalesError):
    """The person may not see or do this. Never says whether the thing exists."""


class NotFound(SalesError):
    """Nothing by that name, with up to five names that are close ("did you mean")."""

    def __init__(self, sentence: str, *, suggestions: Sequence[str] = (), field: str | None = None) -> None:
        super().__init__(sentence, field=field)
        self.suggestions = tuple(suggestions[:5])


class ChangedMeanwhile(SalesError):
    """Somebody else changed it between showing and saving; nothing of this change was saved."""


class DealChanged(ChangedMeanwhile):
    """The same about a deal."""


class MissingRate(SalesError):
    """A currency has no exchange rate, so its amounts cannot be part of a total."""


class MissingSetting(SalesError):
    """The workspace or the machine is not set up for this yet; the sentence says how."""
