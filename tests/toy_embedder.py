import hashlib
import re

import numpy as np


class ToyEmbedder:
    """A hashed bag of words: texts that share words lie nearer. `texts` tells what it was asked to encode."""

    name = "toy"
    dimension = 64

    def __init__(self):
        self.texts = []
        self.asked = 0

    def encode(self, texts):
        self.asked += 1
        self.texts += texts
        return np.array([self._row(text) for text in texts], dtype=np.float32).reshape(-1, self.dimension)

    def _row(self, text):
        row = np.zeros(self.dimension)
        for word in re.findall(r"\w+", text.casefold()) or ["(no words)"]:
            digest = hashlib.sha256(word.encode()).digest()
            # three places a word, so that two words seldom fall on the same ones
            row[[place % self.dimension for place in digest[:3]]] += 1.0
        return row / np.linalg.norm(row)


class NamedEmbedder(ToyEmbedder):
    """The toy under the name, and with the length, of the model that weights were learnt on."""

    dimension = 384

    def __init__(self, model):
        super().__init__()
        self.name = f"{model}-0.0"
