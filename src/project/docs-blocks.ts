import { didYouMean, type Span } from '../diagnostics/index.ts';
import { parseBlocks } from '../jinja/index.ts';
import type { Loading } from './loading.ts';
import type { DocsBlock } from './project.ts';
import type { FoundFile } from './project-files.ts';
import { isTemplate } from './yaml/yaml-templates.ts';

/** Resolves a description: `{{ doc('x') }}` becomes the text of the docs block. */
export type Describe = (text: unknown, at: () => Span) => string;

/** Unique ids of the docs blocks that a text names, in the order of its calls; undefined where there are none. */
export type FindDocsBlocks = (text: unknown) => readonly string[] | undefined;

const DOC_CALL = /\{\{\s*doc\(\s*(?:(['"])[^'"]+\1\s*,\s*)?(['"])([^'"]+)\2\s*\)\s*\}\}/g;

/** Reads the `{% docs x %}` blocks of all Markdown files, by unique id. */
export function readDocsBlocks(
  files: readonly FoundFile[],
  projectName: string,
  loading: Loading,
): Record<string, DocsBlock> {
  const docs: Record<string, DocsBlock> = {};
  const spans = new Map<string, Span>();
  for (const { path } of files) {
    const source = loading.read(path);
    if (!source?.text.includes('{%')) continue;
    const { value, diagnostics } = parseBlocks(source);
    loading.problems.add(diagnostics);
    for (const { kind, name, body, nameSpan } of value) {
      if (kind !== 'docs') continue;
      const first = spans.get(name);
      if (first) {
        const related = [{ message: 'The first one:', at: first }];
        loading.problems.report('name-twice', { kind: 'docs blocks', name }, nameSpan, { related });
        continue;
      }
      spans.set(name, nameSpan);
      const uniqueId = `doc.${projectName}.${name}`;
      docs[uniqueId] = { uniqueId, name, packageName: projectName, path, contents: body.trim() };
    }
  }
  return docs;
}

export function createDocsFinder(docs: Readonly<Record<string, DocsBlock>>): FindDocsBlocks {
  const ids = new Map(Object.values(docs).map(({ name, uniqueId }) => [name, uniqueId]));
  return (text) => {
    if (ids.size === 0 || typeof text !== 'string' || !isTemplate(text)) return undefined;
    const named = [...text.matchAll(DOC_CALL)].flatMap(([, , , name = '']) => ids.get(name) ?? []);
    return named.length > 0 ? named : undefined;
  };
}

export function createDescribe(docs: Readonly<Record<string, DocsBlock>>, { problems }: Loading): Describe {
  const byName = new Map(Object.values(docs).map((block) => [block.name, block.contents]));
  return (text, at) => {
    if (typeof text !== 'string') return '';
    if (!isTemplate(text)) return text.trim();
    const filled = text.replace(DOC_CALL, (_, _quote, _other, name: string) => {
      const contents = byName.get(name);
      if (contents === undefined)
        problems.report('doc-unknown', { name }, at(), { hint: didYouMean(name, byName.keys()) });
      return contents ?? '';
    });
    if (/\{\{|\{%/.test(text.replace(DOC_CALL, ''))) problems.report('description-template', undefined, at());
    return filled.trim();
  };
}
