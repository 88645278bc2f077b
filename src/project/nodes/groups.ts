import { descriptionOf, type Assembly } from '../assembly.ts';
import { isMapping } from '../project-file.ts';
import type { Group, JsonObject } from '../project.ts';

/** The groups of all properties files. */
export function groups(assembly: Assembly): Group[] {
  const { project, properties } = assembly;
  return [...properties.groups.values()].map((entry) => {
    const { name, file, span, values } = entry;
    const meta = isMapping(values.config) ? values.config.meta : undefined;
    return {
      uniqueId: `group.${project.name}.${name}`,
      name,
      packageName: project.name,
      path: file.path,
      description: descriptionOf(entry, assembly),
      owner: values.owner as JsonObject,
      meta: isMapping(meta) ? (meta as JsonObject) : {},
      span,
    };
  });
}
