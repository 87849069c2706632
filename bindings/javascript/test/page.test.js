// examples/web in Chromium: clicks both ways, keyboard, pasted mark-up, phone and dark, axe-core, offline. Screenshots go to
// target/screenshots.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

import { browserAndServer } from './browser.js';
import { PACKAGE, ROOT, STORIES, TARGET, read } from './shared.js';

const shots = join(TARGET, 'screenshots');
mkdirSync(shots, { recursive: true });
const axe = read(join(PACKAGE, 'node_modules/axe-core/axe.min.js'));

const around = browserAndServer(ROOT);

/** A page that has read its first story; whatever goes wrong in it fails the test at the end. */
async function open(t, options = {}) {
  const context = await around.browser.newContext({ viewport: { width: 1360, height: 950 }, bypassCSP: true, ...options });
  const page = await context.newPage();
  const problems = [];
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('console', (message) => message.type() === 'error' && problems.push(message.text()));
  page.on('request', (request) => !request.url().startsWith(around.server.url) && !/^(data|blob):/.test(request.url()) && problems.push(`asks for ${request.url()}`));
  page.on('dialog', (dialog) => { problems.push(`dialog ${dialog.message()}`); dialog.dismiss(); });
  t.after(async () => {
    await context.close();
    assert.deepEqual(problems, []);
  });
  await page.goto(`${around.server.url}/examples/web/`);
  await page.waitForSelector('body[data-read="1"]');
  return page;
}

/** Pastes and waits for the answer. */
async function paste(page, text) {
  const before = await page.getAttribute('body', 'data-read');
  await page.evaluate(() => { document.querySelector('#input').open = true; });
  await page.fill('#text', text);
  await page.click('button[type=submit]');
  await page.waitForFunction((n) => document.body.dataset.read !== n, before);
}

async function violations(page) {
  await page.addScriptTag({ content: axe });
  const { violations: found } = await page.evaluate(() => globalThis.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  return found.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map((node) => `${node.target.flat()} ${node.any[0]?.message ?? ''}`).join(' | ')}`);
}

test('the bundled story: every panel, clicks both ways', async (t) => {
  const page = await open(t);
  const text = STORIES.find(([name]) => name.endsWith('consulate.txt'))[1];
  const shown = await page.$eval('nutgraf-story', (story) => {
    const copy = document.createElement('div');
    copy.append(...[...story.shadowRoot.children].map((child) => child.cloneNode(true)));
    for (const extra of copy.querySelectorAll('style, .number')) extra.remove();
    return copy.textContent;
  });
  assert.equal(shown.replace(/\s+/g, ''), text.replace(/\s+/g, ''), 'all of the story and nothing else');
  assert.ok((await page.$$('#quotes .item')).length >= 8);
  for (const panel of ['people', 'counts']) assert.ok((await page.$$(`#${panel} .item`)).length >= 2, panel);
  await page.screenshot({ path: join(shots, 'page.png') });

  const row = page.locator('#quotes .item').nth(2);
  await row.click();
  const chosen = page.locator('nutgraf-story .quoted.chosen').first();
  assert.equal(await chosen.getAttribute('data-quote'), await row.getAttribute('data-id'));
  assert.equal(await row.getAttribute('aria-current'), 'true');
  await page.waitForTimeout(600);
  const box = await chosen.boundingBox();
  assert.ok(box.y >= 0 && box.y < 950, 'in view');

  await page.locator('nutgraf-story .mention.person[data-entity]').first().click();
  assert.equal(await page.locator('#people .item.chosen').count(), 1);
  await page.screenshot({ path: join(shots, 'page-chosen.png') });

  await page.uncheck('input[value=quotes]');
  assert.ok(await page.$eval('nutgraf-story', (story) => story.classList.contains('no-quotes')));
});

test('by keyboard', async (t) => {
  const page = await open(t);
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  const focused = await page.evaluate(() => document.querySelector('nutgraf-story').shadowRoot.activeElement?.localName);
  assert.equal(focused, 'a');
  await page.keyboard.press('Enter');
  assert.ok(await page.evaluate(() => document.querySelector('nutgraf-story').shadowRoot.querySelector('.chosen') !== null));
  await page.locator('#quotes .item').first().focus();
  await page.keyboard.press('Enter');
  assert.equal(await page.locator('#quotes .item.chosen').count(), 1);
});

test('mark-up in a story stays text; HTML is read as a page', async (t) => {
  const page = await open(t);
  const attack = 'Mayor <img src=x onerror=alert(1)> Vale\n\n“<script>alert(2)</script>,” said Ann "onmouseover=alert(3) Vale, the <b>mayor</b> of &lt;Lima&gt;.';
  await page.click('#input > summary');
  await page.selectOption('#kind', 'text');
  await paste(page, attack);
  assert.match(await page.$eval('nutgraf-story', (story) => story.shadowRoot.textContent), /<script>alert\(2\)<\/script>/);
  const made = await page.evaluate(() => [document, document.querySelector('nutgraf-story').shadowRoot].map((root) => root.querySelectorAll('img, script:not([src]), b').length));
  assert.deepEqual(made, [0, 0]);
  await page.selectOption('#kind', 'auto');
  await paste(page, '<!doctype html><html><body><article><h1>Bridge opens</h1><p>“It is open,” said Ann Vale, the mayor.</p><script>alert(4)</script></article></body></html>');
  assert.doesNotMatch(await page.$eval('nutgraf-story', (story) => story.shadowRoot.textContent), /<h1>/);
});

test('a file, another example, nothing at all', async (t) => {
  const page = await open(t);
  await page.evaluate(() => { document.querySelector('#input').open = true; });
  await page.setInputFiles('#file', { name: 'story.txt', mimeType: 'text/plain', buffer: Buffer.from('“It works,” said Zoë Quispe.') });
  await page.waitForSelector('body[data-read="2"]');
  assert.match(await page.$eval('nutgraf-story', (story) => story.shadowRoot.textContent), /Zoë Quispe/);
  await page.setInputFiles('#file', { name: 'story.bin', mimeType: 'text/plain', buffer: Buffer.from([0xff, 0xfe, 0x41]) });
  await page.waitForSelector('#status.error');
  await page.selectOption('#example', 'flood');
  await page.waitForSelector('body[data-read="3"]');
  await paste(page, '');
  assert.match(await page.textContent('#quotes'), /Nobody is quoted/);
});

for (const [name, options] of [
  ['light', { colorScheme: 'light' }],
  ['dark', { colorScheme: 'dark' }],
  ['phone', { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true }],
  ['phone-dark', { viewport: { width: 390, height: 844 }, colorScheme: 'dark' }],
]) {
  test(`axe-core finds nothing: ${name}`, async (t) => {
    const page = await open(t, options);
    await page.evaluate(() => { for (const folded of document.querySelectorAll('details')) folded.open = true; });
    await page.locator('#quotes .item').first().click();
    await page.waitForTimeout(500);
    assert.deepEqual(await violations(page), []);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing to scroll sideways');
    await page.evaluate(() => scrollTo(0, 0));
    await page.screenshot({ path: join(shots, `${name}.png`), fullPage: name.startsWith('phone') });
  });
}

test('offline, once loaded', async (t) => {
  const page = await open(t);
  await page.context().setOffline(true);
  await paste(page, '“It works,” said Ann Vale.');
  assert.match(await page.textContent('#quotes'), /It works/);
});

test('a megabyte leaves the page free', async (t) => {
  const page = await open(t);
  const text = STORIES.map(([, story]) => story).join('\n\n');
  const large = `${text}\n\n`.repeat(Math.ceil(1e6 / text.length));
  await page.evaluate((story) => {
    document.querySelector('#text').value = story;
    globalThis.ticks = 0;
    globalThis.timer = setInterval(() => { globalThis.ticks += 1; }, 10);
    document.querySelector('#form').requestSubmit();
  }, large);
  // While the worker reads, the page's own timers run on.
  await page.waitForFunction(() => globalThis.ticks > 20 && document.body.dataset.read === '1');
  await page.waitForSelector('body[data-read="2"]', { timeout: 120_000 });
  assert.ok((await page.$$('#quotes .item')).length > 100);
});

test('the element by itself', async (t) => {
  const page = await open(t);
  await page.setContent(`<!doctype html><html lang="en"><title>Element</title><nutgraf-story date="2024-05-03">“It works,” said Ann Vale on Friday.</nutgraf-story>`);
  await page.addScriptTag({ type: 'module', url: `${around.server.url}/bindings/javascript/dist/story.js` });
  await page.waitForFunction(() => document.querySelector('nutgraf-story').article?.quotes?.length === 1);
  const got = await page.evaluate(() => {
    const story = document.querySelector('nutgraf-story');
    const heard = [];
    document.addEventListener('nutgraf-select', ({ detail }) => heard.push(detail));
    story.shadowRoot.querySelector('.quoted').click();
    return { heard, known: story.select('quote', 0), unknown: story.select('quote', 7), published: story.article.metadata.date_published };
  });
  assert.deepEqual(got, { heard: [{ kind: 'quote', id: 0 }], known: true, unknown: false, published: '2024-05-03' });
});
