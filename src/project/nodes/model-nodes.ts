import { fileSpan, type Assembly } from '../assembly.ts';
import type { JsonObject, ModelNode } from '../project.ts';
import { stemOf } from '../project-files.ts';
import { columnsOf } from './columns.ts';
import { configureNode } from './configure-node.ts';

/** The models, disabled ones too: one for each `.sql` file of the model folders. */
export function modelNodes(assembly: Assembly): ModelNode[] {
  const { files, loading } = assembly;
  for (const { path } of files.pythonModels) loading.problems.report('python-model-refused', { file: path }, path);
  return files.models.flatMap((file) => {
    const source = loading.read(file.path);
    if (!source) return [];
    const name = stemOf(file);
    if (isEmptySql(source.text)) {
      loading.problems.report('model-empty', { name }, fileSpan(file.path));
      return [];
    }
    const entry = assembly.properties.models.get(name);
    const configured = configureNode({ type: 'model', name, file, entry, template: source }, assembly);
    if (!configured) return [];
    const { node } = configured;
    const relation = assembly.nameRelation({
      ...node,
      resourceType: 'model',
      layer: file.folders[0],
      file: file.path,
    });
    const columns = columnsOf(entry?.values, name, assembly);
    const { constraints } = entry?.values ?? {};
    const ofModel = Array.isArray(constraints) && constraints.length > 0 ? (constraints as JsonObject[]) : undefined;
    const own = { relation, code: source.text, columns, ...(ofModel && { constraints: ofModel }) };
    return [{ ...node, resourceType: 'model', ...own } satisfies ModelNode];
  });
}

/** Nothing but space and comments. */
function isEmptySql(text: string): boolean {
  const start = text.trimStart();
  if (start !== '' && !/^(?:--|\/\*|\{#)/.test(start)) return false;
  return start.replace(/\{#[\s\S]*?#\}|\/\*[\s\S]*?\*\/|--[^\n]*/g, '').trim() === '' && !/\{\{|\{%/.test(start);
}
