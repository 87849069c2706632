// The page: stories go to the worker, what comes back is drawn, and a click on either side shows the other.
import '../../bindings/javascript/dist/story.js';
import * as panels from './panels.js';

const $ = (selector) => document.querySelector(selector);
const story = $('nutgraf-story');
const LAYERS = ['metadata', 'blocks', 'sentences', 'mentions', 'entities', 'times', 'quantities', 'quotes', 'events', 'five_ws', 'timeline'];

let worker;
let last = 0;
let busy = false;

/** A worker that is still on an older story is of no use: it is ended, and another begins. */
function read({ text, html }) {
  if (worker !== undefined && busy) {
    worker.terminate();
    worker = undefined;
  }
  if (worker === undefined) {
    worker = new Worker(new URL('worker.js', import.meta.url), { type: 'module' });
    worker.addEventListener('message', ({ data }) => data.id === last && answered(data));
    worker.addEventListener('error', (event) => answered({ error: { message: event.message ?? 'the worker did not start' } }));
  }
  busy = true;
  last += 1;
  say('Reading…');
  const date = $('#date').value;
  worker.postMessage({ id: last, text, html, options: { layers: LAYERS, ...(date && { date }) } });
}

function say(message, error = false) {
  $('#status').textContent = message;
  $('#status').classList.toggle('error', error);
}

function answered({ article, milliseconds, error }) {
  busy = false;
  if (error !== undefined) {
    say(error.message, true);
    return;
  }
  story.article = article;
  for (const name of ['brief', 'quotes', 'people', 'timeline', 'counts']) {
    $(`#${name} > div`).replaceChildren(panels[name](article));
  }
  const words = article.text.match(/[\p{L}\p{N}][\p{L}\p{N}’'-]*/gu)?.length ?? 0;
  const noted = article.diagnostics.length > 0 ? ` ${article.diagnostics[0].message}.` : '';
  say(`${words.toLocaleString('en')} words, ${article.quotes?.length ?? 0} quotes, ${milliseconds.toFixed(0)} ms.${noted}`);
  document.body.dataset.read = String(last);
}

const looksLikeHtml = (text) => /^\s*(<!doctype html|<html|<\?xml)/i.test(text) || /<(p|div|article|body|h1)[\s>]/i.test(text.slice(0, 20_000));

function readInput(text) {
  const kind = $('#kind').value;
  read(kind === 'html' || (kind === 'auto' && looksLikeHtml(text)) ? { html: text } : { text });
}

// ---- both ways between story and panels

function choose(kind, id) {
  let chosen = null;
  for (const row of document.querySelectorAll('#panels .item')) {
    const same = row.dataset.kind === kind && row.dataset.id === String(id);
    row.classList.toggle('chosen', same);
    if (same) row.setAttribute('aria-current', 'true');
    else row.removeAttribute('aria-current');
    if (same) chosen ??= row;
  }
  return chosen;
}

story.addEventListener('nutgraf-select', ({ detail: { kind, id } }) => {
  const row = choose(kind, id);
  if (row === null) return;
  const folded = row.closest('details');
  if (folded !== null) folded.open = true;
  // Beside the story the panels scroll by themselves; below it the page must not jump away from what was clicked.
  if (matchMedia('(min-width: 60.01rem)').matches) row.scrollIntoView({ block: 'nearest' });
});

$('#panels').addEventListener('click', ({ target }) => {
  const row = target.closest('.item');
  if (row === null) return;
  choose(row.dataset.kind, row.dataset.id);
  story.select(row.dataset.kind, Number(row.dataset.id));
});

// ---- what to read

$('#form').addEventListener('submit', (event) => {
  event.preventDefault();
  $('#example').value = '';
  readInput($('#text').value);
});

$('#file').addEventListener('change', async ({ target }) => {
  const [file] = target.files;
  if (file === undefined) return;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(await file.arrayBuffer());
    $('#text').value = text.length > 2e6 ? '' : text;
    $('#example').value = '';
    readInput(text);
  } catch (error) {
    say(`${file.name}: ${error instanceof TypeError ? 'not UTF-8 text' : error.message}`, true);
  }
});

async function readExample(name) {
  try {
    const response = await fetch(new URL(`../stories/${name}.txt`, import.meta.url));
    if (!response.ok) throw new Error(`${response.status}`);
    const text = await response.text();
    $('#text').value = text;
    read({ text });
  } catch (error) {
    say(`The example did not load (${error.message}). Paste a story above.`, true);
    $('#input').open = true;
  }
}

$('#example').addEventListener('change', ({ target }) => target.value !== '' && readExample(target.value));

$('#show').addEventListener('change', ({ target }) => story.classList.toggle(`no-${target.value}`, !target.checked));

$('#example').value = 'consulate';
readExample('consulate');
