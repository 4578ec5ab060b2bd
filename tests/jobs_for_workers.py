"""Jobs that leave traces: each run pushes `pid time` on the list `runs:<name>`."""

import os
import signal
import time

from rq import get_current_job


def leave_trace(name):
    return get_current_job().connection.rpush(f"runs:{name}", f"{os.getpid()} {time.time()}")


def hold_the_first_time(name, seconds):
    if leave_trace(name) == 1:
        time.sleep(seconds)
    leave_end(name)


def take_a_while(name, seconds):
    leave_trace(name)
    time.sleep(seconds)
    leave_end(name)


def die(name):
    leave_trace(name)
    os.kill(os.getpid(), signal.SIGKILL)


def hang_like_native_code(name):
    if leave_trace(name) == 1:
        signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGALRM])
        time.sleep(600)


def fail_once(name):
    if leave_trace(name) == 1:
        raise ValueError("the first try fails")


def tell_what_was_prepared(name):
    import run_supervisor

    leave_trace(name)
    return [run_supervisor.PREPARED_BY, os.getpid()]


def leave_end(name):
    get_current_job().connection.rpush(f"ends:{name}", os.getpid())
