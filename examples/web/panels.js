// The panels beside the story: each makes elements of an article. Text goes in as text.

export function element(name, className, ...children) {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children.filter((child) => child !== null && child !== ''));
  return made;
}

/** A row that, clicked, shows its mark in the story. */
function item(kind, id, ...children) {
  const button = element('button', 'item', ...children);
  button.type = 'button';
  Object.assign(button.dataset, { kind, id });
  return element('li', '', button);
}

const list = (items, name = 'ul') => element(name, '', ...items);
const nothing = (what) => element('p', 'empty', what);
const shorten = (text, length) => (text.length > length ? `${[...text].slice(0, length).join('')}…` : text);
const words = (name) => name.replaceAll('_', ' ');
const spans = (...parts) => element('span', 'head', ...parts);

/** A role in a few words: "interior minister, Iraq". */
function role({ title, organization, place, status }) {
  return [status ? `${status} ${title}` : title, organization, place].filter(Boolean).join(', ');
}

export function brief({ five_ws }) {
  const rows = ['who', 'what', 'when', 'where', 'why', 'how'].flatMap((w) => {
    const answer = five_ws?.[w]?.[0];
    return answer === undefined ? [] : [element('dt', '', w[0].toUpperCase() + w.slice(1)), element('dd', '', answer.text)];
  });
  return rows.length > 0 ? element('dl', '', ...rows) : nothing('No main event found.');
}

export function quotes(article) {
  const rows = (article.quotes ?? []).map((quote) => {
    const entity = article.entities?.[quote.speaker?.entity ?? -1];
    const who = entity?.name ?? quote.speaker?.text;
    const known = entity?.roles[0] === undefined ? '' : role(entity.roles[0]);
    const said = quote.content.map((part) => part.text).join(' … ');
    const quoted = quote.kind === 'direct' ? `“${said}”` : said;
    return item('quote', quote.id,
      spans(
        element('span', 'n', String(quote.id + 1)),
        who === undefined ? element('span', 'who unknown', 'speaker not found') : element('span', 'who', shorten(who, 80)),
        element('span', 'badge', quote.kind),
        quote.medium !== null && quote.medium !== 'speech' ? element('span', 'badge', quote.medium) : null,
        quote.polarity !== 'said' ? element('span', 'badge', quote.polarity === 'declined' ? 'no comment' : quote.polarity) : null,
      ),
      element('span', 'words', quote.content.length > 0 ? quoted : quote.text),
      known || quote.via.length > 0
        ? element('span', 'soft', [known, ...quote.via.map((via) => `via ${via.text}`)].filter(Boolean).join(' · '))
        : null,
    );
  });
  return rows.length > 0 ? list(rows, 'ol') : nothing('Nobody is quoted.');
}

export function people(article) {
  const row = (entity) => {
    const quoted = (article.quotes ?? []).filter((quote) => quote.speaker?.entity === entity.id).length;
    const aliases = entity.aliases.filter((alias) => alias !== entity.name);
    return item('entity', entity.id,
      spans(
        element('span', `name ${entity.type}`, entity.name),
        element('span', 'times', `${entity.mentions.length} ×${quoted > 0 ? `, quoted ${quoted} ×` : ''}`),
      ),
      entity.roles.length > 0 ? element('span', 'soft', [...new Set(entity.roles.map(role))].join(' · ')) : null,
      aliases.length > 0 ? element('span', 'soft', `also ${aliases.slice(0, 4).join(', ')}`) : null,
    );
  };
  const entities = article.entities ?? [];
  const persons = entities.filter((entity) => entity.type === 'person');
  const others = entities.filter((entity) => entity.type !== 'person');
  const made = document.createDocumentFragment();
  made.append(persons.length > 0 ? list(persons.map(row)) : nothing('No person is named.'));
  if (others.length > 0) {
    const count = `${others.length} organizations, places and others`;
    made.append(element('details', '', element('summary', '', count), list(others.map(row))));
  }
  return made;
}

/** "2024-05-03", or "2024-05-01 to 2024-05-07" of a half-open interval. */
function days({ start, end }) {
  const [from, to] = [start.slice(0, 10), end.slice(0, 10)];
  const before = new Date(`${to}T00:00:00Z`);
  if (end.length <= 10) before.setUTCDate(before.getUTCDate() - 1);
  const last = Number.isNaN(before.getTime()) ? to : before.toISOString().slice(0, 10);
  return last <= from ? from : `${from} to ${last}`;
}

export function timeline(article) {
  const made = document.createDocumentFragment();
  let day = null;
  let rows = null;
  const sentence = (event) => article.sentences?.[event.sentence];
  for (const entry of article.timeline ?? []) {
    const heading = days(entry.interval);
    if (heading !== day) {
      day = heading;
      rows = list([]);
      made.append(element('h3', 'day', heading), rows);
    }
    if (entry.kind === 'quote') {
      const quote = article.quotes[entry.id];
      rows.append(item('quote', quote.id, element('span', '', `“${shorten(quote.content[0]?.text ?? quote.text, 90)}”`)));
    } else {
      const event = article.events[entry.id];
      const name = (id) => article.entities?.[article.mentions[id].entity ?? -1]?.name ?? article.mentions[id].text;
      const said = sentence(event);
      const told = said === undefined ? event.text : article.text.slice(said.start, said.end);
      const parties = [event.actors.map(name).join(', '), event.recipients.map(name).join(', ')].filter(Boolean).join(' → ');
      rows.append(item('block', event.block,
        spans(element('span', '', shorten(told, 140))),
        element('span', 'soft', [event.type === 'OTHER' ? event.text : words(event.type.toLowerCase()), parties, event.factuality === 'asserted' ? '' : event.factuality].filter(Boolean).join(' · ')),
      ));
    }
  }
  return made.childNodes.length > 0 ? made : nothing('Nothing with a date. Giving the day of publication may help.');
}

export function counts(article) {
  const row = (quantity) => {
    const of = quantity.of?.text ?? '';
    return item('quantity', quantity.id,
      spans(
        element('span', 'value', quantity.text),
        of !== '' && !quantity.text.includes(of) ? element('span', '', of) : null,
        quantity.role !== null ? element('span', 'badge', quantity.role) : null,
        quantity.negated ? element('span', 'badge', 'none') : null,
        !['exact', 'range'].includes(quantity.bound) ? element('span', 'badge', words(quantity.bound)) : null,
      ),
    );
  };
  const all = (article.quantities ?? []).filter((quantity) => quantity.kind !== 'ordinal');
  const first = all.filter((quantity) => quantity.role !== null || quantity.kind === 'money' || quantity.kind === 'percent');
  const others = all.filter((quantity) => !first.includes(quantity));
  const made = document.createDocumentFragment();
  if (all.length === 0) return nothing('No counts.');
  made.append(list((first.length > 0 ? first : others).map(row)));
  if (first.length > 0 && others.length > 0) {
    made.append(element('details', '', element('summary', '', `${others.length} other numbers`), list(others.map(row))));
  }
  return made;
}
