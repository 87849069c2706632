// The functions of the package over the WebAssembly module. How the module gets here is the entry points' business
// (index.js in browsers, node.js, workerd.js); everything about news is the module's.
import load, * as wasm from './glue.js';

/** What can go wrong: a bad option, a limit, bytes that are no text, JSON that is no article; `init` and `internal` besides. */
export class NutgrafError extends Error {
  /**
   * @param {string} kind
   * @param {string} message
   * @param {ErrorOptions} [options]
   */
  constructor(kind, message, options) {
    super(message, options);
    this.kind = kind;
  }
}
// On the prototype, as for the built-in errors.
Object.defineProperty(NutgrafError.prototype, 'name', { value: 'NutgrafError', configurable: true, writable: true });

let ready = false;
let loading;

/** Loads the module, once. `source` may be a promise of any of its forms. */
export function start(source) {
  if (ready) return Promise.resolve();
  loading ??= load({ module_or_path: source }).then(
    () => void (ready = true),
    (cause) => {
      loading = undefined;
      throw new NutgrafError('init', `the WebAssembly module did not load: ${cause?.message ?? cause}`, { cause });
    },
  );
  return loading;
}

/** Loads the module from its bytes, or from a compiled `WebAssembly.Module`. */
export function initSync(module) {
  if (ready) return;
  try {
    wasm.initSync({ module });
  } catch (cause) {
    throw new NutgrafError('init', `the WebAssembly module did not load: ${cause?.message ?? cause}`, { cause });
  }
  ready = true;
}

/** Calls into the module; what it throws becomes a NutgrafError. */
function call(name, ...parameters) {
  if (!ready) throw new NutgrafError('init', 'the WebAssembly module is not loaded: `await init()` first');
  try {
    return wasm[name](...parameters);
  } catch (thrown) {
    if (typeof thrown === 'string') {
      const [, kind, message] = /^(\w+): ([^]*)$/.exec(thrown);
      throw new NutgrafError(kind, message);
    }
    // A trap. Nothing of this instance can be trusted now; the next call gets a new one.
    let why;
    try {
      why = wasm.takePanic();
    } catch {
      // Then it stays unknown.
    }
    wasm.__wbg_reset_state();
    throw new NutgrafError('internal', why ?? String(thrown?.message ?? thrown), { cause: thrown });
  }
}

function settings(options) {
  if (options === undefined || options === null) return '{}';
  if (typeof options !== 'object' || Array.isArray(options)) throw new NutgrafError('option', 'options must be an object');
  return JSON.stringify(options);
}

function described(value) {
  return value === null ? 'null' : typeof value === 'object' ? (value.constructor?.name ?? 'an object') : typeof value;
}

function readText(text, options) {
  if (typeof text !== 'string') throw new NutgrafError('option', `expected the story as a string, got ${described(text)}`);
  // Where the first half of a surrogate pair stands alone; the module reads such halves as U+FFFD.
  return call('extract', text, options, text.search(/\p{Surrogate}/u));
}

/** Mark-up as a string or its bytes, by the module's function of this name. */
function readMarkup(name, what, markup, options) {
  if (wasm[name] === undefined) throw new NutgrafError('option', 'this build reads plain text only');
  if (typeof markup === 'string') return call(name, markup, options, markup.search(/\p{Surrogate}/u));
  if (markup instanceof ArrayBuffer) return call(`${name}Bytes`, new Uint8Array(markup), options);
  if (ArrayBuffer.isView(markup)) {
    return call(`${name}Bytes`, new Uint8Array(markup.buffer, markup.byteOffset, markup.byteLength), options);
  }
  throw new NutgrafError('option', `expected the ${what} as a string or its bytes, got ${described(markup)}`);
}

const readHtml = (html, options) => readMarkup('extractHtml', 'page', html, options);
const readNitf = (xml, options) => readMarkup('extractNitf', 'document', xml, options);

/** Reads stories with one set of options. */
export class Extractor {
  #options;

  constructor(options = {}) {
    call('checkOptions', settings(options));
    this.#options = { ...options };
  }

  extract(text, document) {
    return JSON.parse(this.extractJson(text, document));
  }

  extractHtml(html, document) {
    return JSON.parse(this.extractHtmlJson(html, document));
  }

  extractNitf(xml, document) {
    return JSON.parse(this.extractNitfJson(xml, document));
  }

  extractJson(text, document) {
    return readText(text, settings({ ...this.#options, ...document }));
  }

  extractHtmlJson(html, document) {
    return readHtml(html, settings({ ...this.#options, ...document }));
  }

  extractNitfJson(xml, document) {
    return readNitf(xml, settings({ ...this.#options, ...document }));
  }
}

export function extract(text, options) {
  return JSON.parse(extractJson(text, options));
}

export function extractHtml(html, options) {
  return JSON.parse(extractHtmlJson(html, options));
}

export function extractNitf(xml, options) {
  return JSON.parse(extractNitfJson(xml, options));
}

export function extractJson(text, options) {
  return readText(text, settings(options));
}

export function extractHtmlJson(html, options) {
  return readHtml(html, settings(options));
}

export function extractNitfJson(xml, options) {
  return readNitf(xml, settings(options));
}

/** An article from JSON that any nutgraf wrote, its offsets in UTF-16 units whatever they were. */
export function fromJson(json) {
  if (typeof json !== 'string') throw new NutgrafError('option', `expected JSON as a string, got ${described(json)}`);
  return JSON.parse(call('fromJson', json));
}

/** The timeline of an article, background apart from the day's news. */
export function timeline(article) {
  const entries = article?.timeline;
  if (!Array.isArray(entries)) throw new NutgrafError('option', 'the article has no timeline: name it in `layers`');
  return { news: entries.filter((entry) => !entry.background), background: entries.filter((entry) => entry.background) };
}

export function version() {
  return call('version');
}
