import type { Exposure, JsonObject, Project, ProjectNode, SourceTable, UnitTest } from '../../project/project.ts';

/** Anything that a selection can select. */
export type Member = ProjectNode | SourceTable | Exposure | UnitTest;

/** Everything selectable of a project, by unique id. */
export function projectMembers(project: Project): Map<string, Member> {
  const { nodes, sources, exposures, unitTests } = project;
  return new Map<string, Member>([
    ...Object.entries(nodes),
    ...Object.entries(sources),
    ...Object.entries(exposures),
    ...Object.entries(unitTests),
  ]);
}

/** A member's configuration as `config.…` criteria see it: tags and meta included, unknown keys beside the known. */
export function configOf(member: Member): JsonObject {
  if (member.resourceType === 'exposure' || member.resourceType === 'unit_test') return {};
  const { other, ...config } = member.config as unknown as JsonObject;
  return { ...(other as JsonObject | undefined), ...config, tags: member.tags, meta: member.meta };
}

/** The file that holds a member, and, for one described in YAML too, that file. */
export function filesOf(member: Member): string[] {
  return member.span.file === member.path ? [member.path] : [member.path, member.span.file];
}
