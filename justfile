# `just` lists these; each is a script that runs without just too.

# What CI runs
ready:
    scripts/test core

# One group of steps: just test rust, just test "python types"
test STEP="":
    scripts/test core "{{STEP}}"

# Everything, releases included
full:
    scripts/test full

# What the tests need
setup:
    scripts/setup

# The bundled wire story, annotated
demo *FILES:
    scripts/demo {{FILES}}

# Formats Rust
format:
    cargo fmt --all

# Fills in the offsets of test vectors
vectors:
    python3 scripts/vectors.py

# Writes vectors/article.schema.json anew
schema:
    UPDATE=1 cargo test --quiet -p nutgraf-cli the_committed_schema

# The release wheel, with its size
wheel:
    cd bindings/python && ../../.venv/bin/maturin build --release --out ../../target/wheels
    scripts/sizes target/wheels/*.whl
