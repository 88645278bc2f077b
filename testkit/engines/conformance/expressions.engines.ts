import { afterAll, beforeAll, expect, test } from 'vitest';
// @ts-expect-error Plain JavaScript, which this compilation does not read.
import { readType, storedValue } from '../../../scripts/trino/answers.js';
import { StatementError, type Connection } from '../../../src/engines/engine.ts';
import { openConnection } from '../../../src/engines/registry.ts';
import { answerFiles, type AnswerFile } from '../../../src/sql/testkit/answer-files.ts';
import { theirKey } from '../../../src/sql/testkit/their-key.ts';
import type { TrinoAnswer } from '../../../src/sql/testkit/trino-answer.ts';
import { formatTrinoType, parseTrinoType } from '../../../src/sql/types.ts';
import { lake } from '../lake.ts';

/** `TRINO_CASES=all` asks for every stored answer, a number for every so manieth. */
const STEP = process.env['TRINO_CASES'] === 'all' ? 1 : Number(process.env['TRINO_CASES'] ?? 25);
const SIDE_BY_SIDE = 4;

const shared: { trino?: Connection } = {};

beforeAll(async () => {
  const { host, port } = lake().trino;
  const settings = { host, port, catalog: 'iceberg', user: 'expressions' };
  const { value } = await openConnection({ type: 'trino', settings, threads: SIDE_BY_SIDE });
  if (value) shared.trino = value;
});
afterAll(() => shared.trino?.close());

/** What is not as stored, in a word; undefined where the answer is the stored one. */
async function difference(expected: TrinoAnswer): Promise<string | undefined> {
  if (!shared.trino) throw new Error('Trino was not opened');
  try {
    const { columns, rows } = await shared.trino.execute(expected.sql);
    if (expected.error !== undefined) return 'not refused';
    const types = columns.map(({ type }) => type);
    const wanted = (expected.types ?? []).map(canonical);
    if (types.join('; ') !== wanted.join('; ')) return `${types.join('; ')} instead of ${wanted.join('; ')}`;
    if (!expected.rows) return undefined;
    // Bytes are in hex already.
    const readers = types.map((type) => readType(type.replaceAll('varbinary', 'hex')));
    const told = rows.map((row) => row.map((value, index) => storedValue(value, readers[index])));
    return keys(told, expected) === keys(expected.rows, expected)
      ? undefined
      : `rows ${JSON.stringify(told).slice(0, 200)}`;
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    return expected.error === undefined ? error.message : undefined;
  }
}

function canonical(type: string): string {
  const parsed = parseTrinoType(type);
  return parsed ? formatTrinoType(parsed) : type;
}

/** Rows as text that is the same for the same rows: instants for times with zones, no last digits of doubles, sorted where no order is asked for. */
function keys(rows: readonly (readonly unknown[])[], { types = [], ordered }: TrinoAnswer): string {
  const parsed = types.map(parseTrinoType);
  const list = rows.map((row) =>
    JSON.stringify(row.map((value, at) => (parsed[at] ? theirKey(value, parsed[at]) : value))),
  );
  return (ordered === true ? list : list.sort()).join('\n');
}

/** What is not as stored, in words: `id: other rows: SQL`. */
async function findings(answers: readonly TrinoAnswer[]): Promise<readonly string[]> {
  const found: string[] = [];
  const rest = [...answers];
  const worker = async () => {
    for (let expected = rest.shift(); expected; expected = rest.shift()) {
      const wrong = await difference(expected);
      if (wrong !== undefined) found.push(`${expected.id}: ${wrong}: ${expected.sql}`);
    }
  };
  await Promise.all(Array.from({ length: SIDE_BY_SIDE }, worker));
  return found.sort();
}

function sample({ answers }: AnswerFile): readonly TrinoAnswer[] {
  return answers.filter((_, index) => index % STEP === 0);
}

test.each(answerFiles().map((file) => [file.name, file] as const))(
  'Trino answers through lakemodel as stored: %s',
  async (_, file) => expect(await findings(sample(file))).toEqual([]),
  3_600_000,
);
