// The packed tarball, installed like any package: in Node by import and require, in a worker, through Vite, and by
// <script type=module> in Chromium.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { launch, serve } from './browser.js';
import { PACKAGE, ROOT, read } from './shared.js';

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
  assert.deepEqual(names.filter((name) => !name.startsWith('dist/')), ['LICENSE-APACHE', 'LICENSE-MIT', 'NOTICE', 'README.md', 'package.json']);
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

/** What stands on a page of the documentation in one language. */
const blocks = (page, language = 'js') => read(join(ROOT, page)).split(`\`\`\`${language}\n`).slice(1).map((rest) => rest.split('```')[0]);

test('the pages about JavaScript do what they say', () => {
  const run = (code) => {
    write('page.mjs', code);
    return node('page.mjs');
  };
  const imports = "import { extract, timeline } from 'nutgraf';";
  assert.equal(run(blocks('README.md')[0]), 'Marisol Quintero 2019-12-29');
  const [readme] = blocks('bindings/javascript/README.md');
  const told = [...readme.matchAll(/^(quote.+); \/\/ '(.+)'$/gm)];
  assert.equal(told.length, 2);
  for (const [, expression, value] of told) assert.equal(run(`${readme}\nconsole.log(${expression})`), value);
  const dated = blocks('docs/javascript.md').find((block) => block.includes('timeline(article)'));
  const story = 'Police arrested Colin Brandt on Monday. He had robbed the bank on 3 March 2024.';
  assert.equal(run(`${imports} const text = '${story}';\n${dated}`), '2024-05-06 arrested');
  const [lexicon] = blocks('docs/extend.md');
  assert.equal(run(`${imports} const text = 'The ferry Tern left.';\nconst article = ${lexicon} console.log(article.entities[0].name, article.entities[0].type)`), 'Tern product');
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

test('the pages about the browser do what they say, in Chromium', async () => {
  const at = '/node_modules/nutgraf/dist';
  const map = JSON.stringify({ imports: { nutgraf: `${at}/index.js`, 'nutgraf/story': `${at}/story.js`, 'nutgraf/nutgraf.wasm': `${at}/nutgraf.wasm` } });
  const [element] = blocks('docs/javascript.md', 'html');
  const shared = blocks('docs/javascript.md').find((block) => block.includes('postMessage(module)'));
  write('shared-worker.js', `import { initSync, extract } from '${at}/index.js';
    onmessage = ({ data }) => { initSync(data); postMessage(extract(${JSON.stringify(STORY)}).quotes[0].content[0].text); };
    postMessage('ready');`);
  write('shared.js', `import { extract } from 'nutgraf';
    const worker = new Worker('./shared-worker.js', { type: 'module' });
    worker.onmessage = async ({ data }) => {
      if (data !== 'ready') { document.title = 'Ann Vale / ' + data; return; }
      ${shared}
    };`);
  write('shared.html', `<!doctype html><html lang="en"><head><script type="importmap">${map}</script></head><body>${element}<script type="module" src="/shared.js"></script></body></html>`);
  await inChromium(folder, '/shared.html');
});
