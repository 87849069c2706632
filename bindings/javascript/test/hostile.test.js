// Inputs made to be slow, deep or large (vectors/hostile.json), halves of surrogate pairs by the hundred thousand, memory; and what
// a hostile story does to the exported page in a real browser: nothing.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { extract, extractHtml } from 'nutgraf';

import { launch } from './browser.js';
import { ROOT, TARGET, checkSlices, read } from './shared.js';

const shapes = JSON.parse(read(join(ROOT, 'vectors/hostile.json')));
const SIZE = 50_000;

function letters(i) {
  let out = '';
  do {
    out = String.fromCharCode(97 + (i % 26)) + out;
    i = Math.floor(i / 26);
  } while (i > 0);
  return out;
}

function make({ before = '', unit, middle = '', closing = '', after: end = '' }, size) {
  const times = Math.max(1, Math.floor(size / Buffer.byteLength(unit + closing)));
  const body = unit.includes('{i}') ? Array.from({ length: times }, (_, i) => unit.replace('{i}', letters(i))).join('') : unit.repeat(times);
  return before + body + middle + closing.repeat(times) + end;
}

test('any text gives an article', () => {
  assert.ok(shapes.text.length > 80);
  for (const shape of shapes.text) {
    const text = make(shape, SIZE);
    const article = extract(text, { language: 'en' });
    assert.equal(article.text, text, shape.name);
    checkSlices(article, text);
  }
});

test('any page gives an article', () => {
  assert.ok(shapes.html.length > 50);
  for (const shape of shapes.html) {
    const article = extractHtml(make(shape, SIZE), { language: 'en' });
    checkSlices(article, article.text);
  }
});

test('halves of surrogate pairs', () => {
  for (const unit of ['\uD800', '\uDC00', '\uDC00\uD800', 'a\uD83D', '“\uD83D” said Ann. ']) {
    const text = unit.repeat(20_000);
    const article = extract(text, { language: 'en' });
    assert.equal(article.text.length, text.length);
    assert.ok(!/\p{Surrogate}/u.test(article.text));
    assert.equal(article.diagnostics.filter(({ code }) => code === 'lone_surrogate').length, 1);
    checkSlices(article, article.text);
    assert.ok(extractHtml(`<p>${text}</p>`).text.includes('\uFFFD'));
  }
});

test('memory of the module', () => {
  const script = `
    import { readFileSync } from 'node:fs';
    import { initSync, extract, extractHtml } from ${JSON.stringify(new URL('../dist/index.js', import.meta.url).href)};
    const module = new WebAssembly.Module(readFileSync(${JSON.stringify(join(ROOT, 'bindings/javascript/dist/nutgraf.wasm'))}));
    let memory;
    const Instance = WebAssembly.Instance;
    WebAssembly.Instance = function (...parameters) {
      const instance = new Instance(...parameters);
      memory = instance.exports.memory;
      return instance;
    };
    initSync(module);
    extract('It rained.');
    const before = memory.buffer.byteLength;
    extract('“'.repeat(700_000));
    extractHtml('<div>'.repeat(400_000));
    console.log(memory.buffer.byteLength - before);
  `;
  const grown = Number(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }));
  assert.ok(grown > 0 && grown < 30 * 2 ** 20 + 256 * 2_100_000, `${grown} bytes`);
});

const STORY = `</script><script>window.hit = 1</script> <img src=x onerror="window.hit = 2"> "Rain" & 'Flood'

LIMA, Peru (AP) — Mayor Ann "><svg/onload=window.hit=3> Vale said 12 people were killed on Monday. “It is <b>not</b> over</q></p></div>
<!-- yet -->,” she said. “' onmouseover='window.hit=4' x='”, Bo Osei told The Daily & Sons.

<iframe srcdoc="<script>parent.hit=5</script>"></iframe> <a href="javascript:window.hit=6">said</a> <style>*{display:none}</style>`;

const folder = mkdtempSync(join(tmpdir(), 'nutgraf-hostile-'));
let browser;
before(async () => {
  browser = await launch();
});
after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true });
});

function exported(format) {
  const file = join(folder, 'story.txt');
  writeFileSync(file, STORY);
  return execFileSync(join(TARGET, 'debug/nutgraf'), ['extract', '--input', 'text', '--format', format, file], { encoding: 'utf8' });
}

test('the exported page shows a hostile story and runs nothing of it', async () => {
  const page = await browser.newPage();
  const problems = [];
  page.on('dialog', (dialog) => { problems.push(dialog.message()); dialog.dismiss(); });
  page.on('request', (request) => problems.push(request.url()));
  await page.setContent(`<!DOCTYPE html><body>${exported('html')}</body>`);
  for (const element of await page.$$('.nutgraf-story *')) await element.hover({ timeout: 500 }).catch(() => {});
  assert.equal(await page.evaluate(() => window.hit), undefined);
  assert.deepEqual(problems, []);
  assert.equal(await page.$$eval('.nutgraf script, .nutgraf img, .nutgraf svg, .nutgraf iframe, .nutgraf a, .nutgraf b', (found) => found.length), 0);
  assert.equal(await page.$$eval('body > *', (found) => found.length), 1, 'nothing of the story ends the element it is in');
  const attributes = await page.$$eval('.nutgraf *', (found) => [...new Set(found.flatMap((element) => element.getAttributeNames()))].sort());
  assert.deepEqual(attributes, ['class', 'data-quote', 'title']);
  const shown = await page.$eval('.nutgraf-story', (story) => story.textContent);
  assert.equal(shown.replace(/\s+/g, ''), STORY.replace(/\s+/g, ''));
  await page.close();
});

test('the page of a summary shows hostile names and runs nothing of them', async () => {
  const article = extract('“It works,” said Ada Osei, the mayor of Karvo. “It rained,” said Bo Vale.');
  const names = [STORY.split('\n')[0], `"><svg/onload=window.hit=3>' onmouseover='window.hit=4`];
  assert.equal(article.quotes.length, 2);
  article.entities.filter(({ type }) => type === 'person').forEach((entity, i) => { entity.name = names[i]; });
  const file = join(folder, 'articles.jsonl');
  writeFileSync(file, `${JSON.stringify(article)}\n`);
  const summary = (format) => execFileSync(join(TARGET, 'debug/nutgraf'), ['summary', '--format', format, file], { encoding: 'utf8' });
  const page = await browser.newPage();
  const problems = [];
  page.on('dialog', (dialog) => { problems.push(dialog.message()); dialog.dismiss(); });
  page.on('request', (request) => problems.push(request.url()));
  await page.setContent(summary('html'));
  for (const element of await page.$$('td, text, rect')) await element.hover({ timeout: 500 }).catch(() => {});
  assert.equal(await page.evaluate(() => window.hit), undefined);
  assert.deepEqual(problems, []);
  assert.equal(await page.$$eval('script, img, b, i, a, svg svg', (found) => found.length), 0);
  assert.equal(await page.$$eval('*', (found) => found.filter((e) => e.getAttributeNames().some((name) => name.startsWith('on'))).length), 0);
  const shown = await page.$$eval('td', (cells) => cells.map((cell) => cell.textContent));
  for (const name of names) assert.ok(shown.includes(name), name);
  await page.close();
});

test('JSON-LD stays inside its script element', async () => {
  const page = await browser.newPage();
  await page.setContent(`<!DOCTYPE html><body><script type="application/ld+json">${exported('jsonld')}</script></body>`);
  const data = JSON.parse(await page.$eval('script[type="application/ld+json"]', (script) => script.textContent));
  assert.ok(data.headline.startsWith('</script><script>window.hit = 1'));
  assert.equal(await page.evaluate(() => window.hit), undefined);
  await page.close();
});
