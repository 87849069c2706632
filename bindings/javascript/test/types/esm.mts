import init, { Extractor, NutgrafError, extract, extractHtml, fromJson, initSync, timeline, type Article, type Layer, type Quote } from 'nutgraf';

await init(new URL('https://news.example/nutgraf.wasm'));
await init(fetch('nutgraf.wasm'));
initSync(new Uint8Array());

const article = extract('It rained.', { date: '2024-05-03' });
const quote: Quote = article.quotes[0]!;
const speaker: string | undefined = quote.speaker?.text;
const entity: number | null | undefined = quote.speaker?.entity;
const title: string | undefined = article.entities[0]?.roles[0]?.title;
const when: string | undefined = article.metadata.date_published;
const kind: 'direct' | 'indirect' | 'mixed' = quote.kind;
const offsets: 'utf16' = article.offsets;

// Layers that were not asked for are not there.
const few = new Extractor({ layers: ['quotes', 'tokens'] }).extract('It rained.');
const upos = few.tokens[0]?.upos === 'NOUN';
const none: undefined = few.events;
// @ts-expect-error: not asked for
few.events.length;
// @ts-expect-error: only when asked for
article.tokens.length;
// @ts-expect-error: no such layer
extract('', { layers: ['quots'] });
// @ts-expect-error: no such option
extract('', { dates: '' });
// @ts-expect-error: a story is a string
extract(new Uint8Array());
extractHtml(new Uint8Array()).blocks[0]?.source?.start;

const past = timeline(extract('It rained on Friday.', { layers: ['events', 'timeline'] })).background;
const day: string | undefined = past[0]?.interval.start;
// @ts-expect-error: only when asked for
timeline(article);

const parsed: Article = fromJson('{}');
const all: Layer[] = ['five_ws', 'timeline'];
try {
  extract('');
} catch (error) {
  if (error instanceof NutgrafError && error.kind === 'limit') console.log(error.message);
}
console.log(day, speaker, entity, title, when, kind, offsets, upos, none, parsed.quotes?.length, all);
