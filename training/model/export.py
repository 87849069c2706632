"""Writes a trained network as the integer model file that `crates/nutgraf/src/model/file.rs` reads."""
import argparse
import struct

import numpy as np
import torch

import features
from network import ACTIVATION_UNIT, EMBEDDING_UNIT, Network

ACTIVATION_BITS, EMBEDDING_BITS = 8, 6


def int8(values):
    return np.clip(np.floor(np.asarray(values) + 0.5), -127, 127).astype(np.int8)


class Dense:
    """The integers of a linear layer fed with `input_bits` fixed-point numbers."""

    def __init__(self, layer, input_bits, bias=None):
        s = layer.shift()
        self.weights = int8(layer.weight.detach().numpy() * 2.0 ** s)
        b = bias if bias is not None else (layer.bias.detach().numpy() if layer.bias is not None else np.zeros(len(self.weights)))
        self.bias = np.round(b * 2.0 ** (s + input_bits)).astype(np.int32)
        self.shift = s + input_bits - ACTIVATION_BITS
        assert self.shift >= 0

    def bytes(self):
        o, i = self.weights.shape
        return struct.pack("<HHB", o, i, self.shift) + self.bias.astype("<i4").tobytes() + self.weights.tobytes()


def tables(values):
    v = values.detach().numpy()
    g, r, w = v.shape
    shift = 0
    while np.abs(v).max() * ACTIVATION_UNIT / 2 ** shift > 127.49:
        shift += 1
    return struct.pack("<HHHB", g, r, w, shift) + int8(v * ACTIVATION_UNIT / 2 ** shift).tobytes()


def leb128(n):
    out = bytearray()
    while True:
        out.append(n & 0x7F | (0x80 if n > 0x7F else 0))
        n >>= 7
        if not n:
            return bytes(out)


def sorted_hashes(pairs):
    out, last = bytearray(struct.pack("<I", len(pairs))), 0
    for h, _ in pairs:
        out += leb128(h - last)
        last = h
    return bytes(out)


def names(strings):
    return struct.pack("<H", len(strings)) + b"".join(bytes([len(s.encode())]) + s.encode() for s in strings)


def model_bytes(network, table, tags, labels):
    hashed = {}
    for w, row in table.direct.items():
        hashed.setdefault(features.fnv1a(w.encode()), row)
    direct = sorted(hashed.items())
    taken, coded = set(hashed), {}
    for w, codes in table.coded.items():
        h = features.fnv1a(w.encode())
        if h not in taken:
            coded.setdefault(h, codes)
    coded = sorted(coded.items())
    codes = np.stack([c for _, c in coded])
    rows = int8(network.table.weight.detach().numpy() * EMBEDDING_UNIT)
    order = [0] + [1 + row for _, row in direct] + list(range(table.at_code, table.rows))
    rows = rows[order]
    out = [b"nutgraf-model-2\n", names(tags), names(labels), sorted_hashes(direct), sorted_hashes(coded), codes.T.tobytes(),
           struct.pack("<IH", *rows.shape), rows.tobytes(), struct.pack("<B", len(network.convolutions))]
    bits = EMBEDDING_BITS
    for kind, layer in zip(network.layers, network.convolutions):
        out += [struct.pack("<B", ("full", "shift", "far").index(kind)), Dense(layer, bits).bytes()]
        bits = ACTIVATION_BITS
    source = network.name_source.weight[network.news].detach().numpy()
    out += [Dense(network.tag, 8).bytes(), Dense(network.name_hidden, 8, network.name_hidden.bias.detach().numpy() + source).bytes(),
            Dense(network.name, 8).bytes()]
    slot = Dense(network.slot, 8)
    bias = torch.zeros_like(network.slot_none)
    bias[:, 3] = network.slot_bias
    slot.bias[3 * network.parser_width:] = np.round(network.slot_bias.detach().numpy() * 2.0 ** (network.slot.shift() + 8)).astype(np.int32)
    out += [slot.bytes(), tables(network.slot_tag), tables(network.slot_none + bias), tables(network.state[None]),
            Dense(network.action, 8).bytes(), Dense(network.label, 8).bytes()]
    return b"".join(out)


def load(checkpoint, cache):
    c = torch.load(checkpoint, weights_only=False)
    z = np.load(f"{cache}/lexicon.npz", allow_pickle=True)
    table = features.Table(list(z["direct"]), dict(zip(z["coded"], z["codes"])))
    a = c["args"]
    network = Network(table.rows, len(c["tags"]), 10, len(c["labels"]), len(c["sources"]), width=a["width"], layers=tuple(a["layers"].split(",")),
                      parser_width=a["parser_width"], names_width=a["names_width"])
    network.load_state_dict(c["state"])
    from train import tag_bits
    network.tag_bits = tag_bits(c["tags"])
    network.news = c["sources"]["news-labels"]
    network.quantise()
    network.eval()
    return network, table, c["tags"], c["labels"]


if __name__ == "__main__":
    import zlib
    ap = argparse.ArgumentParser()
    ap.add_argument("checkpoint")
    ap.add_argument("cache")
    ap.add_argument("out")
    args = ap.parse_args()
    data = model_bytes(*load(args.checkpoint, args.cache))
    open(args.out, "wb").write(data)
    print(len(data), "bytes", len(zlib.compress(data, 9)), "gzip")
