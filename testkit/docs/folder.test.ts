import { existsSync, mkdirSync, readFileSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { newFolder, run, SHOP, succeed, write } from './command-line.ts';
import { filesBelow, readSite } from './read-site.ts';

const GENERATE = ['docs', 'generate', '--offline'];

describe('the folder of the site', () => {
  test('one with files of somebody else is left alone', async () => {
    const dir = newFolder({ ...SHOP, 'public/precious.txt': 'mine' });
    for (const output of ['public', '.']) {
      const { status, stderr, stdout } = await run(dir, [...GENERATE, '--output', output]);
      expect(status).toBe(2);
      expect(stderr).toContain('error[docs-folder-foreign]');
      expect(stdout).toBe('');
    }
    expect(filesBelow(join(dir, 'public'))).toEqual(['precious.txt']);
  });

  test('a selection of nothing, and an empty name of a folder, leave the site as it is', async () => {
    const dir = newFolder(SHOP);
    await succeed(dir, GENERATE);
    const before = readFileSync(join(dir, 'target/docs/index.html'), 'utf8');
    const nothing = await run(dir, [...GENERATE, '--select', 'nosuch']);
    expect(nothing.status).toBe(2);
    expect(nothing.stderr).toContain('error[docs-selection-empty]');
    const unset = await run(dir, [...GENERATE, '--output', '']);
    expect(unset.status).toBe(2);
    expect(unset.stderr).toContain('--output names no folder.');
    expect(readFileSync(join(dir, 'target/docs/index.html'), 'utf8')).toBe(before);
  });

  test('a list that lakemodel did not write proves nothing', async () => {
    const list = { format: 'lakemodel-docs', version: 1, builds: [], assets: [] };
    const build = { id: '0123456789ab', files: [], isWhole: true };
    const forged = [
      'no json',
      JSON.stringify({ ...list, version: 2 }),
      JSON.stringify({ ...list, assets: ['../../project.yml'] }),
      JSON.stringify({ ...list, assets: ['..'] }),
      JSON.stringify({ ...list, builds: [{ ...build, id: '../../models' }] }),
      JSON.stringify({ ...list, builds: [{ ...build, files: ['../../../models/totals.sql'] }] }),
      JSON.stringify({ ...list, builds: null }),
    ];
    const dir = newFolder(SHOP);
    for (const text of forged) {
      write(dir, { 'public/lakemodel-docs.json': text });
      const { status, stderr } = await run(dir, [...GENERATE, '--output', 'public']);
      expect([status, text]).toEqual([2, text]);
      expect(stderr).toContain('docs-folder-foreign');
    }
    expect(existsSync(join(dir, 'models/totals.sql'))).toBe(true);
  });

  test('a file in its place is told', async () => {
    const dir = newFolder({ ...SHOP, public: 'a file' });
    const { status, stderr } = await run(dir, [...GENERATE, '--output', 'public']);
    expect(status).toBe(2);
    expect(stderr).toContain('error[docs-folder-unusable]');
    expect(stderr).toContain('it is a file');
  });

  test('one that cannot be made is told', async () => {
    const dir = newFolder({ ...SHOP, file: 'a file' });
    const { status, stderr } = await run(dir, [...GENERATE, '--output', 'file/public']);
    expect(status).toBe(2);
    expect(stderr).toContain('error[docs-folder-unusable]');
  });

  test('data of earlier builds goes, and nothing else', async () => {
    const dir = newFolder(SHOP);
    const docs = join(dir, 'target/docs');
    await succeed(dir, GENERATE);
    const first = readSite(docs).build;
    write(docs, {
      CNAME: 'docs.example.org',
      'assets/logo.png': 'mine',
      [`data/${first}/notes.txt`]: 'mine',
      'data/abcdef012345/overview.js': 'of nobody',
    });
    write(dir, { 'models/more.sql': 'select 1 as one' });
    await succeed(dir, GENERATE);
    const second = readSite(docs).build;
    expect(second).not.toBe(first);
    expect(filesBelow(join(docs, 'data', first))).toEqual(['notes.txt']);
    expect(readdirSync(join(docs, 'data')).sort()).toEqual([first, second, 'abcdef012345'].sort());
    expect(readFileSync(join(docs, 'CNAME'), 'utf8')).toBe('docs.example.org');
    expect(readFileSync(join(docs, 'assets/logo.png'), 'utf8')).toBe('mine');
    write(dir, { 'models/more.sql': 'select 2 as two' });
    await succeed(dir, GENERATE);
    expect(existsSync(join(docs, 'data', second))).toBe(false);
    expect(filesBelow(docs).filter((file) => file.endsWith('.tmp'))).toEqual([]);
  });

  test('what a killed writer left is written anew', async () => {
    const dir = newFolder(SHOP);
    const docs = join(dir, 'target/docs');
    await succeed(dir, GENERATE);
    const { build } = readSite(docs);
    const marker = join(docs, 'lakemodel-docs.json');
    writeFileSync(marker, readFileSync(marker, 'utf8').replace('"isWhole": true', '"isWhole": false'));
    writeFileSync(join(docs, 'data', build, 'nodes.js'), 'lakemodelShard(');
    await succeed(dir, GENERATE);
    expect(
      readSite(docs)
        .nodes.map(({ name }) => name)
        .sort(),
    ).toEqual(['largest', 'orders', 'totals']);
  });

  test('several at once leave one whole site', async () => {
    const dir = newFolder(SHOP);
    const docs = join(dir, 'target/docs');
    const vars = ['1', '2', '3', '1'].map((n) => ['--vars', `{n: ${n}}`]);
    write(dir, { 'models/number.sql': `select {{ var('n', 0) }} as n` });
    await Promise.all(vars.map((given) => succeed(dir, [...GENERATE, ...given])));
    const { build, details } = readSite(docs);
    expect(details.get('model.shop.number')?.code?.compiled[0]?.sql).toMatch(/[123]/);
    expect(readdirSync(join(docs, 'data'))).toEqual([build]);
  });

  test('a link to a folder is followed', async () => {
    const dir = newFolder(SHOP);
    mkdirSync(join(dir, 'elsewhere'));
    symlinkSync(join(dir, 'elsewhere'), join(dir, 'public'));
    await succeed(dir, [...GENERATE, '--output', 'public']);
    expect(readSite(join(dir, 'elsewhere')).nodes).toHaveLength(3);
  });
});
