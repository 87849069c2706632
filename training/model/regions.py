"""Recall of names by region on worldwide-news dev: `python regions.py --eval EVAL --cli nutgraf [--data DATA]`, with entities.py and its rules from EVAL. Measures only."""
import argparse
import collections
import os
import sys

REGIONS = {
    "West Africa": "ghana", "Southern Africa": "sa", "Africa, several countries": "af", "North Africa": "alg eg", "Gulf and Jordan": "jr kw oman saud",
    "South Asia": "bangladesh in pk", "China, Hong Kong, Taiwan": "cn tw", "Korea": "kr", "Mongolia": "mong", "South-East Asia": "my th", "Asia, several countries": "asia",
    "Central America and Mexico": "cosric elsalv hond mex pan", "Cuba": "cuba", "South America": "arg mercopress peru ven", "Canada, indigenous news": "canada",
    "Australia, New Zealand": "aus nz"}


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--eval", required=True)
    args, rest = ap.parse_known_args()
    sys.path.insert(0, os.path.abspath(args.eval))
    import entities
    import evalio
    sys.argv[1:] = rest
    options = evalio.parser(entities.__doc__).parse_args()
    documents = evalio.load(options, "worldwide-news")
    outputs = evalio.run(options, documents, "mentions")
    region_of = {outlet: region for region, outlets in REGIONS.items() for outlet in outlets.split()}
    groups = collections.defaultdict(list)
    for d in documents:
        groups[region_of[d["group"].split("_")[0]]].append(d)
    print("| region | outlets | names | recall | person | organization | place | F1 |\n|---|---|---|---|---|---|---|---|")
    rows = []
    for region, docs in list(groups.items()) + [("all", documents)]:
        n = entities.score(docs, outputs, evalio.Errors(0))
        recall = {t: entities.prf(n, t)[1] for t in entities.MAIN}
        _, all_three, f1 = entities.prf(n, "exact")
        rows.append((region == "all", all_three, f"| {region} | {len({d['group'] for d in docs})} | {n['exact', 'gold']} | {all_three:.3f} | "
                     + " | ".join(f"{recall[t]:.3f}" for t in entities.MAIN) + f" | {f1:.3f} |"))
    print("\n".join(r[2] for r in sorted(rows)))


if __name__ == "__main__":
    main()
