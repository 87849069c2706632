// An article as nested pieces of text, ready to be drawn: blocks, in them stretches of quoted words and of others, in them
// plain text and marked text. No piece overlaps another, and together they are the blocks' text.

/** What a piece may be marked as; of several that cover it the shortest wins, among equals the first. */
function marksOf(article) {
  const marks = [];
  const add = (mark, span) => marks.push({ ...mark, start: span.start, end: span.end });
  for (const mention of article.mentions ?? []) {
    const known = mention.entity !== null;
    if (known || mention.kind === 'name') add({ kind: 'mention', id: mention.id, entity: mention.entity, type: mention.type ?? 'misc', form: mention.kind }, mention);
  }
  for (const time of article.times ?? []) add({ kind: 'time', id: time.id }, time);
  for (const quantity of article.quantities ?? []) if (quantity.kind !== 'ordinal') add({ kind: 'quantity', id: quantity.id }, quantity);
  for (const quote of article.quotes ?? []) if (quote.cue !== null) add({ kind: 'cue', id: quote.id }, quote.cue);
  return marks;
}

function quotedOf(article) {
  const spans = [];
  for (const quote of article.quotes ?? []) {
    // A quote without words of its own ("declined to comment") is where its cue is.
    for (const [part, span] of (quote.content.length > 0 ? quote.content : [quote]).entries()) {
      spans.push({ quote: quote.id, part, start: span.start, end: span.end });
    }
  }
  return spans;
}

const byStart = (a, b) => a.start - b.start || b.end - a.end;

/** Cuts `start..end` where the spans begin and end; gives each cut the shortest span over it. */
function* cuts(start, end, spans) {
  const points = [...new Set([start, end, ...spans.flatMap((s) => [Math.max(s.start, start), Math.min(s.end, end)])])].sort((a, b) => a - b);
  let next = 0;
  let open = [];
  for (let i = 0; i + 1 < points.length; i += 1) {
    const at = points[i];
    open = open.filter((s) => s.end > at);
    while (next < spans.length && spans[next].start <= at) {
      if (spans[next].end > at) open.push(spans[next]);
      next += 1;
    }
    let best = null;
    for (const s of open) if (best === null || s.end - s.start < best.end - best.start) best = s;
    yield { start: at, end: points[i + 1], span: best };
  }
}

/** Neighbours under the same span are one. */
function* joined(pieces) {
  let last = null;
  for (const piece of pieces) {
    if (last !== null && last.span === piece.span) {
      last.end = piece.end;
    } else {
      if (last !== null) yield last;
      last = { ...piece };
    }
  }
  if (last !== null) yield last;
}

/** The spans that share a character with `start..end`; `from` remembers where to look next time. */
function overlapping(spans, start, end, from) {
  while (from.at < spans.length && spans[from.at].end <= start) from.at += 1;
  const found = [];
  for (let i = from.at; i < spans.length && spans[i].start < end; i += 1) if (spans[i].end > start) found.push(spans[i]);
  return found;
}

export function annotate(article) {
  const { text } = article;
  const marks = marksOf(article).sort(byStart);
  const quoted = quotedOf(article).sort(byStart);
  const [fromMark, fromQuote] = [{ at: 0 }, { at: 0 }];
  const seen = new Set();
  const blocks = article.blocks ?? [{ id: 0, kind: 'paragraph', start: 0, end: text.length }];
  return blocks.map(({ id, kind, start, end }) => {
    const blockMarks = overlapping(marks, start, end, fromMark);
    const stretches = [];
    for (const stretch of joined(cuts(start, end, overlapping(quoted, start, end, fromQuote)))) {
      const from = { at: 0 };
      const inside = overlapping(blockMarks, stretch.start, stretch.end, from);
      const pieces = [...joined(cuts(stretch.start, stretch.end, inside))].map((piece) => ({
        text: text.slice(piece.start, piece.end),
        start: piece.start,
        mark: piece.span,
      }));
      const quote = stretch.span?.quote ?? null;
      stretches.push({ quote, first: quote !== null && !seen.has(quote), pieces });
      if (quote !== null) seen.add(quote);
    }
    return { id, kind, stretches };
  });
}
