"""Everything that is read for one answer is read as of one moment: the transactions in between would cost more than
what is asked in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext

from sales.process import Process
from sales.usecases.ports import Store, Tx
from sales.workspace import Workspace


@contextmanager
def one_moment(store: Store) -> Iterator[Store]:
    """The store for as long as it takes to answer once, in one thread. Its readers of a workspace share a transaction,
    which begins with the first; whoever writes ends it before, and what is read after that is read anew."""
    with ExitStack() as shared:
        yield OneMoment(store, shared)


class OneMoment:
    """See `one_moment`. `shared` ends what is left of the readers' transaction."""

    def __init__(self, store: Store, shared: ExitStack) -> None:
        self._store, self._shared = store, shared
        self._seen: tuple[int, Tx] | None = None

    def reading(self, workspace_id: int) -> AbstractContextManager[Tx]:
        if self._seen is None or self._seen[0] != workspace_id:
            self._end()
            self._seen = (workspace_id, self._shared.enter_context(self._store.reading(workspace_id)))
        return nullcontext(self._seen[1])

    def writing(self, workspace_id: int) -> AbstractContextManager[Tx]:
        self._end()
        return self._store.writing(workspace_id)

    def _end(self) -> None:
        self._seen = None
        self._shared.close()

    def workspaces(self) -> Iterable[Workspace]:
        return self._store.workspaces()

    def workspace_of(self, enterprise_id: str, team_id: str) -> Workspace | None:
        self._end()
        return self._store.workspace_of(enterprise_id, team_id)

    def add_workspace(self, workspace: Workspace, process: Process) -> Workspace:
        self._end()
        return self._store.add_workspace(workspace, process)
