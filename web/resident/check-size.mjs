// All that the page needs, compressed. Fails above the limit: people open it once, on a bad network, in a queue.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const limit = 60 * 1024;
const dist = join(import.meta.dirname, 'dist');

const files = readdirSync(dist, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.(js|css|html)$/.test(entry.name))
  .map((entry) => join(entry.parentPath, entry.name));

const total = files.reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0);
console.log(
  `resident page: ${(total / 1024).toFixed(1)} kB compressed in ${files.length} files (limit ${limit / 1024} kB)`,
);
if (total > limit) process.exit(1);
