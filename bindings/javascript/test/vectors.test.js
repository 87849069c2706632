// The shared test vectors (vectors/README.md). Bindings hold no logic, so there is no skip list.
import assert from 'node:assert/strict';
import { after, test } from 'node:test';

import Ajv from 'ajv/dist/2020.js';
import { Extractor } from 'nutgraf';

import { LAYERS, ROOT, checkSlices, difference, files, objects, read } from './shared.js';

/** The vectors count code points. */
function toUtf16(value, text) {
  const units = [0];
  for (const character of text) units.push(units.at(-1) + character.length);
  const copy = structuredClone(value);
  objects(copy, (object, path) => {
    // Where a block was in the page: bytes, everywhere.
    if (path.endsWith('.source')) return;
    for (const key of ['start', 'end']) if (typeof object[key] === 'number') object[key] = units[object[key]];
  });
  return copy;
}

function run(vector) {
  const { context = {}, expect = {}, contains = {}, absent = {} } = vector;
  const named = [expect, contains, absent].flatMap((part) => Object.keys(part));
  assert.ok(named.length > 0, 'the case checks nothing');
  let layers = named.filter((name) => LAYERS.includes(name));
  assert.deepEqual(named.filter((name) => !LAYERS.includes(name) && !['text', 'language', 'diagnostics'].includes(name)), []);
  if (layers.some((layer) => ['quotes', 'events', 'entities'].includes(layer))) {
    // Links between layers are only there when both are.
    layers = [...layers, ...LAYERS.filter((layer) => layer !== 'tokens' && layer !== 'timeline')];
  }
  const { date, url, lexicon, language = 'en' } = context;
  const mentions = context.mentions && toUtf16(context.mentions, vector.input);
  const quotes = context.quotes && toUtf16(context.quotes, vector.input);
  const extractor = new Extractor({ layers: LAYERS.filter((layer) => layers.includes(layer)), lexicon, ...(language !== 'detect' && { language }) });
  let article;
  if (vector.html !== undefined) article = extractor.extractHtml(vector.html, { date, url });
  else if (vector.nitf !== undefined) article = extractor.extractNitf(vector.nitf, { date, url });
  else article = extractor.extract(vector.input, { date, url, mentions, quotes });
  if (vector.input !== undefined) assert.equal(article.text, vector.input);
  checkSlices(article, article.text);

  const converted = (part) => toUtf16(part, article.text);
  const [wanted, contained, unwanted] = [expect, contains, absent].map(converted);
  checkSlices(wanted, article.text);
  checkSlices(contained, article.text);
  for (const [layer, value] of Object.entries(wanted)) assert.equal(difference(value, article[layer], layer), null);
  for (const [layer, items] of Object.entries(contained)) {
    for (const item of items) {
      const found = article[layer].some((actual) => difference(item, actual, '') === null);
      assert.ok(found, `${layer} lacks ${JSON.stringify(item)}: ${JSON.stringify(article[layer])}`);
    }
  }
  for (const [layer, items] of Object.entries(unwanted)) {
    for (const item of items) {
      const found = article[layer].find((actual) => difference(item, actual, '') === null);
      assert.equal(found, undefined, `${layer} has ${JSON.stringify(item)}`);
    }
  }
}

let ran = 0;
const form = new Ajv({ strict: false, allErrors: true }).compile(JSON.parse(read(`${ROOT}/vectors/schema.json`)));
const paths = files('vectors', '.json').filter((path) => path.slice(`${ROOT}/vectors/`.length).includes('/'));
for (const path of paths) {
  const file = JSON.parse(read(path));
  const name = path.slice(`${ROOT}/vectors/`.length);
  test(name, () => {
    assert.ok(form(file), JSON.stringify(form.errors));
    assert.equal(new Set(file.cases.map((vector) => vector.name)).size, file.cases.length, 'a name is used twice');
    const failures = [];
    for (const vector of file.cases) {
      ran += 1;
      try {
        run(vector);
      } catch (error) {
        failures.push(`${vector.name}: ${error.message}`);
      }
    }
    assert.deepEqual(failures, []);
  });
}

test('the runner can fail', () => {
  assert.equal(difference({ a: [1, { b: 'x' }] }, { a: [1, { b: 'x', c: 2 }] }, ''), null);
  assert.equal(difference({ a: null }, {}, ''), null);
  for (const [expected, actual] of [[{ a: 1 }, {}], [[], [1]], [1, true], ['1', 1], [{}, []], [{ a: 1 }, null], [[1], { 0: 1 }]]) {
    assert.notEqual(difference(expected, actual, ''), null, JSON.stringify([expected, actual]));
  }
  assert.throws(() => checkSlices([{ start: 0, end: 1, text: 'b' }], 'ab'));
  assert.deepEqual(toUtf16([{ start: 1, end: 2 }], 'a😀'), [{ start: 1, end: 3 }]);
});

after(() => {
  console.log(`vectors: ${ran} cases ran in JavaScript`);
  if (ran === 0) {
    console.error('vectors: no case ran');
    process.exitCode = 1;
  }
});
