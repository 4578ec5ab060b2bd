"""A scheduler of its own, to be killed: run_scheduler.py URL"""

import sys

from plugin.scheduler import run_scheduler

if __name__ == "__main__":
    run_scheduler(sys.argv[1], "wellheard")
