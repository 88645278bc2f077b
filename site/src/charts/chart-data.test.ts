import { describe, expect, it } from 'vitest';
import type { AnalysisResult, ChartSpec } from '../../../src/docs/site-data.ts';
import type { ChartData } from './chart-data.ts';
import { chartData } from './chart-data.ts';
import { describeChart } from './describe-chart.ts';

type Rows = AnalysisResult['rows'];

function result(columns: Readonly<Record<string, string>>, rows: Rows): AnalysisResult {
  return { columns: Object.entries(columns).map(([name, type]) => ({ name, type })), rows, isCut: false };
}

function drawn(spec: ChartSpec, of: AnalysisResult): ChartData {
  const data = chartData(spec, of);
  if ('problem' in data) throw new Error(data.problem);
  return data;
}

const COSTS = result({ day: 'date', model: 'varchar', cost: 'decimal(38,2)' }, [
  ['2024-01-03', 'b', '2.50'],
  ['2024-01-01', 'a', '1.25'],
  ['2024-01-01', 'b', null],
]);

describe('chartData', () => {
  it('makes long rows wide: times in order, nulls as gaps, decimals as numbers', () => {
    expect(drawn({ type: 'line', x: 'day', y: ['cost'], series: 'model' }, COSTS)).toEqual({
      x: [Date.UTC(2024, 0, 1), Date.UTC(2024, 0, 3)],
      labels: ['2024-01-01', '2024-01-03'],
      axis: 'time',
      series: [
        { name: 'b', values: [null, 2.5] },
        { name: 'a', values: [1.25, null] },
      ],
      notes: [],
    });
  });

  it('keeps bars in the order of the query', () => {
    const data = drawn({ type: 'bar', x: 'day', y: ['cost'], series: 'model' }, COSTS);
    expect([data.axis, data.labels, data.x]).toEqual(['category', ['2024-01-03', '2024-01-01'], [0, 1]]);
  });

  it('draws several columns', () => {
    const data = drawn(
      { type: 'bar', x: 'p', y: ['a', 'b'] },
      result({ p: 'varchar', a: 'int', b: 'double' }, [['x', 1, 2.5]]),
    );
    expect(data.series).toEqual([
      { name: 'a', values: [1] },
      { name: 'b', values: [2.5] },
    ]);
  });

  it('adds up values of one place, and says so', () => {
    const data = drawn(
      { type: 'bar', x: 'p', y: ['n'] },
      result({ p: 'varchar', n: 'bigint' }, [
        ['x', '1'],
        ['x', '2'],
        [null, '4'],
      ]),
    );
    expect([data.labels, data.series[0]!.values]).toEqual([
      ['x', '(none)'],
      [3, 4],
    ]);
    expect(data.notes).toEqual(['1 values share their place with another: they are added up.']);
  });

  it('leaves out what has no place on an axis of numbers, and says so', () => {
    const data = drawn(
      { type: 'scatter', x: 'a', y: ['n'] },
      result({ a: 'double', n: 'double' }, [
        [null, 1],
        [2, 3],
      ]),
    );
    expect(data.x).toEqual([2]);
    expect(data.notes[0]).toContain('1 values without a place');
  });

  const many = (count: number) =>
    result(
      { p: 'varchar', n: 'bigint' },
      Array.from({ length: count }, (_, at) => [`p${at}`, String(at + 1)]),
    );

  it('keeps the largest bars in their order', () => {
    const { labels, notes } = drawn({ type: 'bar', x: 'p', y: ['n'] }, many(100));
    expect([labels.length, labels[0], labels.at(-1)]).toEqual([40, 'p60', 'p99']);
    expect(notes).toEqual(['The 40 largest of 100 bars are drawn; the table has all.']);
  });

  it('makes one slice of the small ones, and the whole stays the whole', () => {
    const { labels, series, notes } = drawn({ type: 'pie', x: 'p', y: ['n'] }, many(20));
    expect(labels).toEqual(['p14', 'p15', 'p16', 'p17', 'p18', 'p19', '14 others']);
    expect(series[0]!.values.reduce((sum, value) => sum! + value!, 0)).toBe(210);
    expect(notes[0]).toContain('14 small slices');
  });

  it('leaves values out of a pie that have no share', () => {
    const data = drawn(
      { type: 'pie', x: 'p', y: ['n'] },
      result({ p: 'varchar', n: 'int' }, [
        ['a', 3],
        ['b', -1],
        ['c', null],
      ]),
    );
    expect([data.labels, data.notes.length]).toEqual([['a'], 1]);
  });

  it('draws at most seven series', () => {
    const rows = Array.from({ length: 20 }, (_, at) => ['x', `s${at}`, at]);
    const data = drawn(
      { type: 'line', x: 'p', y: ['n'], series: 's' },
      result({ p: 'varchar', s: 'varchar', n: 'int' }, rows),
    );
    expect(data.series.map(({ name }) => name)).toEqual(['s13', 's14', 's15', 's16', 's17', 's18', 's19']);
    expect(data.notes).toEqual(['The 7 largest of 20 series are drawn; the table has all.']);
  });

  it.each<[ChartSpec, AnalysisResult, string]>([
    [
      { type: 'bar', x: 'nope', y: ['cost'] },
      COSTS,
      'The chart draws the column "nope"; the result has day, model, cost.',
    ],
    [{ type: 'bar', x: 'day', y: ['cost'], series: 'nope' }, COSTS, 'The chart draws the column "nope"'],
    [{ type: 'radar' as 'bar', x: 'day', y: ['cost'] }, COSTS, 'No chart has the type "radar"'],
    [{ type: 'bar', x: 'day', y: [] }, COSTS, 'The chart has no "y"'],
    [{ type: 'bar', x: 'day', y: undefined as unknown as string[] }, COSTS, 'The chart has no "y"'],
    [{ type: 'bar', x: 'day', y: ['cost', 'cost'], series: 'model' }, COSTS, 'one column of "y"'],
    [{ type: 'pie', x: 'day', y: ['cost'], series: 'model' }, COSTS, 'A pie has one column'],
    [{ type: 'bar', x: 'day', y: ['model'] }, COSTS, 'The column "model" holds "b", which is no number.'],
    [{ type: 'bar', x: 'day', y: ['cost'] }, { ...COSTS, rows: [] }, 'There are no rows to draw.'],
    [{ type: 'bar', x: 'day', y: ['cost'] }, { ...COSTS, problem: 'It was not run.' }, 'It was not run.'],
  ])('says why %j cannot be drawn', (spec, of, message) => {
    expect(chartData(spec, of)).toEqual({ problem: expect.stringContaining(message) as string });
  });
});

describe('describeChart', () => {
  it('tells extremes and where they are', () => {
    const spec: ChartSpec = { type: 'line', x: 'day', y: ['cost'], series: 'model', title: 'Costs' };
    expect(describeChart(spec, drawn(spec, COSTS))).toBe(
      'Costs. Line chart of cost by 2 values of day, from 2024-01-01 to 2024-01-03. b: lowest 2.5 (2024-01-03), highest 2.5 (2024-01-03). ' +
        'a: lowest 1.25 (2024-01-01), highest 1.25 (2024-01-01). The values are in the table.',
    );
  });
});
