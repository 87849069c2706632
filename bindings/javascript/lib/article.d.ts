// Written by types.js from vectors/article.schema.json. Do not edit.

/**
 * What a block is.
 */
export type BlockKind =
  | 'header'
  | 'headline'
  | 'standfirst'
  | 'byline'
  | 'heading'
  | 'paragraph'
  | 'list_item'
  | 'block_quote'
  | 'caption'
  | 'table'
  | 'note'
  | 'boilerplate';
/**
 * Index into `Article.entities`.
 */
export type EntityId = number;
/**
 * Index into `Article.mentions`.
 */
export type MentionId = number;
/**
 * What a mention or entity is.
 */
export type EntityType =
  'person' | 'organization' | 'place' | 'facility' | 'group' | 'product' | 'event' | 'work' | 'law' | 'misc';
/**
 * Index into `Article.blocks`.
 */
export type BlockId = number;
/**
 * How certain an event is, in the story's own words.
 */
export type Factuality = 'asserted' | 'attributed' | 'alleged' | 'denied' | 'negated' | 'planned' | 'hypothetical';
/**
 * Index into `Article.events`.
 */
export type EventId = number;
/**
 * Index into `Article.quantities`.
 */
export type QuantityId = number;
/**
 * Index into `Article.quotes`.
 */
export type QuoteId = number;
/**
 * Index into `Article.sentences`.
 */
export type SentenceId = number;
/**
 * Index into `Article.times`.
 */
export type TimeId = number;
/**
 * PLOVER event types (manual of 2021 and after), and `OTHER`.
 */
export type EventType =
  | 'AGREE'
  | 'CONSULT'
  | 'SUPPORT'
  | 'CONCEDE'
  | 'COOPERATE'
  | 'AID'
  | 'RETREAT'
  | 'REQUEST'
  | 'ACCUSE'
  | 'REJECT'
  | 'THREATEN'
  | 'PROTEST'
  | 'SANCTION'
  | 'MOBILIZE'
  | 'COERCE'
  | 'ASSAULT'
  | 'OTHER';
export type Score = number;
/**
 * How a mention refers.
 */
export type MentionKind = 'name' | 'nominal' | 'pronoun';
/**
 * Where a metadata value came from.
 */
export type MetadataSource =
  'json_ld' | 'open_graph' | 'meta' | 'microdata' | 'dom' | 'nitf' | 'text_header' | 'byline' | 'dateline' | 'option';
/**
 * How the value bounds the truth.
 */
export type Bound = 'exact' | 'about' | 'at_least' | 'at_most' | 'more_than' | 'less_than' | 'range';
/**
 * What sort of number a quantity is.
 */
export type QuantityKind = 'cardinal' | 'ordinal' | 'money' | 'percent' | 'measure' | 'age' | 'score' | 'ratio';
/**
 * What befell or was done by those counted.
 */
export type QuantityRole =
  'killed' | 'injured' | 'missing' | 'detained' | 'displaced' | 'deployed' | 'participating' | 'affected';
/**
 * How words are reported.
 */
export type QuoteKind = 'direct' | 'indirect' | 'mixed';
/**
 * The channel of the words.
 */
export type Medium =
  'speech' | 'statement' | 'post' | 'interview' | 'document' | 'sign' | 'chant' | 'loudspeaker' | 'phone';
/**
 * Whether it was said, denied, or comment was declined.
 */
export type Polarity = 'said' | 'denied' | 'declined';
/**
 * Through what sort of relay the words came.
 */
export type ViaKind = 'agency' | 'publication' | 'person' | 'document';
/**
 * What a relative time was resolved against.
 */
export type TimeAnchor = 'publication' | 'previous' | 'none';
/**
 * TIMEX3 types.
 */
export type TimeType = 'date' | 'time' | 'duration' | 'set';
/**
 * Dependency relations with the subtypes that English treebanks use. <https://universaldependencies.org/u/dep/>
 */
export type Deprel =
  | 'acl'
  | 'acl:relcl'
  | 'advcl'
  | 'advcl:relcl'
  | 'advmod'
  | 'amod'
  | 'appos'
  | 'aux'
  | 'aux:pass'
  | 'case'
  | 'cc'
  | 'cc:preconj'
  | 'ccomp'
  | 'compound'
  | 'compound:prt'
  | 'conj'
  | 'cop'
  | 'csubj'
  | 'csubj:outer'
  | 'csubj:pass'
  | 'dep'
  | 'det'
  | 'det:predet'
  | 'discourse'
  | 'dislocated'
  | 'expl'
  | 'fixed'
  | 'flat'
  | 'goeswith'
  | 'iobj'
  | 'list'
  | 'mark'
  | 'nmod'
  | 'nmod:desc'
  | 'nmod:poss'
  | 'nmod:unmarked'
  | 'nsubj'
  | 'nsubj:outer'
  | 'nsubj:pass'
  | 'nummod'
  | 'obj'
  | 'obl'
  | 'obl:agent'
  | 'obl:unmarked'
  | 'orphan'
  | 'parataxis'
  | 'punct'
  | 'reparandum'
  | 'root'
  | 'vocative'
  | 'xcomp';
/**
 * Index into `Article.tokens`.
 */
export type TokenId = number;
/**
 * Universal parts of speech. <https://universaldependencies.org/u/pos/>
 */
export type Upos =
  | 'ADJ'
  | 'ADP'
  | 'ADV'
  | 'AUX'
  | 'CCONJ'
  | 'DET'
  | 'INTJ'
  | 'NOUN'
  | 'NUM'
  | 'PART'
  | 'PRON'
  | 'PROPN'
  | 'PUNCT'
  | 'SCONJ'
  | 'SYM'
  | 'VERB'
  | 'X';

/**
 * A news story, read. Layers that were not asked for are absent.
 */
export interface Article {
  blocks?: Block[];
  diagnostics: Diagnostic[];
  entities?: Entity[];
  events?: Event[];
  five_ws?: FiveWs;
  generator: Generator;
  language: string;
  mentions?: Mention[];
  metadata?: Metadata;
  /**
   * Offsets count UTF-16 code units: `article.text.slice(start, end)`.
   */
  offsets: 'utf16';
  quantities?: Quantity[];
  quotes?: Quote[];
  schema: string;
  sentences?: Sentence[];
  text: string;
  timeline?: TimelineEntry[];
  times?: TimeExpression[];
  tokens?: Token[];
}
export interface Block {
  author?: Slice;
  caption?: Slice;
  credit?: Credit;
  end: number;
  id: number;
  kind: BlockKind;
  source?: Range | null;
  start: number;
}
/**
 * A span with its text.
 */
export interface Slice {
  end: number;
  start: number;
  text: string;
}
export interface Credit {
  agency?: string;
  end: number;
  photographer?: string;
  start: number;
  text: string;
}
/**
 * A byte range of a web page.
 */
export interface Range {
  end: number;
  start: number;
}
export interface Diagnostic {
  code: string;
  end?: number;
  message: string;
  start?: number;
  text?: string;
}
export interface Entity {
  aliases: string[];
  country?: string;
  gender?: string;
  id: EntityId;
  mentions: MentionId[];
  name: string;
  roles: Role[];
  sectors?: string[];
  type: EntityType;
}
export interface Role {
  end: number;
  organization?: string;
  place?: string;
  start: number;
  status?: string;
  text: string;
  title: string;
}
export interface Event {
  actors: MentionId[];
  block: BlockId;
  end: number;
  factuality: Factuality;
  id: EventId;
  mode?: string;
  place: MentionId | null;
  quantities: QuantityId[];
  quote: QuoteId | null;
  recipients: MentionId[];
  rule: string;
  same_as: EventId | null;
  sentence: SentenceId;
  start: number;
  text: string;
  time: TimeId | null;
  type: EventType;
}
export interface FiveWs {
  how: Answer[];
  what: Answer[];
  when: Answer[];
  where: Answer[];
  who: Answer[];
  why: Answer[];
}
export interface Answer {
  end: number;
  score: Score;
  start: number;
  text: string;
}
/**
 * Which program and model made the article.
 */
export interface Generator {
  model: string;
  name: string;
  version: string;
}
export interface Mention {
  end: number;
  entity: EntityId | null;
  head?: Slice;
  id: MentionId;
  kind: MentionKind;
  start: number;
  text: string;
  type: EntityType | null;
}
export interface Metadata {
  agencies: string[];
  alternative_headline?: string;
  authors: Author[];
  date_modified?: string;
  date_published?: string;
  dateline?: Dateline;
  description?: string;
  headline?: string;
  images: Image[];
  keywords: string[];
  language?: string;
  publisher?: string;
  section?: string;
  sources: {
    [k: string]: MetadataSource;
  };
  url?: string;
}
/**
 * An author of the story.
 */
export interface Author {
  /**
   * The name, in ordinary case.
   */
  name: string;
  /**
   * The outlet or agency.
   */
  organization?: string;
  /**
   * "Defence correspondent".
   */
  role?: string;
}
export interface Dateline {
  agency?: string;
  date?: string;
  end: number;
  location: string;
  start: number;
  text: string;
}
/**
 * A picture of a web page.
 */
export interface Image {
  alt?: string;
  caption?: string;
  credit?: string;
  url: string;
}
export interface Quantity {
  bound: Bound;
  end: number;
  event: EventId | null;
  id: QuantityId;
  kind: QuantityKind;
  max: string | null;
  min: string | null;
  negated: boolean;
  of: Slice | null;
  role: QuantityRole | null;
  rule: string;
  start: number;
  text: string;
  unit?: string;
  value: string | null;
}
export interface Quote {
  addressee: Slice | null;
  confidence: Score;
  content: Slice[];
  continues: QuoteId | null;
  cue: Slice | null;
  end: number;
  id: QuoteId;
  kind: QuoteKind;
  medium: Medium | null;
  parent: QuoteId | null;
  polarity: Polarity;
  rule: string;
  speaker: Speaker | null;
  start: number;
  text: string;
  via: Via[];
}
export interface Speaker {
  end: number;
  entity: EntityId | null;
  mention: MentionId | null;
  start: number;
  text: string;
}
export interface Via {
  end: number;
  kind: ViaKind;
  start: number;
  text: string;
}
export interface Sentence {
  block: BlockId;
  end: number;
  id: SentenceId;
  start: number;
}
export interface TimelineEntry {
  background: boolean;
  id: number;
  interval: Interval;
  /**
   * Which layer `id` points into.
   */
  kind: 'event' | 'quote';
}
export interface Interval {
  end: string;
  start: string;
}
export interface TimeExpression {
  anchor: TimeAnchor;
  end: number;
  freq?: string;
  id: TimeId;
  interval: Interval | null;
  mod?: string;
  quant?: string;
  rule: string;
  start: number;
  text: string;
  type: TimeType;
  value: string;
}
export interface Token {
  deprel: Deprel;
  end: number;
  feats?: {
    [k: string]: unknown;
  };
  head: TokenId | null;
  id: TokenId;
  lemma: string;
  sentence: SentenceId;
  start: number;
  text: string;
  upos: Upos;
}
