import type { Article, BlockKind, EntityType, MentionKind } from './article.js';

/** What a piece of text is: a mention of an entity, a time, a quantity, the cue of a quote. `id` points into that layer. */
export type Mark = { start: number; end: number; id: number } & (
  | { kind: 'mention'; entity: number | null; type: EntityType; form: MentionKind }
  | { kind: 'time' | 'quantity' | 'cue' }
);

export interface Piece {
  text: string;
  start: number;
  mark: Mark | null;
}

/** Words of one quote (`quote` is its id), or words of none. `first` at the quote's first words. */
export interface Stretch {
  quote: number | null;
  first: boolean;
  pieces: Piece[];
}

export interface AnnotatedBlock {
  id: number;
  kind: BlockKind;
  stretches: Stretch[];
}

/** The article as pieces of text that do not overlap, ready to be drawn. */
export function annotate(article: Article): AnnotatedBlock[];
