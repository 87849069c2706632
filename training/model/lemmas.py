"""Learns lemma rules from UD trees: for a tag group and the end of a word, how many characters to strip and what to add.

Writes rows `group, ending, strip, add`. The longest ending that matches decides; an ending that begins with ^ is a whole word. Irregular
words and regular endings are rows of one table.
"""
import collections
import sys

import sources

# Joint tags that inflect alike share a group; the rest keep the word.
GROUPS = {"NNS": "NNS", "VBD": "VBD", "VBN": "VBN", "VBG": "VBG", "VBZ": "VBZ", "VBP": "VBP", "VB": "VB", "JJR": "JJR", "JJS": "JJS", "RBR": "RBR", "RBS": "RBS",
          "NNPS": "NNPS", "PRP": "PRP", "PRP$": "PRP$", "MD": "MD", "RB": "RB", "DT": "DT", "POS": "POS", "TO": "TO", "IN": "IN", "NN": "NN", "JJ": "JJ"}
MAX_ENDING = 6


def script(word, lemma):
    """(characters to strip, what to add)"""
    k = 0
    while k < min(len(word), len(lemma)) and word[k] == lemma[k]:
        k += 1
    return len(word) - k, lemma[k:]


def learn(sentences):
    counts = collections.defaultdict(collections.Counter)       # (group, ending) -> scripts
    for s in sentences:
        for word, tag, lemma in zip(s.words, s.tags, s.lemmas):
            upos, xpos = tag.split(" ")
            if xpos not in GROUPS or lemma == "_" or upos == "X":
                continue
            group = GROUPS[xpos]
            if upos == "AUX":
                group = "AUX"
            word = word.lower().replace("’", "'")
            if not word.replace("'", "").replace("-", "").isalpha():
                continue
            lemma = "I" if lemma == "I" and xpos == "PRP" else lemma.lower()
            s_ = script(word, lemma)
            if s_[0] > 6 and s_[0] == len(word) and len(word) > 8:
                continue
            for k in range(0, min(MAX_ENDING, len(word)) + 1):
                counts[group, word[len(word) - k:]][s_] += 1
            counts[group, "^" + word][s_] += 1
    rows = {}

    def decide(group, word):
        for ending in ["^" + word] + [word[i:] for i in range(max(0, len(word) - MAX_ENDING), len(word) + 1)]:
            if (group, ending) in rows:
                return rows[group, ending]
        return (0, "")

    # From short endings to long: a row only where it changes what shorter ones say, and is seen often enough.
    for (group, ending), c in sorted(counts.items(), key=lambda x: (x[0][1].startswith("^"), len(x[0][1]), x[0])):
        best, n = c.most_common(1)[0]
        total = sum(c.values())
        whole = ending.startswith("^")
        if n < (1 if whole else 3) or (n < 0.6 * total and not whole):
            continue
        if whole and n == 1 and (best[0] > 3 or best[0] <= 2 and not best[1]):
            continue                                            # a single regular-looking word is no evidence
        if decide(group, ending[1:]) != best:
            rows[group, ending] = best
    return rows, decide


if __name__ == "__main__":
    data, out = sys.argv[1:3]
    train = sources.conllu(f"{data}/ud/ewt-train.conllu.gz", "ewt") + sources.conllu(f"{data}/ud/gum-train.conllu.gz", "gum")
    rows, decide = learn(train)
    with open(out, "w", encoding="utf-8") as f:
        f.write("# Lemma rules: tag group, ending (^ = the whole word), characters to strip, what to add. The longest ending decides.\n"
                "# Learned by training/lemmas.py from the lemmas of UD English EWT and GUM (train parts); CC BY-SA 4.0.\n")
        for (g, e), (k, a) in sorted(rows.items()):
            f.write(f"{g}\t{e}\t{k}\t{a}\n")
    right = total = 0
    wrong = collections.Counter()
    for s in sources.conllu(f"{data}/ud/ewt-dev.conllu.gz", "ewt"):
        for w, t, l in zip(s.words, s.tags, s.lemmas):
            upos, xpos = t.split(" ")
            group = "AUX" if upos == "AUX" else GROUPS.get(xpos)
            low = w.lower().replace("’", "'")
            if upos == "PROPN" and xpos != "NNPS":
                got = w
            elif group:
                k, a = decide(group, low)
                got = low[:len(low) - k] + a
                if xpos == "NNPS" or (xpos == 'JJ' and w[:1].isupper() and w != s.words[0]):
                    got = w[:1] + got[1:]
            else:
                got = low
            total += 1
            right += got == l
            if got != l:
                wrong[w, t, l, got] += 1
    print(len(rows), "rows;", right / total, "right on gold tags")
    print(wrong.most_common(40))
