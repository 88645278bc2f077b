import { accessNeeds, iamPolicy } from '../access/index.ts';
import { diagnose, type Diagnostic } from '../diagnostics/index.ts';
import type { ExportPolicyOptions, ExportReport, Host, Invocation } from '../lakemodel.ts';
import { openProject } from './open-project.ts';

/** AWS's limit for a managed policy, in characters without white space. */
const MANAGED_POLICY_LIMIT = 6_144;

/** The least-privilege IAM policy of a project on an Athena target, from its files alone: no account is asked. */
export async function exportIamPolicy(
  invocation: Invocation,
  options: ExportPolicyOptions,
  host: Host,
): Promise<ExportReport> {
  const opened = await openProject(invocation, host);
  if (!opened.value) return { exitCode: 2, diagnostics: opened.diagnostics, text: '' };
  const { project } = opened.value;
  if (project.target.type !== 'athena') {
    const { name, type } = project.target;
    return {
      exitCode: 2,
      diagnostics: [...opened.diagnostics, diagnose('export-needs-athena', { name, type })],
      text: '',
    };
  }
  const needs = accessNeeds(project, options.sourceLocations);
  const policy = iamPolicy(needs, options.account);
  const diagnostics: Diagnostic[] = [...opened.diagnostics];
  if (needs.unlocated.length > 0 && options.sourceLocations.length === 0)
    diagnostics.push(diagnose('policy-sources-unlocated', { sources: needs.unlocated }));
  const length = JSON.stringify(policy).length;
  if (length > MANAGED_POLICY_LIMIT) diagnostics.push(diagnose('policy-long', { length, limit: MANAGED_POLICY_LIMIT }));
  return { exitCode: 0, diagnostics, text: JSON.stringify(policy, null, 2) };
}
