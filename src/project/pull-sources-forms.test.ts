import { createRequire } from 'node:module';
import type * as Yaml from 'yaml';
import { expect, test } from 'vitest';
import { pullColumns } from './pull-sources.ts';

const yaml = createRequire(import.meta.url)('yaml') as typeof Yaml;
const FORMS = 400;

const CATALOG = [
  { name: 'id', type: 'bigint' },
  { name: 'w', type: 'decimal(10,2)', comment: "it's: #1" },
  { name: 'when', type: 'timestamp(3) with time zone' },
];

interface Data {
  readonly sources: [{ readonly tables: { name: string; columns?: { name: string }[] | null }[] }];
}

/** Lines that are written one of many ways; the same number gives the same. */
class FormWriter {
  readonly lines: string[] = [];
  private seed: number;

  constructor(seed: number) {
    this.seed = seed;
  }

  pick(count: number): number {
    this.seed = (this.seed * 1103515245 + 12345) & 0x7fffffff;
    return (this.seed >> 8) % count;
  }

  sometimes(...lines: string[]): void {
    if (this.pick(2) === 0) this.lines.push(...lines);
  }

  line(text: string): void {
    this.lines.push(this.pick(4) === 0 ? `${text}  # note` : text);
    if (this.pick(6) === 0) this.lines.push('');
    if (this.pick(6) === 0) this.lines.push(`${' '.repeat(this.pick(12))}# a line of its own`);
  }
}

/** A properties file with the source table `parts` somewhere in it. */
function fileOf(seed: number): string {
  const form = new FormWriter(seed);
  const dash = ' '.repeat(form.pick(2) * 2);
  form.sometimes('version: 2');
  form.line('sources:');
  form.line(`${dash}- name: erp`);
  form.line(`${dash}  tables:`);
  const names = ['other', 'parts', 'last'].slice(form.pick(2), 2 + form.pick(2));
  for (const name of names) writeTable(form, name, `${dash}  ${dash}`, dash);
  form.sometimes('models:', '  - name: m');
  return form.lines.join(form.pick(4) === 0 ? '\r\n' : '\n') + (form.pick(4) === 0 ? '' : '\n');
}

function writeTable(form: FormWriter, name: string, indent: string, dash: string): void {
  if (form.pick(5) === 0) return form.line(`${indent}- {name: ${name}, columns: [{name: id}, {name: old}]}`);
  form.line(`${indent}- name: ${form.pick(2) === 0 ? name : `"${name}"`}`);
  const inner = `${indent}  `;
  form.sometimes(`${inner}description: >-`, `${inner}  some text`, '', `${inner}  more # text`);
  writeColumns(form, inner, dash);
  form.sometimes(`${inner}tags: [a, b]`);
}

function writeColumns(form: FormWriter, indent: string, dash: string): void {
  const kind = form.pick(5);
  if (kind === 0) return;
  if (kind === 1) return form.line(`${indent}columns: [ {name: id, data_type: integer} ]`);
  form.line(`${indent}columns:`);
  if (kind === 2) return;
  for (const name of ['id', 'w', 'old'].slice(form.pick(2))) {
    const inner = `${indent}${dash}  `;
    form.line(`${indent}${dash}- name: ${name}`);
    form.sometimes(`${inner}data_type: integer   # as it was`);
    form.sometimes(`${inner}description: |`, `${inner}  a block`, `${inner}  of text`);
    form.sometimes(`${inner}data_tests:`, `${inner}  - unique`);
  }
}

/** What a file says once the catalog's columns are in it. */
function expectedOf(text: string): Data {
  const data = yaml.parse(text) as Data;
  const table = data.sources[0].tables.find(({ name }) => name === 'parts');
  const declared = (table?.columns ?? []).map((column) => {
    const found = CATALOG.find(({ name }) => name === column.name);
    return found ? { ...column, data_type: found.type } : column;
  });
  const added = CATALOG.filter(({ name }) => !declared.some((column) => column.name === name));
  const written = added.map(({ name, type, comment }) => ({
    name,
    data_type: type,
    ...(comment !== undefined && { description: comment }),
  }));
  if (table) table.columns = [...declared, ...written];
  return data;
}

function pull(text: string): string {
  const offset = text.search(/name: "?parts/) + 'name: '.length;
  const { text: pulled, tables } = pullColumns(
    text,
    [{ id: 'erp.parts', offset, columns: CATALOG }],
    (declared, found) => declared === found,
  );
  expect(tables[0]?.problem, text).toBeUndefined();
  return pulled;
}

test(`columns are pulled into ${FORMS} files of other forms`, () => {
  for (let seed = 1; seed <= FORMS; seed++) {
    const text = fileOf(seed);
    const pulled = pull(text);
    expect(yaml.parse(pulled), text).toEqual(expectedOf(text));
    expect(pull(pulled), text).toBe(pulled);
    const lines = new Set(pulled.split(/\r?\n/).map((line) => line.trim()));
    for (const line of text.split(/\r?\n/)) {
      if (line.trim().startsWith('#')) expect(lines).toContain(line.trim());
    }
  }
});
