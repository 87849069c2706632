// A peer of benches/compare in JavaScript: reads JSON Lines, does all it can, counts what it found.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const [name, modules, ...rest] = process.argv.slice(2);
const require = createRequire(`${modules}/`);
const peers = {
  // Our own package; `modules` is its folder. Like the command it writes the whole JSON.
  async nutgraf() {
    const { extractJson } = await import(`${modules}/node.js`);
    const options = rest[0] === '--layers' ? { layers: rest[1].split(',') } : undefined;
    return (text) => {
      const json = extractJson(text, options);
      process.stdout.write(`${json}\n`);
      return json.length;
    };
  },
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
const read = await peers[name]();
let found = 0;
for await (const line of createInterface({ input: process.stdin })) found += read(JSON.parse(line).text);
console.log(found);
