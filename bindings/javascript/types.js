// Writes lib/article.d.ts, the types of every layer, from the JSON Schema of the wire form:
//
//   node types.js            writes it
//   node types.js --check    says whether it is current
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { compile } from 'json-schema-to-typescript';

const path = (relative) => fileURLToPath(new URL(relative, import.meta.url));
// Keys that are left out when there is nothing to say; every other key is always there, null when unknown. The schema is of
// what may be read, and does not tell the two apart: a test holds this list against what is written.
const OMITTED = {
  Article: 'metadata blocks sentences tokens mentions entities times quantities quotes events five_ws timeline',
  Metadata:
    'headline alternative_headline description publisher date_published date_modified dateline section language url',
  Author: 'role organization',
  Image: 'alt caption credit',
  Dateline: 'agency date',
  Block: 'author caption credit source',
  Credit: 'photographer agency',
  Token: 'feats',
  Mention: 'head',
  Entity: 'sectors gender country',
  Role: 'organization place status',
  TimeExpression: 'mod quant freq',
  Quantity: 'unit',
  Event: 'mode',
  Diagnostic: 'start end text',
};
/** Left out, or null: the text of a block that is not in the page's mark-up. */
const NULL_TOO = ['Block.source'];

/** The schema of what is written. */
export function outputSchema() {
  const schema = JSON.parse(readFileSync(path('../../vectors/article.schema.json'), 'utf8'));
  const tighten = (name, object) => {
    if (object.properties === undefined) return;
    const omitted = (OMITTED[name] ?? '').split(' ').filter(Boolean);
    const unknown = omitted.filter((key) => !(key in object.properties));
    if (unknown.length > 0) throw new Error(`${name} has no ${unknown}`);
    object.additionalProperties = false;
    object.required = Object.keys(object.properties).filter((key) => !omitted.includes(key));
    for (const key of omitted) {
      if (!NULL_TOO.includes(`${name}.${key}`)) object.properties[key] = withoutNull(object.properties[key]);
    }
    for (const property of Object.values(object.properties)) delete property.default;
  };
  tighten('Article', schema);
  for (const [name, definition] of Object.entries(schema.$defs)) tighten(name, definition);
  schema.properties.offsets = { const: 'utf16', description: 'Offsets count UTF-16 code units: `article.text.slice(start, end)`.' };
  schema.$defs.TimelineEntry.properties.kind = { enum: ['event', 'quote'], description: 'Which layer `id` points into.' };
  return schema;
}

function withoutNull({ anyOf, type, ...rest }) {
  if (anyOf !== undefined) {
    const [only, ...others] = anyOf.filter((option) => option.type !== 'null');
    if (others.length > 0) throw new Error('more than one type');
    return { ...only, ...rest };
  }
  return Array.isArray(type) ? { type: type.find((t) => t !== 'null'), ...rest } : { type, ...rest };
}

function undocumented(value) {
  // Descriptions that only point to Rust's types say nothing here; links become plain names.
  if (Array.isArray(value)) return value.map(undocumented);
  if (value === null || typeof value !== 'object') return value;
  const out = {};
  for (const [key, inner] of Object.entries(value)) {
    if (key === 'description' && typeof inner === 'string') {
      if (!/^\[`model::\w+`\]\.$/.test(inner)) out[key] = inner.replace(/\[`([\w:]+)`\]/g, (_, name) => `\`${name.replaceAll('::', '.')}\``);
    } else {
      out[key] = undocumented(inner);
    }
  }
  return out;
}

export async function articleTypes() {
  const schema = undocumented(outputSchema());
  schema.description = 'A news story, read. Layers that were not asked for are absent.';
  const types = await compile(schema, 'Article', {
    bannerComment: '// Written by types.js from vectors/article.schema.json. Do not edit.\n',
    additionalProperties: false,
    style: { singleQuote: true, printWidth: 120 },
  });
  return types;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = path('lib/article.d.ts');
  const types = await articleTypes();
  if (process.argv[2] !== '--check') {
    writeFileSync(file, types);
  } else if (readFileSync(file, 'utf8') !== types) {
    console.error('lib/article.d.ts is not what the schema says: run `node types.js`');
    process.exit(1);
  }
}
