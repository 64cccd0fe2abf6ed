// Makes characters.tsv and surnames.tsv from the npm package pinyin-pro (MIT). Run: npm install --prefix /tmp/pinyin pinyin-pro@3.29.4 &&
// node data/pinyin/make-tables.mjs /tmp/pinyin/node_modules/pinyin-pro
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const from = process.argv[2];
const { pinyin } = await import(pathToFileURL(join(from, 'dist/index.mjs')));
const folder = import.meta.dirname;
const read = (text, mode) => pinyin(text, { toneType: 'none', type: 'array', v: true, ...(mode && { mode }) });

// Every Chinese character that has a reading, under its most usual one, without its tone. v stands for ü.
const ranges = [[0x3007, 0x3007], [0x3400, 0x4dbf], [0x4e00, 0x9fff], [0xf900, 0xfaff], [0x20000, 0x2fa1f], [0x30000, 0x323af]];
const bySyllable = new Map();
for (const [first, last] of ranges) {
  for (let point = first; point <= last; point++) {
    const character = String.fromCodePoint(point);
    const [syllable] = read(character);
    if (syllable && /^[a-z]+$/.test(syllable)) bySyllable.set(syllable, (bySyllable.get(syllable) ?? '') + character);
  }
}

// Surnames of more than one character, which must not be cut, and those that are read otherwise than as words.
const surnames = [...readFileSync(join(from, 'dist/esm/data/surname.mjs'), 'utf8').matchAll(/^ {4}'?([^\s':]+)'?: '/gm)].map(([, name]) => name);
const kept = surnames.filter((name) => [...name].length > 1 || read(name)[0] !== read(name, 'surname')[0]);

const lines = (rows) => [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map((row) => row.join('\t')).join('\n') + '\n';
writeFileSync(join(folder, 'characters.tsv'), lines(bySyllable));
writeFileSync(join(folder, 'surnames.tsv'), lines(kept.map((name) => [name, read(name, 'surname').join(' ')])));
console.log(bySyllable.size, 'syllables,', kept.length, 'surnames');
