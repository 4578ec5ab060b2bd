"""Every benchmark, one after the other."""

from __future__ import annotations

from benchmarks import jobs, receiver, suggestion


def main() -> None:
    receiver.run()
    print()
    jobs.run()
    print()
    suggestion.run()


if __name__ == "__main__":
    main()
