"""A share that says how sure it is, or that there are too few cases to say."""

from __future__ import annotations

from dataclasses import dataclass

FEWEST_CASES = 30
TOO_FEW = "too few to say"
NO_CASES = "no cases"
CONFIDENCE = 0.95


@dataclass(frozen=True, slots=True)
class Share:
    """So many (`part`) of so many (`whole`)."""

    part: int
    whole: int

    @property
    def is_enough(self) -> bool:
        """Whether the share may be given as a percentage at all."""
        return self.whole >= FEWEST_CASES

    @property
    def percent(self) -> float | None:
        """None where there are too few cases."""
        return 100 * self.part / self.whole if self.is_enough else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % interval by Wilson's score method, in percent; None where there are too few cases."""
        if not self.is_enough:
            return None
        from scipy.stats import binomtest

        found = binomtest(self.part, self.whole).proportion_ci(CONFIDENCE, method="wilson")
        return 100 * float(found.low), 100 * float(found.high)


def say_count(share: Share) -> str:
    """`12 of 240`."""
    return f"{share.part:,} of {share.whole:,}"


def say_share(share: Share) -> str:
    """`5.0 % (2.9 to 8.5 %)`, or that there are too few cases, or none."""
    if not share.whole:
        return NO_CASES
    if share.percent is None or share.interval is None:
        return TOO_FEW
    low, high = share.interval
    return f"{share.percent:.1f} % ({low:.1f} to {high:.1f} %)"
