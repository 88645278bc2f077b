/** The user's conditions of a MERGE, in the target's dialect, over the aliases `target` and `src`. */
export interface MergeConditions {
  readonly predicates: readonly string[];
  readonly deleteCondition?: string;
  readonly updateCondition?: string;
  readonly insertCondition?: string;
}

/** The conditions as configured, each already in the target's dialect. */
export interface ConfiguredConditions {
  readonly predicates: readonly string[];
  readonly delete_condition?: string | undefined;
  readonly update_condition?: string | undefined;
  readonly insert_condition?: string | undefined;
}

/**
 * A row that the delete condition takes out must not be inserted either: a delete of a key that was never there would leave a row behind,
 * and a repeated run would take it out again. Only a condition that looks at the target's row cannot be asked of a new one.
 */
export function mergeConditions(configured: ConfiguredConditions): MergeConditions {
  const insert = insertCondition(configured);
  return {
    predicates: configured.predicates,
    ...(configured.delete_condition !== undefined && { deleteCondition: configured.delete_condition }),
    ...(configured.update_condition !== undefined && { updateCondition: configured.update_condition }),
    ...(insert !== undefined && { insertCondition: insert }),
  };
}

/** The condition that rows of a first build must meet; undefined: all are taken. */
export function insertCondition({ delete_condition, insert_condition }: ConfiguredConditions): string | undefined {
  const deleted = delete_condition !== undefined && !mentionsTarget(delete_condition);
  const parts = [
    ...(insert_condition !== undefined && !mentionsTarget(insert_condition) ? [`(${insert_condition})`] : []),
    ...(deleted ? [`NOT coalesce((${delete_condition}), FALSE)`] : []),
  ];
  return parts.length > 0 ? parts.join(' AND ') : undefined;
}

function mentionsTarget(condition: string): boolean {
  return /\btarget"?\s*\./i.test(condition.replace(/'(?:[^']|'')*'/g, "''"));
}
