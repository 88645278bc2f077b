import { defineCodes } from './define.ts';

/** What commands around a run can say: exports. */
export const operationsCodes = defineCodes({
  'export-needs-athena': {
    severity: 'error',
    message: (p: { name: string; type: string }) =>
      `The target "${p.name}" is of type "${p.type}", and this export is for targets of type "athena".`,
    hint: () => 'Name one: --target athena.',
    explain: `An IAM policy says what may be done in AWS. It is made from a target that says where in AWS a project runs: its region, work group
and S3 folders.

Bad: \`lakemodel export iam-policy\` where the default target is a DuckDB file.

Good: \`lakemodel export iam-policy --target athena\`.`,
  },
  'policy-sources-unlocated': {
    severity: 'warning',
    message: (p: { sources: readonly string[] }) =>
      `The project does not say where in S3 the data of these sources lies: ${p.sources.slice(0, 5).join(', ')}${p.sources.length > 5 ? ` and ${p.sources.length - 5} more` : ''}.`,
    hint: () => 'Name the folders: --source-location s3://bucket/folder/ (several, one after the other).',
    explain: `Athena reads a source's files with the rights of the one who runs the query. For sources with \`external:\` the project knows the folder;
for tables that others have made only the catalog does, so the policy has no right to read their files yet.

Good: \`lakemodel export iam-policy --target athena --source-location s3://raw/erp/ s3://raw/crm/\`.`,
  },
  'policy-long': {
    severity: 'warning',
    message: (p: { length: number; limit: number }) =>
      `The policy has ${p.length} characters, and AWS takes ${p.limit} in a managed policy.`,
    hint: () => 'Put it on the role itself as an inline policy (10,240 characters), or split it by its statements.',
    explain: `AWS counts the characters of a policy without white space: 6,144 for a managed policy, 10,240 for all inline policies of a role. A project
with many schemas and sources may need more; its statements can be shared out over several policies.`,
  },
});
