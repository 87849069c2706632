"""Trains the teacher: python -m teacher.train --data FOLDER --minilm FOLDER --out teacher.pt"""
import argparse
import json
import random
import time
from collections import Counter
from pathlib import Path

import torch

from . import data, evaluate, model

# How much of each source an epoch sees: first, second, later. Labels that disagree with the contract's go first.
SHARES = {"news-labels": (1, 1, 1), "written-stories": (1, 1, 1), "ud-ewt": (1, 1, 1), "ud-gum": (1, 1, 1),
          "ner-train-wikigold": (1, .5, .25), "ner-train-meantime": (1, .5, .25), "ner-train-uner-ewt": (.5, .5, .25),
          "ner-train-re3d": (.5, .25, 0), "ner-train-btc": (.15, .1, .05), "ner-train-wnut17": (.1, .1, .05)}
SWAP, CAPITALS, SMALL, HIDE = 0.25, 0.04, 0.02, 0.04
WEIGHTS = {"names": 1.5, "tags": 0.6, "arcs": 0.7, "rels": 0.5}


def inventory(sources):
    """The joint tags and the relations of the treebanks, rare ones left out."""
    tags, relations = Counter(), Counter()
    for name in ("ud-ewt", "ud-gum"):
        for document in sources[name]:
            for sentence in document.sentences:
                tags.update(w.upos + " " + w.xpos for w in sentence)
                relations.update(w.deprel for w in sentence)
    return sorted(t for t, n in tags.items() if n >= 5), sorted(r for r, n in relations.items() if n >= 3)


def epoch_windows(number, sources, pieces, pool, rng):
    windows = []
    for name, documents in sources.items():
        share = SHARES[name][min(number, 2)]
        for document in documents:
            if rng.random() >= share:
                continue
            if document.names is not None and document.style == "contract" and rng.random() < SWAP:
                document = data.swapped(document, pool, rng)
            chance = rng.random()
            if chance < CAPITALS + SMALL:
                document = data.flat_case(document, chance < CAPITALS)
            windows += pieces.windows(document, limit=rng.choice((96, 128, 160)))
    return windows


def train(args):
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    torch.set_num_threads(args.threads)
    pieces = data.Pieces(args.minilm)
    sources = data.sources(args.data)
    tags, relations = inventory(sources)
    teacher = model.fresh(args.minilm, tags, relations)
    tag_numbers, relation_numbers = {t: i for i, t in enumerate(tags)}, {r: i for i, r in enumerate(relations)}
    pool = data.name_pool(sources["news-labels"] + sources["written-stories"])
    print(f"{len(tags)} tags, {len(relations)} relations, {sum(map(len, pool.values()))} names to swap", flush=True)

    old = [p for name, p in teacher.encoder.named_parameters() if p.requires_grad and not name.startswith("shapes")]
    known = {id(p) for p in old}
    new = [p for p in teacher.parameters() if p.requires_grad and id(p) not in known]
    rates = (args.rate, args.rate * 5)
    optimiser = torch.optim.AdamW([{"params": old, "lr": rates[0]}, {"params": new, "lr": rates[1]}], weight_decay=0.01, betas=(0.9, 0.98))
    planned = [model.batches(epoch_windows(n, sources, pieces, pool, rng), args.budget, rng) for n in range(args.epochs)]
    total = sum(map(len, planned))
    start, step, seen, running = time.time(), 0, 0, Counter()
    for number, groups in enumerate(planned):
        for group in groups:
            done = step / total
            if args.minutes:
                done = max(done, (time.time() - start) / 60 / args.minutes)
            if done >= 1:
                break
            rate = min(1.0, (step + 1) / (0.05 * total)) * (1 - done) ** 0.9
            for part, base in zip(optimiser.param_groups, rates):
                part["lr"] = base * max(rate, 0.01)
            batch = model.Batch(group, tag_numbers, relation_numbers, HIDE, rng=rng)
            with torch.autocast("cpu", dtype=torch.bfloat16, enabled=not args.float32):
                losses = teacher.losses(batch)
                loss = sum(WEIGHTS[name] * value for name, value in losses.items())
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
            optimiser.step()
            step += 1
            seen += int(batch.lengths.sum())
            for name, value in losses.items():
                running[name] += value.item()
                running[name, "n"] += 1
            if step % 20 == 0:
                means = "  ".join(f"{n} {running[n] / running[n, 'n']:.4f}" for n in WEIGHTS if running[n, "n"])
                print(f"epoch {number + 1} step {step}/{total} {(time.time() - start) / 60:.1f} min {seen / (time.time() - start):.0f} pieces/s  {means}", flush=True)
                running.clear()
        teacher.save(str(args.out) + ".part")
        teacher.eval()
        scores = evaluate.report([teacher], args.data, pieces, syntax=number + 1 == args.epochs)
        teacher.train()
        Path(str(args.out) + ".json").write_text(json.dumps(scores, indent=1))
    Path(str(args.out) + ".part").replace(args.out)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True, help="folder of the openly licensed sources")
    parser.add_argument("--minilm", required=True, help="folder with MiniLM's config.json, tokenizer.json and model.safetensors")
    parser.add_argument("--out", required=True)
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--minutes", type=float, help="stop after so much time; the learning rate falls accordingly (not reproducible)")
    parser.add_argument("--rate", type=float, default=2e-4)
    parser.add_argument("--budget", type=int, default=3072, help="word pieces in a batch")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--float32", action="store_true")
    train(parser.parse_args())


if __name__ == "__main__":
    main()
