import type { Article as Layers, Quote, TimelineEntry } from './article.js';

export type * from './article.js';

/** A layer of the article: a key of its JSON. */
export type Layer =
  | 'metadata'
  | 'blocks'
  | 'sentences'
  | 'tokens'
  | 'mentions'
  | 'entities'
  | 'times'
  | 'quantities'
  | 'quotes'
  | 'events'
  | 'five_ws'
  | 'timeline';

/** The layers that are extracted when none are named: all but tokens and timeline. */
export type DefaultLayer = Exclude<Layer, 'tokens' | 'timeline'>;

/** An article with the layers `L`; other layers are absent. */
export type ArticleWith<L extends Layer> = Omit<Layers, Layer> & Required<Pick<Layers, L>> & { [K in Exclude<Layer, L>]?: undefined };

export type EntityType = 'person' | 'organization' | 'place' | 'facility' | 'group' | 'product' | 'event' | 'work' | 'law' | 'misc';

/** A name that another recognizer found, in UTF-16 units. `text`, when given, is checked. */
export interface GivenName {
  start: number;
  end: number;
  type: EntityType;
  text?: string;
}

/** A stretch of the text. `text`, when given, is checked. */
export interface GivenSpan {
  start: number;
  end: number;
  text?: string;
}

/** A quotation that another program found, in the form that Citron writes. */
export interface CitronQuote {
  contents: readonly GivenSpan[];
  cue?: GivenSpan | null;
  sources?: readonly GivenSpan[];
  coreferences?: readonly GivenSpan[] | null;
  confidence?: number | string | null;
}

/** Names, cue verbs, agencies and nouns of your own; docs/extend.md says what each does. */
export interface Lexicon {
  names?: readonly { text: string; type: EntityType }[];
  cue_verbs?: readonly {
    verb: string;
    takes?: 'clause' | 'hearer' | 'words';
    medium?: 'speech' | 'statement' | 'post' | 'interview' | 'document' | 'sign' | 'chant' | 'loudspeaker' | 'phone';
    polarity?: 'said' | 'denied' | 'declined';
  }[];
  agencies?: readonly { name: string; written?: readonly string[] }[];
  casualty_nouns?: readonly {
    noun: string;
    role: 'killed' | 'injured' | 'missing' | 'detained' | 'displaced' | 'deployed' | 'participating' | 'affected';
  }[];
}

/** What is known about one story. */
export interface DocumentOptions {
  /** Names that take the place of those found in a plain text; every later layer goes by them. */
  mentions?: readonly GivenName[];
  /** Quotations that take the place of those found in a plain text: Citron's, or an article's own. */
  quotes?: readonly (CitronQuote | Quote)[];
  /** What the offsets of `mentions` and `quotes` count; UTF-16 units when left out. Citron counts code points: `char`. */
  offsets?: 'byte' | 'char' | 'utf16';
  /** Publication date, `YYYY-MM-DD`, where the story does not say. */
  date?: string;
  /** Address of the story. */
  url?: string;
}

export interface Options<L extends Layer = DefaultLayer> extends DocumentOptions {
  /** Layers wanted: all but tokens and timeline when left out. */
  layers?: readonly L[];
  /** Language as a BCP 47 code; detected when left out. */
  language?: string;
  /** Words of your own, besides the built-in ones. */
  lexicon?: Lexicon;
  /** Larger inputs are an error of kind `limit`. */
  max_input_bytes?: number;
  /** Longer sentences are cut for parsing, with a diagnostic. */
  max_sentence_tokens?: number;
}

/** Bytes of a page, in UTF-8. */
export type Bytes = ArrayBuffer | ArrayBufferView;

export type ErrorKind = 'option' | 'limit' | 'decode' | 'json' | 'init' | 'internal';

/** Any text gives an article: errors are for bad options, limits, bytes that are no text and JSON that is no article. */
export class NutgrafError extends Error {
  constructor(kind: ErrorKind, message: string, options?: ErrorOptions);
  readonly name: 'NutgrafError';
  readonly kind: ErrorKind;
}

/** What the WebAssembly module can be loaded from. */
export type InitSource = string | URL | Request | Response | BufferSource | WebAssembly.Module;

/**
 * Loads the WebAssembly module, once: from the file beside the package's own, or from `source`. In Node and workerd it is
 * loaded already.
 */
export default function init(source?: InitSource | Promise<InitSource>): Promise<void>;
export { init };

/** Loads the WebAssembly module from its bytes or from a compiled module, without waiting. */
export function initSync(module: BufferSource | WebAssembly.Module): void;

/** Reads a plain-text story: `article.text` is that text, and every span points into it. */
export function extract<L extends Layer = DefaultLayer>(text: string, options?: Options<L>): ArticleWith<L>;

/** Reads a web page. */
export function extractHtml<L extends Layer = DefaultLayer>(html: string | Bytes, options?: Options<L>): ArticleWith<L>;

/** Reads a document of the News Industry Text Format (NITF 3), the XML that news agencies send. */
export function extractNitf<L extends Layer = DefaultLayer>(xml: string | Bytes, options?: Options<L>): ArticleWith<L>;

/** As `extract`, but gives the JSON as it was written: the same bytes as from every other nutgraf. */
export function extractJson(text: string, options?: Options<Layer>): string;

/** As `extractHtml`, but gives the JSON as it was written. */
export function extractHtmlJson(html: string | Bytes, options?: Options<Layer>): string;

/** As `extractNitf`, but gives the JSON as it was written. */
export function extractNitfJson(xml: string | Bytes, options?: Options<Layer>): string;

/** An article from JSON that any nutgraf wrote; its offsets become UTF-16 units, whatever they were. */
export function fromJson(json: string): Layers;

/** Events and quotes that have a calendar interval, in time order, what was told as background apart from the day's news. */
export interface Timeline {
  /** What happened or was said on the story's day, shortly before it, or is to come. */
  news: TimelineEntry[];
  /** What the story tells of earlier days: its interval ends two days or more before the story's date. */
  background: TimelineEntry[];
}

/**
 * The timeline of an article that has this layer.
 *
 * ```js
 * const text = 'Police arrested Colin Brandt on Monday. He had robbed the bank on 3 March 2024.';
 * const article = extract(text, { date: '2024-05-07', layers: ['events', 'quotes', 'timeline'] });
 * const { news, background } = timeline(article);
 * news.map(({ id }) => article.events[id].text); // ['arrested']
 * background.map(({ id }) => article.events[id].text); // ['robbed']
 * ```
 */
export function timeline(article: { timeline: readonly TimelineEntry[] }): Timeline;

/** Reads stories with one set of options, which is checked when it is made. */
export class Extractor<L extends Layer = DefaultLayer> {
  constructor(options?: Options<L>);
  extract(text: string, document?: DocumentOptions): ArticleWith<L>;
  extractHtml(html: string | Bytes, document?: DocumentOptions): ArticleWith<L>;
  extractNitf(xml: string | Bytes, document?: DocumentOptions): ArticleWith<L>;
  extractJson(text: string, document?: DocumentOptions): string;
  extractHtmlJson(html: string | Bytes, document?: DocumentOptions): string;
  extractNitfJson(xml: string | Bytes, document?: DocumentOptions): string;
}

/** The version of the package. */
export function version(): string;
