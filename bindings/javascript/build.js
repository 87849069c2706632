// Puts the package together: `node build.js GLUE [DIST]`, where GLUE is the folder wasm-bindgen wrote to and DIST, unless given, dist/ here.
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

import { buildSync } from 'esbuild';

const here = dirname(fileURLToPath(import.meta.url));
const [glue, dist = join(here, 'dist')] = process.argv.slice(2);
if (glue === undefined) throw new Error('usage: node build.js GLUE [DIST]');

rmSync(dist, { recursive: true, force: true });
mkdirSync(dist);

// The module, optimised again.
const raw = join(glue, 'nutgraf_bg.wasm');
const wasm = join(dist, 'nutgraf.wasm');
const features = ['simd', 'bulk-memory', 'nontrapping-float-to-int', 'sign-ext', 'mutable-globals', 'reference-types', 'multivalue'];
execFileSync(process.execPath, [
  join(here, 'node_modules/binaryen/bin/wasm-opt'), '-O3', ...features.map((f) => `--enable-${f}`), raw, '-o', wasm,
  ...(process.env.NUTGRAF_WASM_NAMES === undefined ? [] : ['-g']),
]);

// The entry points as they are written, and Node's once more for `require`.
copyFileSync(join(glue, 'nutgraf.js'), join(dist, 'glue.js'));
for (const name of readdirSync(join(here, 'lib'))) copyFileSync(join(here, 'lib', name), join(dist, name));
buildSync({
  entryPoints: [join(dist, 'node.js')],
  outfile: join(dist, 'node.cjs'),
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node18',
  define: { 'import.meta.url': 'file' },
  banner: { js: "'use strict';\nconst file = require('node:url').pathToFileURL(__filename);" },
});
// TypeScript wants a declaration file of the same kind beside each.
const declared = readFileSync(join(dist, 'index.d.ts'), 'utf8');
writeFileSync(join(dist, 'index.d.cts'), declared.replaceAll("'./article.js'", "'./article.cjs'"));
copyFileSync(join(dist, 'article.d.ts'), join(dist, 'article.d.cts'));

for (const name of ['LICENSE-MIT', 'LICENSE-APACHE', 'NOTICE']) copyFileSync(join(here, '../..', name), join(here, name));

const kilobytes = (bytes) => `${(bytes / 1000).toFixed(0)} kB`;
const bytes = readFileSync(wasm);
console.log(
  `nutgraf.wasm: ${kilobytes(bytes.length)} (${kilobytes(readFileSync(raw).length)} before wasm-opt), ` +
    `${kilobytes(gzipSync(bytes, { level: 9 }).length)} gzip, ${kilobytes(brotliCompressSync(bytes).length)} brotli`,
);
