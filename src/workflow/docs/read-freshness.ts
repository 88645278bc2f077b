import { readSources, type StoredFreshness } from '../../artifacts/index.ts';
import type { FreshnessDetail, Health } from '../../docs/site-data.ts';
import type { Freshness, Period, Project } from '../../project/project.ts';

const SECONDS: Readonly<Record<Period['period'], number>> = { minute: 60, hour: 3600, day: 86_400 };
const HEALTH: Readonly<Record<StoredFreshness['status'], Health>> = {
  pass: 'ok',
  warn: 'warn',
  error: 'error',
  'runtime error': 'error',
};

export interface SiteFreshness {
  /** By unique id of the source. */
  readonly freshness: ReadonlyMap<string, FreshnessDetail>;
  readonly missing: readonly string[];
}

/** How fresh sources were when `source freshness` looked at them last. */
export async function siteFreshness(folder: string, { sources }: Project): Promise<SiteFreshness> {
  const stored = await readSources(folder);
  const found = (stored?.results ?? []).flatMap((result) => {
    const source = sources[result.uniqueId];
    return source ? [[result.uniqueId, detail(result, source.freshness ?? result.criteria)] as const] : [];
  });
  const freshness = new Map(found);
  const asked = Object.values(sources).filter((source) => source.freshness && source.loadedAtField !== undefined);
  const unknown = asked.filter(({ uniqueId }) => !freshness.has(uniqueId)).length;
  if (unknown === 0) return { freshness, missing: [] };
  const which = unknown === asked.length ? 'Sources are' : `${unknown} of ${asked.length} sources are`;
  return { freshness, missing: [`${which} not checked for freshness yet: "lakemodel source freshness" does it.`] };
}

function detail(
  { status, newest, checkedAt, ageSeconds, message }: StoredFreshness,
  { warnAfter, errorAfter }: Freshness,
): FreshnessDetail {
  return {
    health: HEALTH[status],
    ...(checkedAt !== undefined && { checkedAt }),
    ...(newest !== undefined && { newest }),
    ...(ageSeconds !== undefined && { ageSeconds }),
    ...(warnAfter && { warnAfter: seconds(warnAfter) }),
    ...(errorAfter && { errorAfter: seconds(errorAfter) }),
    ...(message !== undefined && { message }),
  };
}

function seconds({ count, period }: Period): number {
  return count * SECONDS[period];
}
