import { parseTemplate } from '../jinja/index.ts';
import type { Project, ProjectNode } from '../project/project.ts';

// What `adapter.dispatch('x')` looks for.
const PREFIXES = ['', 'athena__', 'trino__', 'default__'];

/** Unique ids of the project's macros that a node's template or hooks reach, directly or through others. */
export function calledMacros(id: string, project: Project): readonly string[] {
  const node = project.nodes[id];
  const own = (node ?? project.exposures[id])?.references.macros ?? [];
  const hooks = node ? hookTexts(node) : [];
  return hooks.length === 0 ? own : [...new Set([...own, ...hooks.flatMap((text) => reached(text, project))])];
}

function hookTexts({ config }: ProjectNode): string[] {
  const texts = [...(config.pre_hook ?? []), ...(config.post_hook ?? [])].map(({ sql }) => sql);
  const all = config.local_sql === undefined ? texts : [...texts, config.local_sql];
  return all.filter((text) => text.includes('{'));
}

function reached(text: string, { name, macros }: Project): string[] {
  const calls = parseTemplate({ file: 'hook', text }).value?.macroCalls ?? [];
  const bare = calls.map((call) => call.name.slice(call.name.lastIndexOf('.') + 1));
  const queue = bare.flatMap((one) => PREFIXES.map((prefix) => `macro.${name}.${prefix}${one}`));
  const found = new Set<string>();
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    const macro = macros[id];
    if (!macro || found.has(id)) continue;
    found.add(id);
    queue.push(...macro.macros);
  }
  return [...found];
}
