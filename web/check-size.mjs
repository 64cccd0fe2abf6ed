// node check-size.mjs NAME KILOBYTES, run in an app's folder after its build: what a phone fetches on its first visit, compressed: everything but the
// decoder, which comes when it is wanted. Above the limit the build fails: people open it once, on a bad network, in a queue.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const [name, kilobytes] = process.argv.slice(2);
const lazy = /scan\.worker|zxing|\.wasm$/;

const files = readdirSync('dist', { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(js|css|html|svg|png|woff2|webmanifest)$/.test(entry.name))
  .filter((entry) => !lazy.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name));

const total = files.reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0) / 1024;
console.log(`${name}: ${total.toFixed(1)} kB compressed in ${files.length} files (limit ${kilobytes} kB)`);
if (files.length === 0 || total > Number(kilobytes)) process.exitCode = 1;
