// Writes a .br and a .gz twin beside every text-like file of a built web app; the server sends the smallest the browser takes.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const compressible = new Set(['.js', '.css', '.html', '.svg', '.json', '.wasm', '.webmanifest', '.txt', '.map']);
const smallest = 1024; // below this the twin saves no packet

for (const folder of process.argv.slice(2)) {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath ?? entry.path, entry.name);
    if (!entry.isFile() || !compressible.has(extname(path))) continue;
    const content = readFileSync(path);
    if (content.length < smallest) continue;
    const brotli = { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length } };
    writeFileSync(path + '.br', brotliCompressSync(content, brotli));
    writeFileSync(path + '.gz', gzipSync(content, { level: 9 }));
  }
}
