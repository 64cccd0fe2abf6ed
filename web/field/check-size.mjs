// The shell a phone fetches on its first visit, compressed: everything precached but the decoder. Fails above the limit.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const limit = 250 * 1024;
const dist = join(import.meta.dirname, 'dist');
const lazy = /scan\.worker|zxing|\.wasm$/;

const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(js|css|html|svg|png|woff2|webmanifest)$/.test(entry.name))
  .filter((entry) => !lazy.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name));

const total = files.reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0);
console.log(
  `field app shell: ${(total / 1024).toFixed(1)} kB compressed in ${files.length} files (limit ${limit / 1024} kB)`,
);
if (total > limit) process.exit(1);
