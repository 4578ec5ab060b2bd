"""A light head: what the exemplars of one library teach about which of its reasons a text belongs to.

Kernel ridge regression, solved once: every exemplar draws a text to its own reason and away from the others, the more
the nearer it lies in meaning and in words. Beside plain nearness it learns which differences matter in this library.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import linalg

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from scipy import sparse

    Table = NDArray[np.float32]

# how fast the pull of an exemplar fades with its distance
STEEPNESS = 3.0
# what words say beside what vectors say
LEXICAL_SHARE = 0.2
# how much smoother than exact: higher trusts single exemplars less
SMOOTHNESS = 0.05
BLOCK = 512


class Head:
    """Made once. n exemplars cost n x n x 4 bytes while it is made; 10,000 of them some ten seconds.

    `vectors` and `words` have a row an exemplar, `groups` its reason by number, `shares` how much it counts.
    """

    def __init__(
        self, vectors: Table, words: sparse.csr_array, groups: NDArray[np.int_], shares: NDArray[np.float64]
    ) -> None:
        # turned once: a query would turn all of it anew
        self._words = words.T.tocsr()
        count, reasons = len(groups), int(groups.max()) + 1
        # every reason teaches as much as any other, however many exemplars it has
        shares = shares / np.bincount(groups, weights=shares)[groups] * (shares.sum() / reasons)
        roots = np.sqrt(shares).astype(np.float32)
        kernel = np.empty((count, count), dtype=np.float32)
        for start in range(0, count, BLOCK):
            here = slice(start, start + BLOCK)
            kernel[here] = find_pull(vectors[here] @ vectors.T, (words[here] @ self._words).toarray())
            kernel[here] *= roots[here, None] * roots
        kernel[np.diag_indices(count)] += SMOOTHNESS
        # one more than there are: a text may belong to none of them
        targets = np.full((count, reasons), -1 / (reasons + 1), dtype=np.float32)
        targets[np.arange(count), groups] += 1
        factor = linalg.cho_factor(kernel, lower=True, overwrite_a=True, check_finite=False)
        solved: Table = linalg.cho_solve(factor, roots[:, None] * targets, check_finite=False)
        self._pulls: Table = roots[:, None] * solved

    def score(self, near: Table, words: sparse.csr_array | None) -> Table:
        """One row a text, one column a reason: near 1 where it belongs, near 0 where it does not.

        `near` holds the cosines of each text with each exemplar; without `words` only vectors speak.
        """
        shared = (words @ self._words).toarray() if words is not None else np.float32(0)
        scores: Table = find_pull(near, shared) @ self._pulls
        return scores


def find_pull(near: Table, shared: Table | np.float32) -> Table:
    """How strongly texts of these cosines and of so much in common in words draw each other."""
    pull: Table = np.exp(STEEPNESS * (near - 1)) + LEXICAL_SHARE * shared
    return pull
