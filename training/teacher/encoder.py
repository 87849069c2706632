"""A BERT encoder in plain PyTorch that takes the weights of MiniLM-L6 (six layers, 384 units, uncased).

The published encoder is uncased; in names case is half of the evidence. So every word piece also gets embeddings of its
written shape (`shapes.py`), learned here from nothing and added to the piece's own embedding.
"""
import json
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import nn
from torch.nn import functional as F

from . import shapes


class Layer(nn.Module):
    """One transformer block, normalised after each sublayer as in BERT."""

    def __init__(self, size, heads, inner, dropout):
        super().__init__()
        self.heads, self.drop = heads, nn.Dropout(dropout) if dropout else nn.Identity()
        self.qkv = nn.Linear(size, 3 * size)
        self.out = nn.Linear(size, size)
        self.norm1 = nn.LayerNorm(size, eps=1e-12)
        self.up = nn.Linear(size, inner)
        self.down = nn.Linear(inner, size)
        self.norm2 = nn.LayerNorm(size, eps=1e-12)

    def forward(self, x, mask):
        batch, length, size = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, size // self.heads).permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        y = self.out(y.transpose(1, 2).reshape(batch, length, size))
        x = self.norm1(x + self.drop(y))
        y = self.down(F.gelu(self.up(x)))
        return self.norm2(x + self.drop(y))


class Encoder(nn.Module):
    """Word pieces and their shapes in; the states of the last layer out."""

    def __init__(self, config, dropout=0.0):
        super().__init__()
        size = config["hidden_size"]
        self.size, self.dropout = size, dropout
        self.words = nn.Embedding(config["vocab_size"], size)
        self.positions = nn.Embedding(config["max_position_embeddings"], size)
        self.norm = nn.LayerNorm(size, eps=1e-12)
        self.layers = nn.ModuleList(Layer(size, config["num_attention_heads"], config["intermediate_size"], dropout)
                                    for _ in range(config["num_hidden_layers"]))
        self.shapes = nn.ModuleList(nn.Embedding(count, size) for count in shapes.COUNTS)
        for table in self.shapes:
            nn.init.normal_(table.weight, std=0.02)

    def forward(self, pieces, shape, lengths):
        length = pieces.shape[1]
        x = self.words(pieces) + self.positions.weight[:length]
        for i, table in enumerate(self.shapes):
            x = x + table(shape[..., i])
        x = F.dropout(self.norm(x), self.dropout, self.training) if self.dropout else self.norm(x)
        if torch.is_autocast_enabled("cpu"):
            x = x.to(torch.bfloat16)
        mask = (torch.arange(length)[None, :] < lengths[:, None])[:, None, None, :]
        mask = torch.zeros(mask.shape, dtype=torch.float32).masked_fill_(~mask, -1e9)
        if torch.is_autocast_enabled("cpu"):
            mask = mask.to(torch.bfloat16)
        for layer in self.layers:
            x = layer(x, mask)
        return x


def pretrained(folder, dropout=0.0):
    """The encoder with the weights of a MiniLM (BERT) folder: config.json and model.safetensors."""
    folder = Path(folder)
    config = json.loads((folder / "config.json").read_text())
    encoder = Encoder(config, dropout)
    have = load_file(folder / "model.safetensors")
    have = {name.removeprefix("bert."): value for name, value in have.items()}
    own = {"words.weight": have["embeddings.word_embeddings.weight"],
           "positions.weight": have["embeddings.position_embeddings.weight"] + have["embeddings.token_type_embeddings.weight"][0],
           "norm.weight": have["embeddings.LayerNorm.weight"], "norm.bias": have["embeddings.LayerNorm.bias"]}
    for i in range(config["num_hidden_layers"]):
        old, new = f"encoder.layer.{i}.", f"layers.{i}."
        for part in ("weight", "bias"):
            own[f"{new}qkv.{part}"] = torch.cat([have[f"{old}attention.self.{name}.{part}"] for name in ("query", "key", "value")])
            for mine, theirs in (("out", "attention.output.dense"), ("norm1", "attention.output.LayerNorm"),
                                 ("up", "intermediate.dense"), ("down", "output.dense"), ("norm2", "output.LayerNorm")):
                own[f"{new}{mine}.{part}"] = have[f"{old}{theirs}.{part}"]
    missing, unexpected = encoder.load_state_dict(own, strict=False)
    assert not unexpected and all(name.startswith("shapes.") for name in missing), (missing, unexpected)
    encoder.config = config
    return encoder
