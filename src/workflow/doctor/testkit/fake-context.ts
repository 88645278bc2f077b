import type { Connection, Value } from '../../../engines/engine.ts';
import { DIALECTS } from '../../../engines/registry.ts';
import type { Project, Target } from '../../../project/project.ts';
import type { DoctorContext } from '../context.ts';

/** A context over a project of one model in the schema `gold`, and nothing else. */
export function fakeContext(
  type: Target['type'],
  settings: Readonly<Record<string, string>>,
  given: Partial<DoctorContext> & { readonly stateLocation?: string } = {},
): DoctorContext {
  const project = {
    target: { name: 't', type, threads: 4, settings },
    settings: { targetPath: 'target', ...(given.stateLocation && { stateLocation: given.stateLocation }) },
    nodes: { 'model.p.m': { resourceType: 'model', relation: { schema: 'gold', identifier: 'm' } } },
    sources: {},
  } as unknown as Project;
  return {
    project,
    projectDir: '/nowhere',
    connection: () => Promise.reject(new Error('no connection in this test')),
    write: false,
    now: () => new Date(Date.UTC(2026, 0, 1)),
    newId: () => 'id-1',
    signal: new AbortController().signal,
    ...given,
  };
}

/** A connection that answers each text by the first pattern it matches, with one value, and keeps what it was sent. */
export function fakeConnection(
  answers: readonly (readonly [RegExp, Value])[],
  schemas: readonly string[],
): { readonly connection: Connection; readonly sent: string[] } {
  const sent: string[] = [];
  const connection: Connection = {
    dialect: DIALECTS.trino,
    execute: (sql) => {
      sent.push(sql);
      const answer = answers.find(([pattern]) => pattern.test(sql))?.[1] ?? null;
      return Promise.resolve({ columns: [], rows: [[answer]], durationMs: 0 });
    },
    describe: (relations) =>
      Promise.resolve(
        new Map(
          relations.map((relation) => [
            [relation.database, relation.schema, relation.identifier].filter(Boolean).join('.').toLowerCase(),
            { relation, kind: 'table', columns: [], uuid: 'u', location: 's3://lake/x/' } as const,
          ]),
        ),
      ),
    tables: () => Promise.resolve([]),
    schemas: () => Promise.resolve(schemas),
    close: () => Promise.resolve(),
  };
  return { connection, sent };
}
