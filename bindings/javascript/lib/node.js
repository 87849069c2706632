// Node: the module is read from disk as this one is loaded, so there is nothing to wait for.
import { readFileSync } from 'node:fs';

import { initSync } from './api.js';

export {
  Extractor, NutgrafError, extract, extractHtml, extractHtmlJson, extractJson, extractNitf, extractNitfJson, fromJson, initSync, timeline, version,
} from './api.js';

initSync(readFileSync(new URL('./nutgraf.wasm', import.meta.url)));

/** Loaded already: for code that runs in browsers too. */
export default async function init() {}

export { init };
