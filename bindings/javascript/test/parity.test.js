// The same bytes as from the native command; offsets that JavaScript's own strings agree with; keys that the types promise.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { Worker } from 'node:worker_threads';

import Ajv from 'ajv/dist/2020.js';
import { extract, extractHtml, extractHtmlJson, extractJson, fromJson } from 'nutgraf';

import { outputSchema } from '../types.js';
import { LAYERS, PAGES, STORIES, TARGET, checkSlices } from './shared.js';

const folder = mkdtempSync(join(tmpdir(), 'nutgraf-parity-'));
after(() => rmSync(folder, { recursive: true }));

/** What the command prints for a file, without the name of the input that it adds. */
function native(text, input, ...options) {
  const file = join(folder, 'input');
  writeFileSync(file, text);
  const command = join(TARGET, 'debug/nutgraf');
  const line = execFileSync(command, ['extract', '--input', input, ...options, file], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const end = `,"input":${JSON.stringify(file)}}\n`;
  assert.ok(line.endsWith(end), line.slice(-200));
  return `${line.slice(0, -end.length)}}`;
}

const STRANGE = [
  ['nothing', ''],
  ['white space', ' \t\r\n\u00A0\u2028'],
  ['NUL and controls', 'a\0b\u0007 “c\u001F,” said Ann Vale.'],
  ['beyond the BMP', '\uFEFFe\u0301 é “😀 q,” said 𝒥o Vale 👩‍👩‍👧.\r\n\r\n‮“abc” said Zoë.'],
];
const everything = { layers: LAYERS, date: '2024-05-03' };
const schema = new Ajv({ strict: false }).addFormat('uint32', true).compile(outputSchema());

for (const [name, text] of [...STORIES, ...STRANGE]) {
  test(`${name}: the native command's bytes`, () => {
    assert.equal(extractJson(text), native(text, 'text', '--offsets', 'utf16'));
    assert.equal(extractJson(text, everything), native(text, 'text', '--offsets', 'utf16', '--layers', LAYERS.join(), '--date', '2024-05-03'));
  });
  test(`${name}: slices and types`, () => {
    const article = extract(text, everything);
    assert.equal(article.text, text);
    const slices = checkSlices(article, text);
    assert.ok(slices > 50 || text.length < 200);
    assert.ok(schema(article), JSON.stringify(schema.errors));
  });
  test(`${name}: from the other offsets`, () => {
    for (const offsets of ['byte', 'char', 'utf16']) {
      assert.deepEqual(fromJson(native(text, 'text', '--offsets', offsets)), extract(text));
    }
  });
}

const PAGE = '<!doctype html><html lang="en"><head><title>Café floods</title></head><body><article><h1>Café floods</h1>' +
  '<p>LIMA, May 3 (AP) — “The water 😀 rose to the door,” said Zoë Quispe-Bannon, the owner of the café, on Friday.</p></article></body></html>';
for (const [name, html] of [...PAGES, ['a small page', PAGE]]) {
  test(`${name}: the native command's bytes, slices and types`, () => {
    assert.equal(extractHtmlJson(html), native(html, 'html', '--offsets', 'utf16'));
    assert.equal(extractHtmlJson(new TextEncoder().encode(html)), extractHtmlJson(html));
    const article = extractHtml(html, everything);
    checkSlices(article, article.text);
    assert.ok(schema(article), JSON.stringify(schema.errors));
  });
}

test('workers give what the main thread gives', async () => {
  const source = `
    import { parentPort } from 'node:worker_threads';
    import { extractJson } from 'nutgraf';
    parentPort.on('message', (texts) => parentPort.postMessage(texts.map((text) => extractJson(text))));
  `;
  const entry = new URL('./worker-under-test.mjs', import.meta.url);
  writeFileSync(entry, source);
  const texts = STORIES.map(([, text]) => text);
  const workers = Array.from({ length: 4 }, () => new Worker(entry));
  try {
    const answers = await Promise.all(workers.map((worker) => new Promise((resolve, reject) => {
      worker.once('message', resolve).once('error', reject);
      worker.postMessage(texts);
    })));
    for (const answer of answers) assert.deepEqual(answer, texts.map((text) => extractJson(text)));
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
    rmSync(entry);
  }
});
