// The packed tarball, installed like any package: in Node by import and require, in a worker, through Vite, and by
// <script type=module> in Chromium.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { launch, serve } from './browser.js';
import { PACKAGE } from './shared.js';

const folder = mkdtempSync(join(tmpdir(), 'nutgraf-package-'));
const write = (name, text) => writeFileSync(join(folder, name), text);
const node = (name) => execFileSync(process.execPath, [name], { cwd: folder, encoding: 'utf8' }).trim();
const STORY = '“It works,” said Ann Vale.';

let packed;
before(() => {
  [packed] = JSON.parse(execFileSync('npm', ['pack', '--json', '--silent', '--pack-destination', folder], { cwd: PACKAGE, encoding: 'utf8' }));
  write('package.json', JSON.stringify({ name: 'user', private: true, type: 'module' }));
  execFileSync('npm', ['install', '--no-audit', '--no-fund', '--offline', '--silent', join(folder, packed.filename)], { cwd: folder });
});
after(() => rmSync(folder, { recursive: true }));

test('what is in it', () => {
  const names = packed.files.map(({ path }) => path).sort();
  assert.deepEqual(names.filter((name) => !name.startsWith('dist/')), ['LICENSE-APACHE', 'LICENSE-MIT', 'README.md', 'package.json']);
  assert.equal(names.filter((name) => name.endsWith('.wasm')).length, 1);
  console.log(`package: ${packed.size} bytes packed, ${packed.unpackedSize} unpacked, ${names.length} files`);
});

test('publint has nothing to say', () => {
  execFileSync(process.execPath, [join(PACKAGE, 'node_modules/publint/src/cli.js'), '--strict', '--pack', 'false', join(folder, 'node_modules/nutgraf')], { encoding: 'utf8' });
});

test('Node: import, require, worker', () => {
  write('esm.mjs', `import init, { extract } from 'nutgraf'; await init(); console.log(extract(${JSON.stringify(STORY)}).quotes[0].speaker.text);`);
  write('cjs.cjs', `const { extract, NutgrafError } = require('nutgraf'); try { extract(3) } catch (e) { if (!(e instanceof NutgrafError)) throw e } console.log(extract(${JSON.stringify(STORY)}).quotes[0].speaker.text);`);
  write('thread.mjs', `import { parentPort, workerData } from 'node:worker_threads'; import { extract } from 'nutgraf'; parentPort.postMessage(extract(workerData));`);
  write('worker.mjs', `import { Worker } from 'node:worker_threads'; new Worker(new URL('thread.mjs', import.meta.url), { workerData: ${JSON.stringify(STORY)} }).once('message', (a) => console.log(a.quotes[0].speaker.text));`);
  for (const name of ['esm.mjs', 'cjs.cjs', 'worker.mjs']) assert.equal(node(name), 'Ann Vale', name);
});

test('conditions: workerd compiles nothing, deno and browser fetch', () => {
  const resolve = (condition) => execFileSync(process.execPath, ['--conditions', condition, '-p', "require.resolve('nutgraf')"], { cwd: folder, encoding: 'utf8' }).trim();
  assert.match(resolve('workerd'), /dist\/workerd\.js$/);
  assert.match(resolve('deno'), /dist\/index\.js$/);
  assert.match(resolve('browser'), /dist\/index\.js$/);
  assert.match(execFileSync(process.execPath, ['-p', "require.resolve('nutgraf')"], { cwd: folder, encoding: 'utf8' }).trim(), /dist\/node\.cjs$/);
});

const USE = `
  import init, { extract } from 'nutgraf';
  import 'nutgraf/story';
  await init();
  const worker = new Worker(new URL('./web-worker.js', import.meta.url), { type: 'module' });
  worker.onmessage = ({ data }) => {
    document.querySelector('nutgraf-story').article = extract(${JSON.stringify(STORY)});
    document.title = [extract(${JSON.stringify(STORY)}).quotes[0].speaker.text, data].join(' / ');
  };
`;
const WORKER = `import init, { extract } from 'nutgraf'; await init(); postMessage(extract(${JSON.stringify(STORY)}).quotes[0].content[0].text);`;
const PAGE = (script, head = '') => `<!doctype html><html lang="en"><head>${head}</head><body><nutgraf-story></nutgraf-story><script type="module" src="${script}"></script></body></html>`;

async function inChromium(root, path) {
  const server = await serve(root);
  const browser = await launch();
  try {
    const page = await browser.newPage();
    const problems = [];
    page.on('pageerror', (error) => problems.push(error.message));
    await page.goto(server.url + path);
    await page.waitForFunction(() => document.title !== '', null, { timeout: 20_000 }).catch(() => {});
    assert.deepEqual(problems, []);
    assert.equal(await page.title(), 'Ann Vale / It works,');
    assert.ok(await page.$eval('nutgraf-story', (story) => story.shadowRoot.querySelector('.quoted') !== null));
  } finally {
    await browser.close();
    server.close();
  }
}

test('Vite: a build, in Chromium', async () => {
  mkdirSync(join(folder, 'site'));
  write('site/index.html', PAGE('/main.js'));
  write('site/main.js', USE);
  write('site/web-worker.js', WORKER);
  const { build } = await import('vite');
  await build({ root: join(folder, 'site'), logLevel: 'error', configFile: false, worker: { format: 'es' }, build: { target: 'esnext', outDir: 'out' } });
  await inChromium(join(folder, 'site/out'), '/');
});

test('<script type=module> with an import map, in Chromium', async () => {
  const at = '/node_modules/nutgraf/dist';
  const map = JSON.stringify({ imports: { nutgraf: `${at}/index.js`, 'nutgraf/story': `${at}/story.js` } });
  write('plain.html', PAGE('/plain.js', `<script type="importmap">${map}</script>`));
  write('plain.js', USE);
  // Import maps don't reach into workers.
  write('web-worker.js', WORKER.replace("'nutgraf'", `'${at}/index.js'`));
  await inChromium(folder, '/plain.html');
});
