import type { RelationName } from '../engines/engine.ts';
import type { Freshness, JsonObject, Macro, Period } from '../project/project.ts';
import { quoteIdentifier } from '../sql/quote.ts';
import { analysisResult } from './analysis-result.ts';
import type { Atlas } from './atlas.ts';
import { compiledCode } from './code.ts';
import { columnDetails, usesOf } from './column-detail.ts';
import { configEntries } from './config-entries.ts';
import type { FreshnessDetail, NodeDetail } from './site-data.ts';
import type { Item, Subject } from './subjects.ts';

/** What the page of a node shows beside its row. `callers`: for each macro the nodes and macros that call it. */
export function nodeDetail(at: number, atlas: Atlas, callers: ReadonlyMap<string, readonly number[]>): NodeDetail {
  const subject = atlas.subjects[at]!;
  const { input, results, traced } = atlas;
  const { id, item, description, meta } = subject;
  const relation = relationOf(item);
  const code = compiledCode(id, item, input.targets);
  const quarantine = input.quarantine.get(id);
  const freshness = freshnessOf(subject, input.freshness.get(id));
  const result = analysisResult(item, input.analyses.get(id));
  const table = tableOf(id, atlas);
  const macros = calledMacros(item, atlas);
  return {
    description,
    ...(relation && { relation: relationText(relation) }),
    columns: columnDetails(at, atlas),
    config: configEntries(item),
    meta,
    ...(code && { code }),
    checks: atlas.checksOf[at] ?? [],
    uses: usesOf(traced[at]?.uses ?? [], atlas),
    runs: results.of(id),
    ...(quarantine && quarantine.length > 0 && { quarantine }),
    ...(freshness && { freshness }),
    ...(result && { result }),
    ...(table && { table }),
    ...(macros.length > 0 && { macros }),
    ...(item && !('resourceType' in item) && { macro: macroOf(item, callers) }),
    ...exposureOf(item),
  };
}

/** For each macro of the project, by unique id, the indexes of the nodes that call it, through other macros, too, and of the macros that do. */
export function macroCallers({ subjects }: Atlas): ReadonlyMap<string, readonly number[]> {
  const callers = new Map<string, number[]>();
  subjects.forEach(({ item }, at) => {
    for (const macro of macroIds(item)) {
      const list = callers.get(macro);
      if (list) list.push(at);
      else callers.set(macro, [at]);
    }
  });
  return callers;
}

function macroIds(item: Item | undefined): readonly string[] {
  if (!item || ('resourceType' in item && item.resourceType === 'source')) return [];
  return 'resourceType' in item ? item.references.macros : item.macros;
}

function calledMacros(item: Item | undefined, { indexOf }: Atlas): readonly number[] {
  return macroIds(item).flatMap((id) => indexOf.get(id) ?? []);
}

function macroOf(macro: Macro, callers: ReadonlyMap<string, readonly number[]>): NonNullable<NodeDetail['macro']> {
  return { arguments: macro.arguments, usedBy: callers.get(macro.uniqueId) ?? [] };
}

function relationOf(item: Item | undefined): RelationName | undefined {
  if (!item || !('relation' in item)) return undefined;
  const isEphemeral = item.resourceType === 'model' && item.config.materialized === 'ephemeral';
  return isEphemeral ? undefined : item.relation;
}

/** A relation as somebody types it into a query: quoted where it must be. */
function relationText({ database, schema, identifier }: RelationName): string {
  return [database, schema, identifier]
    .flatMap((part) =>
      part === undefined ? [] : /^[a-z_][a-z0-9_]*$/.test(part) ? part : quoteIdentifier(part, 'athena'),
    )
    .join('.');
}

function tableOf(id: string, { input }: Atlas): NodeDetail['table'] {
  const entry = input.catalog.get(id);
  if (!entry) return undefined;
  const { info, size } = entry;
  const partitioned = info.partitionedBy && info.partitionedBy.length > 0;
  return {
    kind: info.kind,
    ...(size && { rows: size.rows }),
    ...(size?.bytes !== undefined && { bytes: size.bytes }),
    ...(size?.files !== undefined && { files: size.files }),
    ...(info.location !== undefined && { location: info.location }),
    ...(partitioned && { partitionedBy: info.partitionedBy }),
  };
}

const SECONDS: Readonly<Record<Period['period'], number>> = { minute: 60, hour: 3600, day: 86_400 };

/** What was found, with the limits that the source has now; nothing was found yet where only these are known. */
function freshnessOf({ item }: Subject, found: FreshnessDetail | undefined): FreshnessDetail | undefined {
  const limits = item && 'freshness' in item ? item.freshness : undefined;
  if (!found && !limits) return undefined;
  return { health: 'unknown', ...limitsOf(limits), ...found };
}

function limitsOf(limits: Freshness | undefined): Pick<FreshnessDetail, 'warnAfter' | 'errorAfter'> {
  const seconds = (limit: Period) => limit.count * SECONDS[limit.period];
  return {
    ...(limits?.warnAfter && { warnAfter: seconds(limits.warnAfter) }),
    ...(limits?.errorAfter && { errorAfter: seconds(limits.errorAfter) }),
  };
}

function exposureOf(item: Item | undefined): { readonly exposure?: NonNullable<NodeDetail['exposure']> } {
  if (!item || !('resourceType' in item) || item.resourceType !== 'exposure') return {};
  const { type, url, label, maturity } = item;
  const owner: JsonObject = item.owner;
  return {
    exposure: {
      type,
      ...(url !== undefined && { url }),
      ...(label !== undefined && { label }),
      ...(maturity !== undefined && { maturity }),
      owner,
    },
  };
}
