// Browsers, bundlers, Deno, and every host that lets `fetch` read the file beside this one.
import { start } from './api.js';

export {
  Extractor, NutgrafError, extract, extractHtml, extractHtmlJson, extractJson, extractNitf, extractNitfJson, fromJson, initSync, timeline, version,
} from './api.js';

/** Loads the WebAssembly module: from the file beside this one, or from what is given. */
export default function init(source = new URL('./nutgraf.wasm', import.meta.url)) {
  return start(source);
}

export { init };
