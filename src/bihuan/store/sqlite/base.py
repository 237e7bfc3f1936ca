"""SQLite with a queue for writers.

SQLite's own waiting is a random poll that starves some writers; a file lock taken before BEGIN IMMEDIATE makes the
wait near-fair. A writer that waits longer than the engine's timeout gets the engine's own error, so a stuck process
never blocks the others for ever.
"""

from __future__ import annotations

import fcntl
import time
from typing import IO, Any

from django.db.backends.sqlite3 import base
from django.db.utils import OperationalError

POLL_SECONDS = 0.002


class DatabaseWrapper(base.DatabaseWrapper):
    _gate: IO[str] | None = None

    def _start_transaction_under_autocommit(self) -> None:
        self._enter_gate()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # private in the stubs
        except BaseException:
            self._leave_gate()
            raise

    def _commit(self) -> Any:
        try:
            return super()._commit()  # type: ignore[misc]  # private in the stubs
        finally:
            if self.connection is None or not self.connection.in_transaction:
                self._leave_gate()

    def _rollback(self) -> Any:
        try:
            return super()._rollback()  # type: ignore[misc]  # private in the stubs
        finally:
            self._leave_gate()

    def _close(self) -> Any:
        try:
            return super()._close()  # type: ignore[misc]  # private in the stubs
        finally:
            self._leave_gate()

    def _enter_gate(self) -> None:
        if self.is_in_memory_db():
            return
        if self._gate is None:
            self._gate = open(f"{self.settings_dict['NAME']}.queue", "w")  # noqa: SIM115 - held as long as the connection
        deadline = time.monotonic() + self.settings_dict["OPTIONS"].get("timeout", 20)
        while True:
            try:
                fcntl.flock(self._gate, fcntl.LOCK_EX | fcntl.LOCK_NB)
                return
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise OperationalError("the queue of writers did not move within the timeout") from None
                time.sleep(POLL_SECONDS)

    def _leave_gate(self) -> None:
        if self._gate is not None:
            fcntl.flock(self._gate, fcntl.LOCK_UN)
