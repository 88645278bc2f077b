import type { Connection, ExecuteOptions, RelationInfo, RelationName, Value } from '../engines/engine.ts';
import type { ModelNode, Project } from '../project/project.ts';
import { quarantineNames, quarantineRelation, type QuarantineNames } from '../quality/index.ts';
import { quoteIdentifier, quoteRelation } from '../sql/quote.ts';

/** A model whose quarantine exists. */
export interface Quarantined {
  readonly node: ModelNode;
  readonly table: RelationInfo;
  readonly quarantine: RelationInfo;
  /** The quarantine's own columns, quoted. */
  readonly own: QuarantineNames;
}

/** Rows of a quarantine that broke the same rules and stand alike. Values are as the engine gives them. */
export interface QuarantineCount {
  /** Names of rules, with a comma between. */
  readonly failedRules: Value;
  /** `open`, `resolved`, `released` */
  readonly status: Value;
  readonly count: Value;
  readonly firstSeen: Value;
  readonly lastSeen: Value;
}

/** Those of the nodes that are models whose table and quarantine exist. */
export function quarantinedModels(
  ids: readonly string[],
  project: Project,
  existing: (relation: RelationName) => RelationInfo | undefined,
): Quarantined[] {
  return ids.flatMap((id) => {
    const node = project.nodes[id];
    if (node?.resourceType !== 'model') return [];
    const table = existing(node.relation);
    const rows = existing(quarantineRelation(node.relation));
    return table && rows ? [{ node, table, quarantine: rows, own: quotedNames(table) }] : [];
  });
}

function quotedNames(table: RelationInfo): QuarantineNames {
  const names = quarantineNames(table.columns);
  return Object.fromEntries(
    Object.entries(names).map(([key, name]) => [key, quoteIdentifier(name, 'athena')]),
  ) as unknown as QuarantineNames;
}

/** How many rows of a model are in quarantine, for which rules. Throws `StatementError`. */
export async function countQuarantined(
  { own, quarantine }: Pick<Quarantined, 'own' | 'quarantine'>,
  connection: Connection,
  options: ExecuteOptions = {},
): Promise<readonly QuarantineCount[]> {
  const { rows } = await connection.execute(
    `SELECT ${own.failed_rules}, ${own.status}, sum(${own.row_count}), min(${own.first_seen}), max(${own.last_seen})\nFROM ${quoteRelation(quarantine.relation, connection.dialect.name)} GROUP BY 1, 2 ORDER BY 1, 2`,
    options,
  );
  return rows.map(([failedRules = null, status = null, count = null, firstSeen = null, lastSeen = null]) => ({
    failedRules,
    status,
    count,
    firstSeen,
    lastSeen,
  }));
}
