// Workers have an instance of the module each: whatever else runs beside it, every one gives the bytes that the main thread gives.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';

import { extractHtmlJson, extractJson } from 'nutgraf';

import { browserAndServer } from './browser.js';
import { LAYERS, PACKAGE, STORIES } from './shared.js';

const WORKERS = 6;
const OPTIONS = { layers: LAYERS };
const page = (text) => `<title>News</title><nav><a href=/>Home</a></nav><main><article><p>${text.replaceAll('&', '&amp;').split('\n\n').join('<p>')}</article></main>`;
const inputs = [
  ...[...STORIES.map(([, text]) => text), '', '“', 'It rained.', '\u202E\u0301', 'half a \uD83D pair'].map((content) => ({ name: 'extractJson', content })),
  ...STORIES.map(([, text]) => ({ name: 'extractHtmlJson', content: page(text) })),
];
const alone = inputs.map(({ name, content }) => ({ extractJson, extractHtmlJson })[name](content, OPTIONS));

/** Each worker reads all inputs, twice, beginning at another one. */
function check(results) {
  assert.equal(results.length, WORKERS);
  for (const [worker, found] of results.entries()) {
    assert.equal(found.length, 2 * inputs.length);
    for (const [i, json] of found.entries()) assert.ok(json === alone[(i + worker) % inputs.length], `worker ${worker}, reading ${i}`);
  }
}

test('there is something to read', () => {
  assert.ok(STORIES.length >= 5);
  assert.ok(alone[0].length > 10_000);
});

test('worker threads of Node', async () => {
  const script = `
    import { parentPort, workerData } from 'node:worker_threads';
    import * as nutgraf from ${JSON.stringify(new URL('../dist/node.js', import.meta.url).href)};
    const { worker, inputs, options } = workerData;
    const read = ({ name, content }) => nutgraf[name](content, options);
    parentPort.postMessage(Array.from({ length: 2 * inputs.length }, (_, i) => read(inputs[(i + worker) % inputs.length])));
  `;
  const url = new URL(`data:text/javascript,${encodeURIComponent(script)}`);
  const run = (worker) => new Promise((resolve, reject) => {
    new Worker(url, { workerData: { worker, inputs, options: OPTIONS } }).once('message', resolve).once('error', reject);
  });
  check(await Promise.all(Array.from({ length: WORKERS }, (_, worker) => run(worker))));
});

const around = browserAndServer(PACKAGE);

test('Web Workers, and the page beside them', async () => {
  const page = await around.browser.newPage();
  await page.goto(`${around.server.url}/package.json`);
  const results = await page.evaluate(async ({ at, count, inputs, options }) => {
    const script = `
      import init, * as nutgraf from ${JSON.stringify(at)};
      onmessage = async ({ data: { worker, inputs, options } }) => {
        await init();
        const read = ({ name, content }) => nutgraf[name](content, options);
        postMessage(Array.from({ length: 2 * inputs.length }, (_, i) => read(inputs[(i + worker) % inputs.length])));
      };
    `;
    const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
    const workers = Array.from({ length: count }, (_, worker) => new Promise((resolve, reject) => {
      const thread = new Worker(url, { type: 'module' });
      thread.onmessage = ({ data }) => resolve(data);
      thread.onerror = (event) => reject(new Error(event.message));
      thread.postMessage({ worker, inputs, options });
    }));
    const { default: init, ...nutgraf } = await import(at);
    await init();
    const here = inputs.map(({ name, content }) => nutgraf[name](content, options));
    return { here, workers: await Promise.all(workers) };
  }, { at: `${around.server.url}/dist/index.js`, count: WORKERS, inputs, options: OPTIONS });
  assert.ok(results.here.every((json, i) => json === alone[i]), 'the page itself');
  check(results.workers);
  await page.close();
});
