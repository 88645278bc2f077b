import { type Diagnostic } from '../../diagnostics/index.ts';
import type { QuarantineRow } from '../../docs/site-data.ts';
import { StatementError, type Connection, type Value } from '../../engines/engine.ts';
import { inParallel } from '../../engines/in-parallel.ts';
import type { Host } from '../../lakemodel.ts';
import { countQuarantined, type QuarantineCount, type Quarantined } from '../quarantine-counts.ts';
import { asWarning } from './as-warning.ts';

export interface SiteQuarantine {
  /** By unique id of the model; those without rows are left out. */
  readonly quarantine: ReadonlyMap<string, readonly QuarantineRow[]>;
  readonly diagnostics: readonly Diagnostic[];
}

type Counted = readonly [id: string, rows: readonly QuarantineRow[]];

/** Rows in quarantine, by rule: at most `threads` queries at a time. */
export async function readQuarantine(
  models: readonly Quarantined[],
  connection: Connection,
  threads: number,
  host: Host,
): Promise<SiteQuarantine> {
  host.onEvent({ type: 'phase', phase: 'docs', detail: 'quarantine' });
  const diagnostics: Diagnostic[] = [];
  const counted = await inParallel(models, threads, async (model): Promise<Counted> => {
    const { uniqueId } = model.node;
    try {
      const counts = await countQuarantined(model, connection, { signal: host.signal, label: uniqueId });
      return [uniqueId, counts.map(quarantineRow)];
    } catch (error) {
      if (!(error instanceof StatementError)) throw error;
      diagnostics.push(asWarning(error.diagnostic));
      return [uniqueId, []];
    }
  });
  return { quarantine: new Map(counted.filter(([, rows]) => rows.length > 0)), diagnostics };
}

function quarantineRow({ failedRules, status, count, firstSeen, lastSeen }: QuarantineCount): QuarantineRow {
  return {
    rule: text(failedRules),
    status: text(status),
    rows: Number(count),
    ...(firstSeen !== null && { firstSeen: text(firstSeen) }),
    ...(lastSeen !== null && { lastSeen: text(lastSeen) }),
  };
}

function text(value: Value): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
