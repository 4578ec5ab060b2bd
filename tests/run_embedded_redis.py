"""An owner of an embedded Redis, to be killed: run_embedded_redis.py STATE_DIR; it prints the address"""

import signal
import sys
import time
from pathlib import Path

from plugin.embedded_redis import EmbeddedRedis

if __name__ == "__main__":
    signal.signal(signal.SIGTERM, lambda _number, _frame: sys.exit())
    with EmbeddedRedis(Path(sys.argv[1])) as server:
        sys.stdout.write(f"{server.is_owner} {server.url}\n")
        sys.stdout.flush()
        time.sleep(600)
