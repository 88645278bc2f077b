import { describe, expect, test } from 'vitest';
import type { Relations } from '../../../src/docs/site-data.ts';
import {
  entitiesByLayer,
  entitiesNamed,
  mostRelated,
  nodesAround,
  readRelationState,
  relationCounts,
  relationMermaid,
  relationParams,
  relationView,
} from './relation-view.ts';
import { rowOf } from './testkit/graph-of.ts';

const all: Relations = {
  entities: [
    { node: 0, keys: ['id'], foreign: [] },
    { node: 1, keys: ['id'], foreign: ['device_id'] },
    { node: 2, keys: ['device_id'], foreign: ['device_id'] },
    { node: 3, keys: [], foreign: [] },
  ],
  relations: [
    { from: 1, columns: ['device_id'], to: 0, toColumns: ['id'] },
    { from: 2, columns: ['device_id'], to: 0, toColumns: ['id'] },
  ],
};
const rows = ['dim', 'fact', 'details', 'al"one'].map((name) => rowOf(`model.shop.${name}`, { name }));

describe('ER diagram', () => {
  test('entities have keys and references, relations how many', () => {
    const { entities, edges } = relationView(all, () => true);
    expect(entities[1]?.columns).toEqual([
      { name: 'id', isKey: true, isForeign: false },
      { name: 'device_id', isKey: false, isForeign: true },
    ]);
    expect(edges.map(({ from, to, isOneToOne }) => [from, to, isOneToOne])).toEqual([
      [0, 1, false],
      [0, 2, true],
    ]);
  });

  test('suggests what one begins with', () => {
    expect(mostRelated(all, 2)).toEqual([0, 1]);
    expect(mostRelated(all, 9)).toEqual([0, 1, 2]);
    expect(mostRelated({ entities: [], relations: [] }, 9)).toEqual([]);
    const itself = { from: 3, columns: ['parent'], to: 3, toColumns: ['id'] };
    expect(relationCounts({ ...all, relations: [itself] }).get(3)).toBe(1);
    expect(entitiesNamed(all, rows, ' a')).toEqual([3, 2, 1]);
    expect(entitiesNamed(all, rows, 'D')).toEqual([2, 0]);
    expect(entitiesNamed(all, rows, ' ')).toEqual([]);
    const layered = rows.map((row, index) => ({ ...row, layer: index < 3 ? 'gold' : 'silver' }));
    expect(entitiesByLayer(all, layered)).toEqual([
      ['gold', 3],
      ['silver', 1],
    ]);
  });

  test('shows what is around an entity', () => {
    expect([...nodesAround(all, 1, 1)]).toEqual([1, 0]);
    expect([...nodesAround(all, 1, 2)]).toEqual([1, 0, 2]);
    const { entities } = relationView(all, (node) => nodesAround(all, 1, 1).has(node));
    expect(entities.map(({ node, hidden }) => [node, hidden])).toEqual([
      [0, 1],
      [1, 0],
    ]);
  });

  test('is printed for Mermaid', () => {
    expect(
      relationMermaid(
        relationView(all, (node) => node !== 2),
        rows,
      ),
    ).toBe(
      [
        'erDiagram',
        '  "dim" {',
        '    column id PK',
        '  }',
        '  "fact" {',
        '    column id PK',
        '    column device_id FK',
        '  }',
        '  "al one" {',
        '  }',
        '  "dim" ||--o{ "fact" : "device_id"',
      ].join('\n'),
    );
  });

  test('its state is written into the address and read again', () => {
    const state = {
      ...readRelationState(new Map()),
      around: 'model.a.b',
      steps: 3,
      layers: ['a b', 'ü'],
      isList: true,
    };
    const params = Object.entries(relationParams(state)).filter((entry): entry is [string, string] =>
      Boolean(entry[1]),
    );
    expect(readRelationState(new Map(new URLSearchParams(new URLSearchParams(params).toString())))).toEqual(state);
    expect(readRelationState(new Map([['steps', '-1']])).steps).toBe(1);
  });
});
