// What the tests share: where things are, and the comparison of the vectors.
import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const PACKAGE = join(dirname(fileURLToPath(import.meta.url)), '..');
export const ROOT = join(PACKAGE, '../..');
export const TARGET = join(ROOT, 'target');
export const LAYERS = [
  'metadata', 'blocks', 'sentences', 'tokens', 'mentions', 'entities', 'times', 'quantities', 'quotes', 'events', 'five_ws', 'timeline',
];

/** Paths under `folder` that end in `ending`. */
export function files(folder, ending) {
  return readdirSync(join(ROOT, folder), { recursive: true })
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => join(ROOT, folder, name));
}

export const read = (path) => readFileSync(path, 'utf8');

/** The bundled stories, as [name, text]. */
export const STORIES = files('examples/stories', '.txt').map((path) => [path.slice(ROOT.length + 1), read(path)]);

/** The bundled pages, as [name, html]. */
export const PAGES = files('examples', '.html')
  .filter((path) => !path.includes('/web/'))
  .map((path) => [path.slice(ROOT.length + 1), read(path)]);

/** Calls `visit` with every object in `value`. */
export function objects(value, visit, path = '') {
  if (value === null || typeof value !== 'object') return;
  if (!Array.isArray(value)) visit(value, path);
  for (const [key, inner] of Object.entries(value)) objects(inner, visit, `${path}.${key}`);
}

/** Every object with start, end and text must be that slice of `text`; returns how many there were. */
export function checkSlices(value, text) {
  let count = 0;
  objects(value, (object, path) => {
    if (!('start' in object && 'end' in object && 'text' in object)) return;
    count += 1;
    const slice = text.slice(object.start, object.end);
    if (slice !== object.text) throw new Error(`${path}: ${object.start}..${object.end} is ${JSON.stringify(slice)}, not ${JSON.stringify(object.text)}`);
  });
  return count;
}

/** Why `actual` is not what `expected` asks for (vectors/README.md), or null. */
export function difference(expected, actual, path) {
  if (expected === null || actual === undefined || actual === null || typeof expected !== 'object') {
    const same = expected === (actual === undefined ? null : actual);
    return same ? null : `${path}: ${JSON.stringify(expected)} wanted, ${JSON.stringify(actual)} given`;
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return `${path}: a list wanted, ${JSON.stringify(actual)} given`;
    if (expected.length !== actual.length) return `${path}: ${expected.length} items wanted, ${actual.length} given: ${JSON.stringify(actual)}`;
  } else if (Array.isArray(actual) || typeof actual !== 'object') {
    return `${path}: an object wanted, ${JSON.stringify(actual)} given`;
  }
  for (const [key, inner] of Object.entries(expected)) {
    const found = difference(inner, actual[key], `${path}.${key}`);
    if (found !== null) return found;
  }
  return null;
}
