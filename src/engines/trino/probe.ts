import { diagnose } from '../../diagnostics/index.ts';
import { StatementError } from '../engine.ts';
import type { TrinoClient } from './client.ts';

/** What is known to be wrong with a version. */
const FAULTS: readonly { readonly from: number; readonly to: number; readonly fault: string }[] = [
  { from: 477, to: 477, fault: 'can write rows twice in a MERGE' },
  { from: 478, to: 483, fault: 'can fail a MERGE by falsely saying that one row matched several' },
];

/** Asks the server who it is, which proves that it answers, lets the user in and takes queries. Throws `StatementError`, `TrinoFailure`. */
export async function probe(client: TrinoClient, allowedVersion: number | undefined): Promise<void> {
  const { pages } = await client.query('SELECT version()', { isPatient: false });
  refuseFaulty(String(pages[0]?.[0]?.[0] ?? ''), allowedVersion);
}

/** Refuses versions known to be faulty (`engine-version-refused`), but for the one that the user allows. `text`: `476`, `476-e.1`. */
export function refuseFaulty(text: string, allowedVersion: number | undefined): void {
  const version = Number.parseInt(text, 10);
  const found = FAULTS.find(({ from, to }) => version >= from && version <= to);
  if (!found || version === allowedVersion) return;
  throw new StatementError(diagnose('engine-version-refused', { version, fault: found.fault }));
}
