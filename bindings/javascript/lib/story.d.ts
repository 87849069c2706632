import type { Article } from './article.js';
import type { Options } from './index.js';

/** `<nutgraf-story>`: a story drawn with its quotes, names, times and counts marked. Importing this file defines it. */
export class NutgrafStory extends HTMLElement {
  /** The article shown; setting it draws it. */
  article: Article | null;
  /** Reads a story on this thread and shows it. Fires `nutgraf-read`. */
  read(text: string, options?: Options): Promise<void>;
  /** Shows a mark and moves it into view; false when there is none. Clicks on marks fire `nutgraf-select`. */
  select(kind: 'quote' | 'mention' | 'entity' | 'time' | 'quantity' | 'block', id: number, options?: { scroll?: boolean; focus?: boolean }): boolean;
}

export interface NutgrafSelectDetail {
  kind: 'quote' | 'mention' | 'entity' | 'time' | 'quantity';
  id: number;
}

declare global {
  interface HTMLElementTagNameMap {
    'nutgraf-story': NutgrafStory;
  }
  interface HTMLElementEventMap {
    'nutgraf-select': CustomEvent<NutgrafSelectDetail>;
    'nutgraf-read': CustomEvent<{ article: Article }>;
  }
}
