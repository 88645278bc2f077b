import { describe, expect, test } from 'vitest';
import type { ColumnIndex, ShardName } from '../../../src/docs/site-data.ts';
import type { CheckRow, NodeRow } from '../../../src/docs/site-data.ts';
import { SAMPLE, SAMPLE_SITE } from '../../testkit/sample-site.ts';
import { sampleShards } from '../../testkit/sample-shards.ts';
import { syntheticSite } from '../../testkit/synthetic-site.ts';
import { columnGraph } from './column-graph.ts';
import { impactCsv, impactMarkdown } from './impact-files.ts';
import { impactSentence } from './impact-sentence.ts';
import { columnImpact, impactText, nodeImpact } from './impact.ts';
import { indexNodes } from './site.ts';

function openSample(site = SAMPLE_SITE) {
  const shards: ReadonlyMap<ShardName, unknown> = sampleShards(site, 'b');
  const index = shards.get('columns') as ColumnIndex;
  return { nodes: indexNodes(shards.get('nodes') as readonly NodeRow[]), graph: columnGraph(index), index };
}

describe('the graph of columns', () => {
  const { graph, index } = openSample();

  test('edges are found from both ends', () => {
    for (let at = 0; at < index.edges.length; at += 5) {
      const [child, childColumn, parent, parentColumn] = index.edges.slice(at, at + 4) as [
        number,
        number,
        number,
        number,
      ];
      expect(graph.consumers({ node: parent, column: parentColumn })).toContainEqual(
        expect.objectContaining({ node: child, column: childColumn }),
      );
      expect(graph.inputs({ node: child, column: childColumn })).toContainEqual(
        expect.objectContaining({ node: parent, column: parentColumn }),
      );
    }
  });

  test('says how, and knows no column that is not there', () => {
    const volt = graph.columnOf(SAMPLE.readings, 'volt');
    expect(graph.consumers({ node: SAMPLE.readings, column: volt }).map(({ how }) => how)).toEqual([
      'aggregated',
      'aggregated',
    ]);
    expect(graph.columnOf(SAMPLE.readings, 'none')).toBe(-1);
    expect(graph.columnOf(999, 'none')).toBe(-1);
  });
});

describe('impact', () => {
  const { nodes, graph, index } = openSample();

  test('of a node: all behind it, and the columns that take its values', () => {
    const impact = nodeImpact(nodes, graph, SAMPLE.readings);
    expect(impact.models).toEqual([SAMPLE.fact, SAMPLE.summary]);
    expect(impact.analyses).toEqual([SAMPLE.analysis]);
    expect(impact.exposures).toEqual([SAMPLE.exposure]);
    expect(impact.columns).not.toContainEqual(expect.objectContaining({ node: SAMPLE.readings }));
    expect(impactText(impact)).toBe('2 models, 8 columns, 1 analysis, 1 exposure');
  });

  test('of a column: only where its value goes', () => {
    const at = graph.columnOf(SAMPLE.fact, 'volt_avg');
    const impact = columnImpact(nodes, graph, { node: SAMPLE.fact, column: at });
    expect(impact.models).toEqual([SAMPLE.summary]);
    expect(impact.analyses).toEqual([]);
    // It reads the summary, which has a column made of it.
    expect(impact.exposures).toEqual([SAMPLE.exposure]);
    expect(impact.columns).toEqual([{ node: SAMPLE.summary, column: 1 }]);
  });

  test('of a column that is only used: who uses it depends on it, with its exposures, and none of its columns', () => {
    const of = { node: SAMPLE.readings, column: graph.columnOf(SAMPLE.readings, 'ts') };
    const alone = columnGraph({ ...index, edges: [] });
    const impact = columnImpact(nodes, alone, of, []);
    expect(impact.models).toEqual([SAMPLE.fact]);
    expect(impact.columns).toEqual([]);
    expect(impact.uses).toEqual([{ by: { node: SAMPLE.fact, column: -1, use: 'filter' }, of }]);
    expect(impactSentence(nodes, impact, of)).toBe('1 model filters by it');
    const csv = impactCsv({ nodes, graph: alone, impact, of: 'ts' });
    expect(csv).toContain('fact_telemetry_hourly,,filters by telemetry_readings.ts,gold');
  });

  test('who uses what is made of a column depends on it, too', () => {
    // 2 takes the value of 1, which takes that of 0; 3 joins by 1, an exposure reads 3, and 4 reads 3 without any use.
    const rows = ['model', 'model', 'model', 'analysis', 'model', 'exposure'].map((kind, at) => ({
      ...nodes.rows[0]!,
      kind: kind as NodeRow['kind'],
      id: `n${at}`,
      name: `n${at}`,
      parents: [[], [0], [1], [1], [3], [3]][at]!,
    }));
    const own = indexNodes(rows);
    const names = rows.map(() => ['a']);
    const chain = columnGraph({
      names,
      edges: [1, 0, 0, 0, 0, 2, 0, 1, 0, 2],
      uses: [3, -1, 1, 0, 1, 3, -1, 0, 0, 0, 0, -1, 1, 0, 0, 1, -1, 1, 0, 0],
    });
    const of = { node: 0, column: 0 };
    const check: CheckRow = { id: 't', kind: 'test', name: 'unique', node: 0, shard: 0, health: 'ok' };
    const impact = columnImpact(own, chain, of, [check]);
    expect(impact).toMatchObject({ models: [1, 2], analyses: [3], exposures: [5] });
    expect(impactSentence(own, impact, of)).toBe(
      '2 columns are made of it; 1 analysis joins and filters by it or by what is made of it; 1 exposure may need it; 1 test checks it',
    );
    const list = { nodes: own, graph: chain, impact, of: 'n0.a' };
    expect(impactMarkdown(list)).toContain('- `n3`: filters by `n0.a`; joins by `n1.a`');
    expect(impactMarkdown(list)).toContain('- `n2`: takes its value');
    expect(impactMarkdown(list)).toContain('- `unique` (`t`)');
    expect(impactCsv(list)).toContain('n3,n3,,filters by n0.a; joins by n1.a,');
    expect(impactCsv(list)).toContain('test,t,unique,,checks it,');
  });

  test('of nothing', () => {
    const impact = nodeImpact(nodes, graph, SAMPLE.exposure);
    expect(impactText(impact)).toBe('');
    expect(impactMarkdown({ nodes, graph, impact, of: 'x' })).toContain('Nothing.');
  });

  test('as CSV: a line for each node and column', () => {
    const impact = nodeImpact(nodes, graph, SAMPLE.fact);
    const lines = impactCsv({ nodes, graph, impact, of: 'f' }).trim().split('\r\n');
    expect(lines).toHaveLength(1 + 3 + 4);
    expect(lines[0]).toBe('kind,unique_id,name,column,how,layer,owner,path');
    expect(lines).toContain(
      'column,model.factory.fact_customer_impact,fact_customer_impact,score,takes its value,gold,,models/gold/fact_customer_impact.sql',
    );
  });

  test('as Markdown, in which no name is markup', () => {
    const hostile = nodes.rows.map((row, index) => (index === SAMPLE.summary ? { ...row, name: '`a`](x)\n# b' } : row));
    const impact = nodeImpact(nodes, graph, SAMPLE.fact);
    const text = impactMarkdown({ nodes: { ...nodes, rows: hostile }, graph, impact, of: 'f' });
    expect(text).toContain('- `` `a`](x) # b ``');
    expect(text).not.toMatch(/^# b/m);
  });

  test('circles end', () => {
    const rows = nodes.rows.slice(0, 2).map((row, index) => ({ ...row, parents: [1 - index] }));
    const circle = columnGraph({ names: [['a'], ['b']], edges: [0, 0, 1, 0, 0, 1, 0, 0, 0, 0] });
    expect(nodeImpact(indexNodes(rows), circle, 0)).toMatchObject({ models: [1], columns: [{ node: 1, column: 0 }] });
  });

  test('of the first node of a large project', () => {
    const large = openSample(syntheticSite(2000));
    const impact = nodeImpact(large.nodes, large.graph, 0);
    const behind = new Set([0]);
    large.nodes.rows.forEach((row, index) => {
      if (row.parents.some((parent) => behind.has(parent))) behind.add(index);
    });
    expect(impact.models).toEqual([...behind].filter((index) => index !== 0));
  });
});
