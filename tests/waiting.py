import time

GENEROUS_SECONDS = 60


def wait_until(condition, seconds=GENEROUS_SECONDS):
    """Asks until the answer is truthy and returns it; fails the test after `seconds`."""
    deadline = time.monotonic() + seconds
    while not (answer := condition()):
        assert time.monotonic() < deadline, f"still not so after {seconds} seconds"
        time.sleep(0.02)
    return answer
