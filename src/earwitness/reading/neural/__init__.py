"""The trained tagger at run time: wordpieces, network, decoding; numpy is loaded with this folder.

Nothing outside `readers.py` imports it, so that a program that reads nothing starts without it.
"""

from .tagger import NeuralTagger

__all__ = ["NeuralTagger"]
