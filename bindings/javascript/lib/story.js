// <nutgraf-story>: a story drawn with its quotes, names, times and counts marked.
//
//   <nutgraf-story date="2024-05-03">“It works,” said Ann Vale.</nutgraf-story>
//
// or `element.article = extract(text)`. A click on a mark fires `nutgraf-select` with `detail: {kind, id}`; `select(kind, id)`
// shows a mark. Text goes in as text: nothing of the story is ever read as mark-up.
import { annotate } from './annotate.js';

const STYLE = `
:host { display: block; color-scheme: light dark; line-height: 1.65;
  --ink: light-dark(#1d1f24, #e6e4df); --soft: light-dark(#5b606b, #a5a9b3); --rule: light-dark(#dcdad4, #3a3d45);
  --quote: light-dark(#fbf3d9, #35301d); --quote-edge: light-dark(#c9a227, #c2a14a); --chosen: light-dark(#ffe08a, #6b5510);
  --person: light-dark(#1f5fbf, #7fb0f5); --organization: light-dark(#7d3fb2, #c39bea); --place: light-dark(#1d7a46, #6cc792);
  --other: light-dark(#6a6f78, #9ba1ab); --time: light-dark(#a85a00, #e8a857); --quantity: light-dark(#b3264d, #f08aa6);
  color: var(--ink); }
:host([hidden]) { display: none; }
h2 { font-size: 1.75em; line-height: 1.2; margin: 0 0 .6em; text-wrap: balance; }
h3 { font-size: 1.15em; margin: 1.6em 0 .4em; }
p, ul, blockquote, pre { margin: 0 0 1em; }
blockquote { border-inline-start: 3px solid var(--rule); padding-inline-start: 1em; }
pre { font: inherit; white-space: pre-wrap; }
.standfirst { font-size: 1.1em; color: var(--soft); }
.byline, .header, .note, .boilerplate, .caption { font-size: .86em; color: var(--soft); }
.caption { border-inline-start: 3px solid var(--rule); padding-inline-start: .9em; }
.header { font-variant-numeric: tabular-nums; }
.note { font-style: italic; }
a { color: inherit; text-decoration: none; border-radius: 2px; scroll-margin: 30vh; }
a:focus-visible { outline: 2px solid var(--person); outline-offset: 2px; }
.quoted { background: var(--quote); box-decoration-break: clone; -webkit-box-decoration-break: clone; padding: .12em 0; border-radius: 2px; cursor: pointer; scroll-margin: 30vh; }
.mark { border-bottom: 2px solid var(--colour); }
.mark:hover { background: color-mix(in srgb, var(--colour) 16%, transparent); }
.person { --colour: var(--person); } .organization { --colour: var(--organization); }
.place, .facility { --colour: var(--place); }
.group, .product, .event, .work, .law, .misc { --colour: var(--other); }
.time { --colour: var(--time); border-bottom-style: dotted; } .quantity { --colour: var(--quantity); border-bottom-style: dashed; border-bottom-width: 1.5px; }
.cue { font-style: italic; }
.pronoun, .nominal { border-bottom-width: 1px; border-bottom-style: dotted; }
.number { font-size: .68em; font-weight: 650; vertical-align: super; line-height: 0; margin-inline-end: .25em; padding: .1em .35em; border-radius: 1em; background: var(--quote-edge); color: light-dark(#1d1f24, #17181b); font-variant-numeric: tabular-nums; }
.chosen, .quoted.chosen { background: var(--chosen); }
.number.chosen { background: var(--quote-edge); }
:host(.no-quotes) .quoted:not(.chosen) { background: none; } :host(.no-quotes) .number { display: none; }
:host(.no-names) .mention:not(.chosen), :host(.no-times) .time:not(.chosen), :host(.no-counts) .quantity:not(.chosen) { border-bottom-color: transparent; }
@media (prefers-reduced-motion: no-preference) { .mark, .quoted { transition: background-color .15s; } }
@media print { .quoted { background: none; text-decoration: underline; } }
`;

const ELEMENTS = { headline: 'h2', heading: 'h3', block_quote: 'blockquote', table: 'pre', list_item: 'li' };
const LABELS = { person: 'person', organization: 'organization', place: 'place', facility: 'facility' };

function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
}

// Only in a browser is there something to extend; elsewhere the module loads all the same.
const Base = globalThis.HTMLElement ?? class {};

export class NutgrafStory extends Base {
  #article = null;
  #root;
  #wanted = 0;

  constructor() {
    super();
    this.#root = this.attachShadow({ mode: 'open' });
    this.#root.addEventListener('click', (event) => this.#clicked(event));
  }

  connectedCallback() {
    const begin = () => {
      if (this.#article === null && this.#wanted === 0 && this.textContent.trim() !== '') this.read(this.textContent);
    };
    // While the page is being parsed, the text is still to come.
    if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin, { once: true });
    else begin();
  }

  /** The article shown. */
  get article() {
    return this.#article;
  }

  set article(article) {
    this.#wanted += 1;
    this.#article = article;
    this.#draw();
  }

  /** Reads a story here, on this thread, and shows it. */
  async read(text, options = {}) {
    const wanted = (this.#wanted += 1);
    const { default: init, extract } = await import('./index.js');
    await init();
    const date = this.getAttribute('date');
    const article = extract(text, { ...(date && { date }), ...options });
    if (wanted !== this.#wanted) return;
    this.article = article;
    this.dispatchEvent(new CustomEvent('nutgraf-read', { detail: { article } }));
  }

  /** Shows a mark and moves it into view: `kind` is quote, mention, entity, time, quantity or block. */
  select(kind, id, { scroll = true, focus = false } = {}) {
    for (const chosen of this.#root.querySelectorAll('.chosen')) chosen.classList.remove('chosen');
    const found = [...this.#root.querySelectorAll(`[data-${kind}="${Number(id)}"]`)];
    for (const one of found) one.classList.add('chosen');
    const target = found.find((one) => !one.classList.contains('number')) ?? found[0];
    if (target !== undefined && scroll) target.scrollIntoView({ block: 'center', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
    if (focus) found.find((one) => one.localName === 'a')?.focus({ preventScroll: true });
    return found.length > 0;
  }

  #clicked(event) {
    const target = event.target.closest('[data-kind]');
    if (target === null) return;
    event.preventDefault();
    const { kind, id } = target.dataset;
    this.select(kind, id, { scroll: false });
    this.dispatchEvent(new CustomEvent('nutgraf-select', { bubbles: true, composed: true, detail: { kind, id: Number(id) } }));
  }

  #draw() {
    this.#root.replaceChildren(element('style', '', STYLE));
    if (this.#article === null) return;
    let list = null;
    for (const block of annotate(this.#article)) {
      const made = element(ELEMENTS[block.kind] ?? 'p', block.kind, ...block.stretches.map((stretch) => this.#stretch(stretch)));
      made.dataset.block = block.id;
      if (block.kind === 'list_item') {
        if (list === null) this.#root.append((list = element('ul')));
        list.append(made);
      } else {
        list = null;
        this.#root.append(made);
      }
    }
  }

  #stretch({ quote, first, pieces }) {
    const drawn = pieces.map((piece) => this.#piece(piece));
    if (quote === null) {
      const fragment = document.createDocumentFragment();
      fragment.append(...drawn);
      return fragment;
    }
    const made = element('span', 'quoted');
    Object.assign(made.dataset, { kind: 'quote', id: quote, quote });
    if (first) {
      const number = element('a', 'number', String(quote + 1));
      number.href = '#';
      number.setAttribute('aria-label', `Quote ${quote + 1}`);
      Object.assign(number.dataset, { kind: 'quote', id: quote, quote });
      made.append(number);
    }
    made.append(...drawn);
    return made;
  }

  #piece({ text, mark }) {
    if (mark === null) return document.createTextNode(text);
    if (mark.kind === 'cue') return element('span', 'cue', text);
    const made = element('a', `mark ${mark.kind}`, text);
    made.href = '#';
    made.dataset[mark.kind] = mark.id;
    if (mark.kind === 'mention') {
      made.classList.add(mark.type, mark.form);
      made.title = LABELS[mark.type] ?? mark.type;
      if (mark.entity !== null) made.dataset.entity = mark.entity;
    } else {
      made.title = mark.kind;
    }
    const [kind, id] = mark.kind === 'mention' && mark.entity !== null ? ['entity', mark.entity] : [mark.kind, mark.id];
    Object.assign(made.dataset, { kind, id });
    return made;
  }
}

if (globalThis.customElements !== undefined && customElements.get('nutgraf-story') === undefined) {
  customElements.define('nutgraf-story', NutgrafStory);
}
