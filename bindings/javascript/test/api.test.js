// The package's own side: options, errors, strange strings, loading.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

import init, { Extractor, NutgrafError, extract, extractHtml, extractJson, extractNitf, extractNitfJson, fromJson, initSync, timeline, version } from 'nutgraf';

import { articleTypes } from '../types.js';
import { PACKAGE, STORIES, read } from './shared.js';

const TEXT = '“It works,” said Ann Vale.';
const fails = (run, kind, message) =>
  assert.throws(run, (error) => {
    assert.ok(error instanceof NutgrafError && error instanceof Error);
    assert.equal(error.name, 'NutgrafError');
    assert.equal(error.kind, kind);
    assert.match(error.message, message);
    return true;
  });

test('a first try', () => {
  const article = extract(TEXT);
  assert.equal(article.quotes[0].content[0].text, 'It works,');
  assert.equal(TEXT.slice(article.quotes[0].speaker.start, article.quotes[0].speaker.end), 'Ann Vale');
  assert.equal(article.offsets, 'utf16');
  assert.equal(article.tokens, undefined);
  assert.equal(version(), JSON.parse(read(join(PACKAGE, 'package.json'))).version);
});

test('options', () => {
  assert.deepEqual(Object.keys(extract(TEXT, { layers: ['quotes'] })).filter((key) => Array.isArray(extract(TEXT, { layers: ['quotes'] })[key])), ['quotes', 'diagnostics']);
  assert.equal(extract('It rained on Friday.', { date: '2024-05-05' }).metadata.date_published, '2024-05-05');
  const extractor = new Extractor({ layers: ['metadata'] });
  assert.equal(extractor.extract('It rained.', { date: '2024-05-06' }).metadata.date_published, '2024-05-06');
  assert.equal(extractor.extract('It rained.').metadata.date_published, undefined);
  assert.equal(extract(TEXT, { language: 'fr' }).diagnostics[0].code, 'unsupported_language');
  assert.equal(extract(TEXT, null).text, TEXT);
});

test('options that make no sense', () => {
  fails(() => extract(TEXT, { date: '2024-02-30' }), 'option', /there is no such day/);
  fails(() => extract(TEXT, { date: new Date(0) }), 'option', /expected YYYY-MM-DD/);
  fails(() => extract(TEXT, { layers: ['quots'] }), 'option', /unknown layer "quots"/);
  fails(() => extract(TEXT, { layers: 'quotes' }), 'option', /expected a sequence/);
  fails(() => extract(TEXT, { dates: '2024-02-03' }), 'option', /unknown field `dates`/);
  fails(() => extract(TEXT, 'quotes'), 'option', /options must be an object/);
  fails(() => new Extractor({ layers: ['quots'] }), 'option', /unknown layer/);
  for (const wrong of [undefined, null, 3, {}, new Uint8Array(2)]) fails(() => extract(wrong), 'option', /expected the story as a string/);
  fails(() => extractHtml(3), 'option', /expected the page as a string or its bytes, got number/);
});

test('the timeline keeps background apart', () => {
  const text = 'Police arrested Colin Brandt on Monday. “He robbed the bank on 3 March 2024,” Ines Varga said on Monday.';
  const article = extract(text, { date: '2024-05-07', layers: ['events', 'quotes', 'timeline'] });
  const { news, background } = timeline(article);
  const told = ({ kind, interval }) => [kind, interval.start];
  assert.deepEqual(background.map(told), [['event', '2024-03-03']]);
  assert.deepEqual(news.map(told), [['event', '2024-05-06'], ['quote', '2024-05-06']]);
  assert.deepEqual([...background, ...news], article.timeline);
  fails(() => timeline(extract(text)), 'option', /no timeline/);
});

test('NITF', () => {
  const nitf = '<nitf><body><body.head><hedline><hl1>Dam 😀 holds</hl1></hedline></body.head><body.content><p>It rained.</p></body.content></body></nitf>';
  const article = extractNitf(nitf);
  assert.deepEqual(article.blocks.map(({ kind, start, end }) => [kind, article.text.slice(start, end)]), [['headline', 'Dam 😀 holds'], ['paragraph', 'It rained.']]);
  assert.deepEqual(new Extractor().extractNitf(new TextEncoder().encode(nitf)), article);
  assert.equal(new Extractor().extractNitfJson(nitf), extractNitfJson(nitf));
  fails(() => extractNitf('<html><p>It rained.'), 'decode', /no <nitf> element; the first element is <html>/);
  fails(() => extractNitf(3), 'option', /expected the document as a string or its bytes, got number/);
});

test('quotations of another program', () => {
  const text = '😀 Ada Osei came. “It holds,” she said.';
  // As Citron writes them: code points.
  const quotes = [{
    contents: [{ start: 17, end: 28, text: '“It holds,”' }], cue: { start: 33, end: 37, text: 'said' },
    sources: [{ start: 2, end: 10, text: 'Ada Osei' }], coreferences: [{ start: 29, end: 32, text: 'she' }], confidence: '0.9071',
  }];
  const article = extract(text, { quotes, offsets: 'char' });
  const [quote] = article.quotes;
  assert.deepEqual([quote.content[0].text, quote.speaker.text, quote.rule, quote.confidence], ['It holds,', 'she', 'given', 0.907]);
  assert.equal(article.entities[quote.speaker.entity].name, 'Ada Osei');
  // An article's own quotes are good ones.
  assert.deepEqual(extract(text, { quotes: article.quotes }).quotes[0].content, quote.content);
  fails(() => extract(text, { quotes }), 'json', /quotes\[0\]\.contents, 17\.\.28/);
  fails(() => extract(text, { quotes: [{ cue: null }] }), 'option', /missing field `contents`/);
  fails(() => extractHtml('<p>x', { quotes: [] }), 'json', /goes with "text"/);
});

test('limits, bytes, JSON', () => {
  fails(() => extract(TEXT, { max_input_bytes: 10 }), 'limit', /max_input_bytes is 10/);
  fails(() => extractHtml(new Uint8Array([0x3c, 0x70, 0x3e, 0xff])), 'decode', /byte 0xFF at offset 3/);
  fails(() => fromJson('{'), 'json', /not an article/);
  fails(() => fromJson(3), 'option', /expected JSON as a string/);
  assert.deepEqual(fromJson(extractJson(TEXT)), extract(TEXT));
});

test('halves of surrogate pairs are read as U+FFFD, and said so', () => {
  const text = '😀 Ann \uD83D Vale said: “No \uDE00 way.” \uD83D';
  const article = extract(text);
  assert.equal(article.text, text.toWellFormed?.() ?? text.replace(/\p{Surrogate}/gu, '\uFFFD'));
  assert.equal(article.text.length, text.length);
  const [diagnostic] = article.diagnostics.filter(({ code }) => code === 'lone_surrogate');
  assert.deepEqual([diagnostic.start, diagnostic.end, diagnostic.text], [7, 8, '\uFFFD']);
  const whole = extract('😀 Ann Vale said: “No way.”');
  assert.deepEqual(whole.diagnostics.filter(({ code }) => code === 'lone_surrogate'), []);
});

test('large inputs', () => {
  for (const text of ['a'.repeat(1e6), '“'.repeat(1e5), 'word '.repeat(5e4), '𝒥\u0301'.repeat(5e4)]) {
    assert.equal(extract(text, { layers: ['blocks', 'sentences', 'tokens'] }).text, text);
  }
});

test('in a fresh process: not loaded, loaded wrongly, trapped', () => {
  const index = pathToFileURL(join(PACKAGE, 'dist/index.js')).href;
  const script = `
    import assert from 'node:assert/strict';
    import { readFileSync } from 'node:fs';
    import init, { extract, initSync, NutgrafError } from ${JSON.stringify(index)};
    const kind = async (run) => { try { await run(); } catch (e) { assert.ok(e instanceof NutgrafError); return e.kind; } };
    assert.equal(await kind(() => extract('a')), 'init');
    assert.equal(await kind(() => initSync(new Uint8Array([1, 2, 3]))), 'init');
    assert.equal(await kind(() => init(new Uint8Array([1, 2, 3]))), 'init');
    const bytes = readFileSync(${JSON.stringify(join(PACKAGE, 'dist/nutgraf.wasm'))});
    const module = new WebAssembly.Module(bytes);
    await init(Promise.resolve(module));
    await init(bytes);
    initSync(module);
    assert.equal(extract('It rained.').text, 'It rained.');
    const before = extract(${JSON.stringify(TEXT)});
    // A trap, as a panic would end in: thrown here in the middle of a call.
    const trapped = await kind(() => {
      const encodeInto = TextEncoder.prototype.encodeInto;
      TextEncoder.prototype.encodeInto = () => { throw new WebAssembly.RuntimeError('unreachable'); };
      try { return extract('é'); } finally { TextEncoder.prototype.encodeInto = encodeInto; }
    });
    assert.equal(trapped, 'internal');
    assert.deepEqual(extract(${JSON.stringify(TEXT)}), before);
    console.log('fine');
  `;
  assert.equal(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }).trim(), 'fine');
});

test('init in Node has nothing to do', async () => {
  await init();
  initSync(readFileSync(join(PACKAGE, 'dist/nutgraf.wasm')));
});

test('the types are the schema’s', async () => {
  assert.equal(read(join(PACKAGE, 'lib/article.d.ts')), await articleTypes(), 'run `node types.js`');
});

test('the types hold', () => {
  execFileSync(process.execPath, [join(PACKAGE, 'node_modules/typescript/bin/tsc'), '--project', join(PACKAGE, 'test/types')], { stdio: ['ignore', 'inherit', 'inherit'] });
});

test('the module keeps to its size', () => {
  const bytes = readFileSync(join(PACKAGE, 'dist/nutgraf.wasm'));
  const gzip = gzipSync(bytes, { level: 9 }).length;
  const scripts = ['index.js', 'api.js', 'glue.js'].reduce((sum, name) => sum + statSync(join(PACKAGE, 'dist', name)).size, 0);
  console.log(`nutgraf.wasm: ${bytes.length} bytes, ${gzip} gzip; scripts beside it ${scripts}`);
  assert.ok(gzip < 3_500_000, `${gzip} bytes under gzip`);
  assert.ok(scripts < 30_000);
});

test('a story of the bundle reads well', () => {
  const [, text] = STORIES.find(([name]) => name.endsWith('consulate.txt'));
  const article = extract(text);
  assert.ok(article.quotes.length >= 8);
  assert.ok(article.quotes.every((quote) => quote.start >= 0 && text.slice(quote.start, quote.end) === quote.text));
});
