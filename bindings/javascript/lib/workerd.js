// Cloudflare's workerd: importing a .wasm gives a compiled module, and nothing else may compile one.
import module from './nutgraf.wasm';

import { initSync } from './api.js';

export {
  Extractor, NutgrafError, extract, extractHtml, extractHtmlJson, extractJson, extractNitf, extractNitfJson, fromJson, initSync, timeline, version,
} from './api.js';

initSync(module);

/** Loaded already: for code that runs in browsers too. */
export default async function init() {}

export { init };
