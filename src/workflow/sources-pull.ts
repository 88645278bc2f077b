import { join } from 'node:path';
import { diagnose, hasErrors, type Diagnostic, type Outcome } from '../diagnostics/index.ts';
import { StatementError, type CatalogTable, type Connection } from '../engines/engine.ts';
import type { Host, Invocation, PulledTable, SourcesPullOptions, SourcesPullReport } from '../lakemodel.ts';
import type { Project, SourceTable } from '../project/project.ts';
import { writeFileAtomically } from '../state/index.ts';
import { connect } from './connect.ts';
import { declare, undeclared } from './declare-schema.ts';
import { openProject, type OpenProject } from './open-project.ts';
import { missing, pullDeclared, type FoundTable } from './pull-declared.ts';
import { selectFor, type Selected } from './select.ts';

const NOTHING = { tables: [], checked: 0, files: [] } as const;

/**
 * Writes columns and types of the selected sources, as the target's catalog has them, into the YAML that declares them; with a schema, declares
 * its other tables, too. Files are written as wholes at the end, and not at all where something is wrong or the run is dry.
 */
export async function sourcesPull(
  invocation: Invocation,
  options: SourcesPullOptions,
  host: Host,
): Promise<SourcesPullReport> {
  const opened = await openProject(invocation, host);
  if (!opened.value) return { ...NOTHING, exitCode: 2, diagnostics: opened.diagnostics };
  const selected = await selectedSources(opened.value, invocation);
  const before = [...opened.diagnostics, ...selected.diagnostics];
  if (!selected.value) return { ...NOTHING, exitCode: 2, diagnostics: before };
  const connection = await connect(opened.value.project, invocation, host);
  if (!connection.value) return { ...NOTHING, exitCode: 3, diagnostics: [...before, ...connection.diagnostics] };
  try {
    const sources = chosen(selected.value, opened.value.project, invocation, options);
    const pulled = await pull(sources, options, connection.value, opened.value, invocation);
    const diagnostics = [...before, ...pulled.diagnostics];
    if (hasErrors(diagnostics)) return { ...NOTHING, exitCode: 2, diagnostics };
    const { texts, ...rest } = pulled.value;
    const files = [...texts.keys()];
    if (!invocation.dryRun)
      for (const [file, text] of texts) await writeFileAtomically(join(invocation.projectDir, file), text);
    return { ...rest, files, exitCode: 0, diagnostics };
  } catch (error) {
    if (!(error instanceof StatementError)) throw error;
    return { ...NOTHING, exitCode: 1, diagnostics: [...before, error.diagnostic] };
  } finally {
    await connection.value.close();
  }
}

/** All sources, where nothing is selected: also those that a default selector leaves out. */
function selectedSources(opened: OpenProject, invocation: Invocation): Promise<Selected> {
  const { select, exclude, selector } = invocation;
  const isSelected = select.length + exclude.length > 0 || selector !== undefined;
  if (isSelected) return selectFor(undefined, opened, { ...invocation, resourceTypes: ['source'] });
  return Promise.resolve({ value: Object.keys(opened.project.sources), diagnostics: [] });
}

/** The sources to look at: with a schema and no selection those in that schema. Columns of files are declared, not found. */
function chosen(
  ids: readonly string[],
  { sources }: Project,
  { select, selector }: Invocation,
  { schema }: SourcesPullOptions,
): SourceTable[] {
  const all = ids.flatMap((id) => sources[id] ?? []).filter(({ external }) => !external);
  if (schema === undefined || select.length > 0 || selector !== undefined) return all;
  return all.filter(({ relation }) => isSame(relation.schema, schema));
}

interface Pulled {
  readonly tables: readonly PulledTable[];
  readonly checked: number;
  /** New texts of the files that change. */
  readonly texts: ReadonlyMap<string, string>;
}

async function pull(
  sources: readonly SourceTable[],
  options: SourcesPullOptions,
  connection: Connection,
  opened: OpenProject,
  { projectDir }: Invocation,
): Promise<Outcome<Pulled>> {
  const { project } = opened;
  const catalog = createCatalog(connection);
  const diagnostics: Diagnostic[] = [];
  const found: FoundTable[] = [];
  for (const source of sources) {
    const table = await catalog(source.relation).then((tables) => tableNamed(tables, source.relation.identifier));
    if (table) found.push({ source, table });
    else diagnostics.push(missing(source, project));
  }
  const columns = pullDeclared(found, project);
  diagnostics.push(...columns.diagnostics);
  const { texts, tables } = columns.value;
  const { schema } = options;
  if (schema !== undefined) {
    const name = { name: options.source ?? schema, schema };
    const { database } = project.target;
    const all = await catalog({ schema, ...(database !== undefined && { database }) });
    if (all.length === 0) diagnostics.push(diagnose('sources-pull-schema-unknown', { schema }));
    const others = undeclared(all, name, project);
    const file = others.length > 0 ? declare(name, others, { project, texts, projectDir }) : '';
    for (const table of others)
      tables.push({ name: `${name.name}.${table.name}`, file, isNew: true, added: table.columns, retyped: [] });
  }
  return { value: { tables, checked: sources.length, texts }, diagnostics };
}

type Catalog = (schema: Parameters<Connection['tables']>[0]) => Promise<readonly CatalogTable[]>;

/** Asks for each schema once. */
function createCatalog(connection: Connection): Catalog {
  const asked = new Map<string, Promise<readonly CatalogTable[]>>();
  return ({ database, schema }) => {
    const key = JSON.stringify([database?.toLowerCase(), schema.toLowerCase()]);
    const tables = asked.get(key) ?? connection.tables({ schema, ...(database !== undefined && { database }) });
    asked.set(key, tables);
    return tables;
  };
}

function tableNamed(tables: readonly CatalogTable[], name: string): CatalogTable | undefined {
  return tables.find((table) => table.name === name) ?? tables.find((table) => isSame(table.name, name));
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
