//! What each layer costs with all that it needs, over the bundled stories: `cargo bench --manifest-path benches/Cargo.toml`.
//! Compare the lines of one run with each other, not with another machine's.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use nutgraf::{Extractor, Options};

fn layers(criterion: &mut Criterion) {
    let stories: Vec<String> = nutgraf_benches::stories().iter().flat_map(|path| nutgraf_benches::read(path)).collect();
    let mut group = criterion.benchmark_group("layers");
    group.throughput(Throughput::Bytes(stories.iter().map(|s| s.len() as u64).sum()));
    for layers in ["blocks", "sentences", "tokens", "mentions", "times", "quantities", "quotes", "entities", "events", "five_ws"] {
        let extractor = Extractor::new(Options::new().layers(layers.parse().expect("a layer")));
        group.bench_with_input(BenchmarkId::from_parameter(layers), &extractor, |b, extractor| {
            b.iter(|| stories.iter().map(|s| extractor.extract(s).expect("an article").text.len()).sum::<usize>());
        });
    }
    group.finish();
}

criterion_group!(benches, layers);
criterion_main!(benches);
