import { diagnose, type Diagnostic } from '../diagnostics/index.ts';
import type { RelationInfo, RelationName } from '../engines/engine.ts';
import { asFolder, tableFolder } from '../sql/locations.ts';
import type { NodePlan, Step } from './plan.ts';

/** What ownership is judged by. */
export interface OwnershipFacts {
  /** Every folder that the project gives to tables, temporary ones included. */
  readonly dataDirs: readonly string[];
  /** Name of the project. */
  readonly project: string;
  readonly existing: (relation: RelationName) => RelationInfo | undefined;
  /** Whether a node's own table may be replaced though its origin is not proven: `adopt: true`. */
  readonly adopts: (id: string) => boolean;
}

/** What a step would do to a table that is there. */
type Harm = 'replace the rows of' | 'drop' | 'drop and make anew';

/**
 * Every table that a plan would drop or replace and that is not provably lakemodel's. For engines on which a dropped table's files are deleted; nothing
 * may be sent while there is one.
 */
export function ownershipProblems(plans: readonly NodePlan[], facts: OwnershipFacts): Diagnostic[] {
  return plans.flatMap((plan) => {
    // Tables by the name that the plan gives them on the way.
    const renamed = new Map<string, RelationName>();
    const seen = new Set<string>();
    return [...plan.steps, ...plan.cleanup].flatMap((step) => {
      const harm = harmOf(step);
      if (harm === undefined || !('relation' in step)) return [];
      const relation = renamed.get(step.relation.identifier) ?? step.relation;
      if (step.kind === 'rename-table') renamed.set(step.to, relation);
      const info = facts.existing(relation);
      const key = `${harm} ${relation.schema}.${relation.identifier}`;
      if (info?.kind !== 'table' || seen.has(key)) return [];
      seen.add(key);
      const why = foreignBecause(info, facts);
      if (why === undefined || (harm === 'replace the rows of' && facts.adopts(plan.id))) return [];
      return [problem(plan, relation, info, harm, why)];
    });
  });
}

function problem(
  plan: NodePlan,
  { schema, identifier }: RelationName,
  { location }: RelationInfo,
  would: Harm,
  why: string,
): Diagnostic {
  const relation = `${schema}.${identifier}`;
  const place = location === undefined ? {} : { location };
  return diagnose('table-not-ours', { relation, model: plan.name, would, why, ...place });
}

function harmOf(step: Step): Harm | undefined {
  switch (step.kind) {
    case 'drop':
      // What this plan made itself it may drop; a table over files has none of its own.
      return step.relationKind === 'view' || step.external === true || step.claim ? undefined : 'drop';
    case 'create-table':
      return step.replace ? 'replace the rows of' : undefined;
    case 'create-table-as':
      return step.replace ? 'drop and make anew' : undefined;
    case 'load-rows':
      return step.first && step.replace ? 'drop and make anew' : undefined;
    case 'rename-table':
      return 'drop and make anew';
    default:
      return undefined;
  }
}

/** Why a table cannot be proven to be of lakemodel's making, for a user; undefined where it is. */
export function foreignBecause(
  { relation, location, claim }: RelationInfo,
  { dataDirs, project }: Pick<OwnershipFacts, 'dataDirs' | 'project'>,
): string | undefined {
  if (location === undefined) return 'the catalog does not say where its files lie';
  if (/^s3:\/\/[^/]*\/*$/.test(location)) return 'its folder is a whole bucket';
  const folder = asFolder(location);
  const names = namesOf(relation);
  const homes = dataDirs.flatMap((dir) => names.map((name) => tableFolder(dir, name)));
  if (!homes.some((home) => isChildOf(folder, home))) {
    return `it does not lie where this project keeps that table (${homes[0] ?? 'there is no s3_data_dir'})`;
  }
  if (!claim) return 'beside its folder there is no claim by lakemodel';
  if (claim.location !== folder) return `the claim beside its folder is for another one (${claim.location})`;
  if (!names.some((name) => sameName(name, claim.relation))) {
    return `its folder was claimed for ${claim.relation.schema}.${claim.relation.identifier}`;
  }
  if (claim.project !== undefined && claim.project !== project) return `the project "${claim.project}" made it`;
  return undefined;
}

/** A table's own name, and the one without what lakemodel puts behind names on the way. */
function namesOf({ schema, identifier }: RelationName): readonly RelationName[] {
  const final = identifier.replace(/__lm_[a-z]+$/, '');
  return final === identifier || final === '' ? [{ schema, identifier }] : [{ schema, identifier }, { schema, identifier: final }]; // prettier-ignore
}

// Exactly one folder further down, so that `gold/t` is not the home of what lies in `gold/t2` or `gold/t/r1/x`.
function isChildOf(folder: string, home: string): boolean {
  return folder.startsWith(home) && /^[a-z0-9_-]+\/$/i.test(folder.slice(home.length));
}

function sameName(a: RelationName, b: RelationName): boolean {
  return a.schema.toLowerCase() === b.schema.toLowerCase() && a.identifier.toLowerCase() === b.identifier.toLowerCase();
}
