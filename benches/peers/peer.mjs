// A peer of benches/compare in JavaScript: reads JSON Lines, does all it can, counts what it found.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const [name, modules] = process.argv.slice(2);
const require = createRequire(`${modules}/`);
const peers = {
  wink() {
    const nlp = require('wink-nlp')(require('wink-eng-lite-web-model'));
    return (text) => {
      const doc = nlp.readDoc(text);
      return doc.tokens().length() + doc.entities().length() + doc.sentences().length();
    };
  },
  compromise() {
    const nlp = require('compromise');
    return (text) => nlp(text).json().length + nlp(text).people().length + nlp(text).places().length;
  },
};
const read = peers[name]();
let found = 0;
for await (const line of createInterface({ input: process.stdin })) found += read(JSON.parse(line).text);
console.log(found);
