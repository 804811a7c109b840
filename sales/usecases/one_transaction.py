"""One transaction for everything that is read and saved for one answer: several would cost more than what is asked in
them, and a crash between two would leave half of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext

from sales.process import Process
from sales.usecases.ports import Store, Tx
from sales.workspace import Workspace


def _nothing(_tx: Tx) -> None:
    """Whoever saves may begin at once."""


@contextmanager
def one_transaction(
    store: Store, begun: Callable[[Tx], object] = _nothing, *, alone: bool = False
) -> Iterator[SharedTransaction]:
    """The store for as long as it takes to answer once, in one thread. Its readers of a workspace share a transaction;
    with the first that writes begins the one in which everything is saved, and read from then on, and which is
    committed at the end of the block, or rolled back after any exception. `begun` is its first step. Whoever decides
    upon what must not change meanwhile reads `alone`: within that transaction from the first on."""
    with ExitStack() as whole:
        yield SharedTransaction(store, begun, whole, alone=alone)


class SharedTransaction:
    """A store whose readers and writers share one transaction; see `one_transaction`. `whole` ends what has begun."""

    def __init__(self, store: Store, begun: Callable[[Tx], object], whole: ExitStack, *, alone: bool) -> None:
        self._store, self._begun, self._whole, self._alone = store, begun, whole, alone
        self._seen: tuple[int, Tx] | None = None
        self._here = 0
        self.saves: Tx | None = None
        """The transaction in which everything is saved; None as long as nobody has written."""

    def reading(self, workspace_id: int) -> AbstractContextManager[Tx]:
        if self._alone or self.saves is not None:
            return nullcontext(self._writer(workspace_id))
        if self._seen is None or self._seen[0] != workspace_id:
            self._end()
            self._seen = (workspace_id, self._whole.enter_context(self._store.reading(workspace_id)))
        return nullcontext(self._seen[1])

    def writing(self, workspace_id: int) -> AbstractContextManager[Tx]:
        """Raises `ValueError` for another workspace than the one in which something was written."""
        return nullcontext(self._writer(workspace_id))

    def _writer(self, workspace_id: int) -> Tx:
        if self.saves is None:
            self._end()
            self._here = workspace_id
            self.saves = self._whole.enter_context(self._store.writing(workspace_id))
            self._begun(self.saves)
        if workspace_id != self._here:
            raise ValueError("A transaction belongs to one workspace.")
        return self.saves

    def _end(self) -> None:
        """The readers' transaction ends: whoever writes does so upon what is there now."""
        self._seen = None
        self._whole.close()

    def workspaces(self) -> Iterable[Workspace]:
        return self._store.workspaces()

    def workspace_of(self, enterprise_id: str, team_id: str) -> Workspace | None:
        if self.saves is None:
            self._end()
        return self._store.workspace_of(enterprise_id, team_id)

    def add_workspace(self, workspace: Workspace, process: Process) -> Workspace:
        raise ValueError("A workspace is added in a transaction of its own.")
