"""python -m unittest teacher.tests"""
import itertools
import unittest

import numpy as np

from . import data, decode, masc, shapes


class Trees(unittest.TestCase):
    def test_the_best_tree_with_one_root(self):
        rng = np.random.default_rng(0)
        for _ in range(300):
            n = int(rng.integers(1, 6))
            scores = np.log(rng.dirichlet(np.full(n + 1, 0.3), size=n) + 1e-9)
            scores[np.arange(n), np.arange(1, n + 1)] = -20
            trees = (h for h in itertools.product(range(n + 1), repeat=n)
                     if h.count(0) == 1 and all(h[i] != i + 1 for i in range(n)) and decode.cycle(np.array(h)) is None)
            best = max(sum(scores[i, h[i]] for i in range(n)) for h in trees)
            found = decode.tree(scores.copy())
            self.assertEqual((found == 0).sum(), 1)
            self.assertIsNone(decode.cycle(found))
            self.assertAlmostEqual(scores[np.arange(n), found].sum(), best, places=6)


class Labels(unittest.TestCase):
    def test_no_inside_without_a_beginning(self):
        scores = np.full((3, len(data.LABELS)), -9.0)
        scores[0, 0] = scores[1, data.LABEL["I-place"]] = scores[2, data.LABEL["I-place"]] = -0.1
        scores[1, data.LABEL["B-place"]] = -1.0
        self.assertEqual([data.LABELS[i] for i in decode.runs(scores)], ["O", "B-place", "I-place"])

    def test_swapped_names_keep_their_offsets(self):
        import random
        document = data.Document("x", "1", "Ama Boateng met Lena Ek. Boateng left.", [(0, 11, "person"), (16, 23, "person"), (25, 32, "person")])
        pool = {("person", 2): ["Zoran Petek"], ("person", 1): ["Oduya"]}
        new = data.swapped(document, pool, random.Random(1), share=1)
        self.assertEqual(new.text, "Zoran Petek met Zoran Petek. Oduya left.")
        self.assertEqual([new.text[a:b] for a, b, _ in new.names], ["Zoran Petek", "Zoran Petek", "Oduya"])


class Text(unittest.TestCase):
    def test_masc_spacing(self):
        line = "It_PRP is_VBZ n't_RB a_DT duty_NN -_- free_JJ port_NN ,_, \"_'' she_PRP said_VBD \"_'' (_( twice_RB )_) ._."
        self.assertEqual(masc.line_text(line), "It isn't a duty-free port, \"she said\" (twice).")

    def test_shapes(self):
        self.assertEqual([shapes.kind(s) for s in ("Élan", "OECD", "J", "iPhone", "2019", "-", "dam", "市")],
                         [shapes.TITLE, shapes.UPPER, shapes.LETTER, shapes.MIXED, shapes.DIGIT, shapes.OTHER, shapes.LOWER, shapes.LOWER])

    def test_words_of_one_token(self):
        self.assertEqual(data.spans("don't", 10, ["do", "n't"]), [(10, 12), (12, 15)])

    def test_words_share_pieces(self):
        offsets = [(-1, -1), (0, 3), (3, 4), (4, 5), (-1, -1)]         # don ' t
        self.assertEqual(data.word_pieces([(0, 2), (2, 5)], offsets), [(1, 2), (1, 4)])


if __name__ == "__main__":
    unittest.main()
