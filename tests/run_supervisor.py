"""A supervisor of its own, to be killed: run_supervisor.py URL PROCESSES [OVERDUE_AFTER_SECONDS]"""

import os
import sys

PREPARED_BY = None


def main(url, processes, overdue_after_seconds="30"):
    # jobs find what was prepared under the module's name, not under __main__
    import run_supervisor

    from plugin.supervisor import Supervisor

    def prepare():
        run_supervisor.PREPARED_BY = os.getpid()

    return Supervisor(
        url,
        "wellheard",
        processes=int(processes),
        prepare=prepare,
        overdue_after_seconds=float(overdue_after_seconds),
    ).run()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
