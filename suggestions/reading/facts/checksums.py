"""Numbers whose own format has a check digit, and whether it is right.

UPU S10: Universal Postal Union standard S10, items of post such as RR473124829GB. UPS: 1Z and sixteen signs, the last
a check digit. SSCC: eighteen digits, GS1 General Specifications. RF: ISO 11649 creditor references. IBAN: ISO 13616.
"""

from __future__ import annotations

import re

from stdnum import ean, iban, isbn, iso11649
from stdnum.exceptions import ValidationError

S10 = re.compile(r"[A-Z]{2}\d{9}[A-Z]{2}")
S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
UPS = re.compile(r"1Z[0-9A-Z]{15}\d")
SSCC = re.compile(r"(?:00)?\d{18}")


def has_right_check(number: str) -> bool | None:
    """True or False when the format of the letters and digits has a check digit; None when it has none."""
    if S10.fullmatch(number):
        return _check_s10(number[2:11])
    if UPS.fullmatch(number):
        return _check_ups(number[2:])
    if SSCC.fullmatch(number):
        return str(ean.calc_check_digit(number[-18:-1])) == number[-1]
    if number.startswith("RF") and len(number) > 6:
        return _is_valid(iso11649, number)
    if re.fullmatch(r"97[89]\d{10}", number):
        return _is_valid(isbn, number)
    return None


def is_iban(number: str) -> bool:
    """Whether it is an account number with a right check: never an order, a case or a phone."""
    return _is_valid(iban, number)


def _is_valid(kind: object, number: str) -> bool:
    try:
        kind.validate(number)  # type: ignore[attr-defined]  # stdnum's modules share this one function
    except ValidationError:
        return False
    return True


def _check_s10(digits: str) -> bool:
    rest = 11 - sum(weight * int(digit) for weight, digit in zip(S10_WEIGHTS, digits, strict=False)) % 11
    return int(digits[-1]) == {10: 0, 11: 5}.get(rest, rest)


def _check_ups(signs: str) -> bool:
    """Letters count as (their place after A + 2) mod 10; every second sign counts twice."""
    values = [int(s) if s.isdigit() else (ord(s) - ord("A") + 2) % 10 for s in signs[:-1]]
    total = sum(values[0::2]) + 2 * sum(values[1::2])
    return (10 - total % 10) % 10 == int(signs[-1])
