import type { Step } from './plan.ts';

/**
 * Steps with a folder for each table that they make: `{s3_data_dir}/{schema}/{table}/{run id}/`. No other table and no other run writes there, so
 * that what a failed statement left behind is in nobody's way.
 */
export function withLocations(steps: readonly Step[], dataDir: string, runId: string): Step[] {
  return steps.map((step) => {
    if (!('options' in step)) return step;
    const { schema, identifier } = step.relation;
    const location = `${dataDir.replace(/\/+$/, '')}/${schema}/${identifier}/${runId}/`;
    return { ...step, options: { ...step.options, location } };
  });
}
