import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { lineage, target } from './artifacts.ts';
import { succeed } from './python.ts';

interface Edge {
  readonly source: string;
  readonly sourceColumn: string;
  readonly target: string;
  readonly targetColumn: string;
}

test('colibri finds the same column lineage in manifest and catalog as lineage.json has', () => {
  const out = mkdtempSync(join(tmpdir(), 'colibri-'));
  onTestFinished(() => rmSync(out, { recursive: true, force: true }));
  const files = ['--manifest', join(target(), 'manifest.json'), '--catalog', join(target(), 'catalog.json')];
  const run = `import sys; from dbt_colibri.cli.cli import cli; sys.argv[0] = "colibri"; cli()`;
  succeed('colibri', ['-c', run, 'generate', ...files, '--output-dir', out, '--disable-telemetry', '--light'], out);
  const report = JSON.parse(readFileSync(join(out, 'colibri-manifest.json'), 'utf8')) as { lineage: { edges: Edge[] } };
  const edges = report.lineage.edges.filter(({ sourceColumn, targetColumn }) => sourceColumn && targetColumn);
  const theirs = new Set(edges.map((edge) => text(edge.source, edge.sourceColumn, edge.target, edge.targetColumn)));
  const ours = ownEdges('inputs');
  expect(ours.size).toBeGreaterThan(300);
  expect([...ours].filter((edge) => !theirs.has(edge))).toEqual([]);
  // What a window goes by is an input for colibri, and a use for lakemodel.
  const uses = ownEdges('uses');
  expect([...theirs].filter((edge) => !ours.has(edge) && !uses.has(edge))).toEqual([]);
});

function ownEdges(kind: 'inputs' | 'uses'): ReadonlySet<string> {
  // Analyses are no relations for colibri.
  const found = Object.entries(lineage().nodes).flatMap(([id, { type, columns }]) =>
    type === 'analysis'
      ? []
      : columns.flatMap((column) => column[kind].map((from) => text(from.node, from.column, id, column.name))),
  );
  return new Set(found);
}

function text(...parts: readonly string[]): string {
  return parts.join(' ').toLowerCase();
}
