"""Work spread over processes: the same results in the same order as in one, sooner.

A worker ends when the process that started it does, however that ended, and leaves Ctrl-C to it: nobody is left behind. What
the work is is not known here; it must be a function at the top of a module, and its values must be such as `pickle` can carry.
"""

from __future__ import annotations

import gc
import os
from collections import deque
from collections.abc import Callable, Generator, Sequence
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")

#: Tasks that are handed over together, and how many such bundles wait for each worker.
_TOGETHER, _WAITING = 8, 3
#: Seconds for the thread that minds the workers to see that they are gone.
_LAST = 2.0
#: More processes than this are not started unless asked for: each takes memory of its own.
_MOST = 4


def usual_jobs() -> int:
    """How many processes to work with if nobody says: one a processor that we may use, within reason."""
    return min(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1, _MOST)


def spread(work: Callable[[T], R], tasks: Sequence[T], jobs: int) -> Generator[R, None, None]:
    """What `work` makes of each task, in order; in so many processes, or here if it is one."""
    if jobs < 2 or len(tasks) < 2:
        yield from map(work, tasks)
        return
    # Loaded here: small archives do without.
    import multiprocessing
    from concurrent.futures import Future, ProcessPoolExecutor

    if os.name == "posix":  # what removes the semaphores of a process that is killed must run before there are any
        from multiprocessing import resource_tracker

        resource_tracker.ensure_running()
    bundles = (tasks[start : start + _TOGETHER] for start in range(0, len(tasks), _TOGETHER))
    # Started afresh, and not forked: a progress bar has a thread, which a fork would cut in two.
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(min(jobs, len(tasks)), mp_context=context, initializer=_begin)
    waiting: deque[Future[list[R]]] = deque()
    try:
        for bundle in bundles:
            waiting.append(pool.submit(_work_on, work, bundle))
            if len(waiting) >= jobs * _WAITING:
                yield from waiting.popleft().result()
        while waiting:
            yield from waiting.popleft().result()
    except BaseException:
        # Who stops now, as with Ctrl-C, waits for no work to be done, and for no worker that cannot end.
        manager: Any = pool._executor_manager_thread  # noqa: SLF001  # no version of Python has a name for this
        for process in list(pool._processes.values()):  # noqa: SLF001  # Python 3.14 is the first with a name for this
            process.kill()
        pool.shutdown(wait=False, cancel_futures=True)
        if manager is not None:
            manager.join(_LAST)
        waiting.clear()
        del pool, manager, context  # and their semaphores, which would be said to have leaked
        gc.collect()
        raise
    pool.shutdown()


def _work_on(work: Callable[[T], R], bundle: Sequence[T]) -> list[R]:
    return list(map(work, bundle))


def _begin() -> None:
    """What a worker does first."""
    import multiprocessing
    import signal
    import threading

    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parent = multiprocessing.parent_process()

    def leave() -> None:
        if parent is not None:
            parent.join()
            os._exit(1)

    threading.Thread(target=leave, daemon=True).start()
