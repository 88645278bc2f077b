import type { LocationClaim, RelationName } from '../engines/engine.ts';
import { asFolder, tableLocation } from '../sql/locations.ts';
import type { Step } from './plan.ts';

export interface DataFolders {
  /** Where tables lie. */
  readonly dataDir: string;
  /** Where tables lie that live for one batch; absent: with the others. */
  readonly temporaryDir?: string;
  readonly runId: string;
  /** Name of the project, for the claims. */
  readonly project: string;
}

/** What the name of a table ends in that lives for one batch, and of one that takes another's name when it is done. */
const STAGE = /__lm_stage$/;
const SUCCESSOR = /__lm_new$/;

/**
 * Steps with a folder for each table that they make, `{s3_data_dir}/{schema}/{table}/{run id}/`, and the claim that is written beside it. No other
 * table and no other run writes there, so that what a failed statement left behind is in nobody's way. A table whose rows are replaced in
 * place stays where it is.
 */
export function withLocations(steps: readonly Step[], folders: DataFolders): Step[] {
  const claims = new Map<string, LocationClaim>();
  return steps.map((step) => {
    const placed = withClaim(step, claims, folders);
    // What this plan made it may drop from here on; under that name there may have been something else before.
    if (makesTable(placed) && placed.options.claim) claims.set(nameOf(placed.relation), placed.options.claim);
    return placed;
  });
}

/** The same for the steps after a failure: what they drop was claimed by `steps`. */
export function cleanupWithClaims(cleanup: readonly Step[], steps: readonly Step[], folders: DataFolders): Step[] {
  const claims = new Map(
    steps.filter(makesTable).map(({ relation }) => [nameOf(relation), claimFor(relation, folders)] as const),
  );
  return cleanup.map((step) => withClaim(step, claims, folders));
}

function withClaim(step: Step, claims: ReadonlyMap<string, LocationClaim>, folders: DataFolders): Step {
  if (makesTable(step)) {
    const claim = claimFor(step.relation, folders);
    return { ...step, options: { ...step.options, location: claim.location, claim } };
  }
  const claim = step.kind === 'drop' ? claims.get(nameOf(step.relation)) : undefined;
  return step.kind === 'drop' && claim ? { ...step, claim } : step;
}

type MakingStep = Extract<Step, { readonly options: unknown }>;

function makesTable(step: Step): step is MakingStep {
  switch (step.kind) {
    case 'create-table':
      return !step.replace;
    case 'create-table-as':
    case 'create-empty-table':
      return true;
    case 'load-rows':
      return step.first;
    default:
      return false;
  }
}

function claimFor(made: RelationName, { dataDir, temporaryDir, runId, project }: DataFolders): LocationClaim {
  const dir = temporaryDir !== undefined && STAGE.test(made.identifier) ? temporaryDir : dataDir;
  // A renamed table's files stay where they are: they lie where the final name says from the start.
  const relation = { schema: made.schema, identifier: made.identifier.replace(SUCCESSOR, '') || made.identifier };
  return { location: tableLocation(asFolder(dir), relation, runId), relation, runId, project };
}

function nameOf({ schema, identifier }: RelationName): string {
  return JSON.stringify([schema.toLowerCase(), identifier.toLowerCase()]);
}
