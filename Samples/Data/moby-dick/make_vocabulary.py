"""Learns the pairs of byte-pair encoding from the training part of moby-dick.txt, for Samples/Text: python3 make_vocabulary.py.

Writes bpe-vocabulary.json and bpe-merges.txt, in the form of GPT-2's files: bytes stand as printable characters, so that a space is a "Ġ" and
an end of line a "Ċ". The commonest pair of neighbours within a word becomes one piece, until there are enough; of equals the first in the
order of characters.
"""
import collections
import json
import pathlib
import re

PIECES = 1024
WORDS = re.compile(r" ?\w+| ?[^\w\s]+|\s+")
FOLDER = pathlib.Path(__file__).parent


def shown(word):
    return tuple(chr(byte) if 33 <= byte <= 126 else chr(byte + 256) for byte in word.encode("ascii"))


def merged(word, pair):
    pieces = []
    for piece in word:
        if pieces and (pieces[-1], piece) == pair:
            pieces[-1] += piece
        else:
            pieces.append(piece)
    return tuple(pieces)


def count(pairs, places, word, number, sign):
    """Adds a word's pairs, or takes them away."""
    for pair in zip(word, word[1:]):
        pairs[pair] += sign * number
        (places[pair].add if sign > 0 else places[pair].discard)(word)


def main():
    text = (FOLDER / "moby-dick.txt").read_text("ascii")
    words = collections.Counter(shown(word) for word in WORDS.findall(text[:len(text) * 9 // 10]))
    vocabulary, merges = sorted({letter for letter in shown(text)}), []
    pairs, places = collections.Counter(), collections.defaultdict(set)
    for word, number in words.items():
        count(pairs, places, word, number, 1)
    while len(vocabulary) < PIECES:
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        merges.append(" ".join(best))
        vocabulary.append("".join(best))
        for word in list(places[best]):
            number = words.pop(word)
            count(pairs, places, word, number, -1)
            words[merged(word, best)] = number
            count(pairs, places, merged(word, best), number, 1)
    (FOLDER / "bpe-vocabulary.json").write_text(
        json.dumps({piece: number for number, piece in enumerate(vocabulary)}, ensure_ascii=False, indent=0) + "\n", "utf-8")
    (FOLDER / "bpe-merges.txt").write_text("#version: 0.2\n" + "\n".join(merges) + "\n", "utf-8")


main()
