"""The network: a sum of embedding rows, two or three convolutions, and heads for tags, names and the parser's states.

Every weight is trained to survive rounding: `quantised` turns on fake quantisation, with the same units as the exported integers.
"""
import torch
from torch import nn
from torch.nn import functional as F

from oracle import SLOTS, FEATURES, table_rows

EMBEDDING_UNIT = 64.0            # embeddings are int8 / 64
ACTIVATION_UNIT = 256.0


class Rounded(nn.Module):
    """A linear layer whose weights are int8 times a power of two when `on`."""

    def __init__(self, inputs, outputs, bias=True, scale=None):
        super().__init__()
        self.weight = nn.Parameter(torch.empty(outputs, inputs))
        nn.init.uniform_(self.weight, -(scale or (3 / inputs) ** 0.5), scale or (3 / inputs) ** 0.5)
        self.bias = nn.Parameter(torch.zeros(outputs)) if bias else None
        self.on = False

    def shift(self):
        """Bits of the weight unit: |weight| * 2**shift <= 127."""
        top = self.weight.detach().abs().max().item()
        s = 10
        while top * 2 ** s > 127.49 and s > 0:
            s -= 1
        return s

    def rounded(self):
        if not self.on:
            return self.weight
        unit = 2.0 ** self.shift()
        return self.weight + ((self.weight * unit).round() / unit - self.weight).detach()

    def forward(self, x):
        return F.linear(x, self.rounded(), self.bias)


class Network(nn.Module):
    def __init__(self, rows, tags, types, labels, sources, size=64, width=64, layers=("full", "shift"), names_width=48, parser_width=64, dropout=0.2):
        super().__init__()
        self.size, self.width, self.layers = size, width, layers
        self.tags, self.labels = tags, labels
        self.table = nn.Embedding(rows, size, padding_idx=0)
        nn.init.normal_(self.table.weight, std=0.1)
        with torch.no_grad():
            self.table.weight[0] = 0
        self.convolutions = nn.ModuleList()
        inputs = size
        for kind in layers:
            self.convolutions.append(Rounded(3 * inputs if kind == "full" else 2 * inputs, width))
            inputs = width
        self.tag = Rounded(width, tags)
        self.name_hidden = Rounded(width, names_width)
        self.name_source = nn.Embedding(sources, names_width)
        nn.init.zeros_(self.name_source.weight)
        self.name = Rounded(names_width, 1 + 4 * types)
        self.slot = Rounded(width, SLOTS * parser_width, bias=False)
        self.parser_width = parser_width
        self.slot_bias = nn.Parameter(torch.zeros(parser_width))
        self.slot_tag = nn.Parameter(torch.randn(tags, SLOTS, parser_width) * 0.05)
        self.slot_none = nn.Parameter(torch.randn(2, SLOTS, parser_width) * 0.05)
        self.state_at = table_rows(labels, tags)
        self.state = nn.Parameter(torch.randn(int(self.state_at[-1]), parser_width) * 0.05)
        self.action = Rounded(parser_width, 3)
        self.label = Rounded(parser_width, 2 * labels)
        self.dropout = dropout
        self.on = False

    def quantise(self, on=True):
        self.on = on
        for module in self.modules():
            if isinstance(module, Rounded):
                module.on = on

    def embeddings(self):
        w = self.table.weight
        if not self.on:
            return w
        w = w.clamp(-127 / EMBEDDING_UNIT, 127 / EMBEDDING_UNIT)
        return w + ((w * EMBEDDING_UNIT).round() / EMBEDDING_UNIT - w).detach()

    def encode(self, rows, first, last):
        """rows (n, k); first, last: float masks (n, 1), 0 at a sentence's first or last word."""
        x = F.embedding_bag(rows, self.embeddings(), mode="sum", padding_idx=0)
        x = F.dropout(x, self.dropout, self.training)
        for kind, layer in zip(self.layers, self.convolutions):
            before, after = torch.roll(x, 1, 0) * first, torch.roll(x, -1, 0) * last
            if kind == "full":
                seen = torch.cat([before, x, after], 1)
            elif kind == "far":
                half = x.shape[1] // 2
                seen = torch.cat([self.decayed(before[:, half:], first, 1), x, self.decayed(after[:, :half], last, -1)], 1)
            else:
                half = x.shape[1] // 2
                seen = torch.cat([before[:, half:], x, after[:, :half]], 1)   # one contiguous slice
            y = F.relu(layer(seen))
            x = y if x.shape[1] != y.shape[1] or kind == "full" else x + y
            x = F.dropout(x, self.dropout * 0.7, self.training)
        return x

    @staticmethod
    def decayed(x, mask, direction):
        """Every word's largest value so far in one direction, less an eighth of it a step."""
        keep = mask
        for step in (1, 2, 4, 8, 16):
            x = torch.maximum(x, torch.roll(x, direction * step, 0) * keep * 0.875 ** step)
            keep = keep * torch.roll(keep, direction * step, 0)
        return x

    def tag_scores(self, h):
        return self.tag(h)

    def name_scores(self, h, source):
        hidden = F.relu(self.name_hidden(h) + self.name_source.weight[source])
        return self.name(F.dropout(hidden, self.dropout * 0.5, self.training))

    def contributions(self, h, tags):
        """(n + 2, slots, width): every word in every slot, then an empty slot and the root."""
        c = self.slot(h).view(-1, SLOTS, self.parser_width) + self.slot_tag[tags]
        c = torch.cat([c, self.slot_none])
        return torch.cat([c[:, :3], c[:, 3:] + self.slot_bias], 1)

    def states(self, c, slots, rows):
        hidden = sum(c[slots[:, k], k] for k in range(SLOTS)) + F.embedding_bag(rows, self.state, mode="sum")
        return F.dropout(F.relu(hidden), self.dropout * 0.5, self.training)
