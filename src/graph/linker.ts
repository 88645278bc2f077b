import { diagnose } from '../diagnostics/index.ts';
import type { Project, RefCall, RelationNode, SourceCall } from '../project/project.ts';
import { placeAt } from './place-at.ts';
import { explainPrivate, mayRead, type Reader } from './private-models.ts';
import type { ProblemList } from './problem-list.ts';
import { explainUnknownRef, explainUnknownSource } from './reference-problems.ts';
import { createResolver } from './resolve.ts';

export type Call = { readonly ref: RefCall } | { readonly source: SourceCall };

/** Finds the unique id of what a call names, and tells once for each place what leads nowhere. */
export type Linker = (call: Call, from: Reader) => string | undefined;

/** A linker over one project; what a node references of itself is a problem too, and found nowhere. */
export function createLinker(project: Project, problems: ProblemList): Linker {
  const resolver = createResolver(project);
  const told = new Set<string>();
  const tellPrivate = (call: RefCall, from: Reader, target: RelationNode): void => {
    const key = `${call.span.file}:${call.span.start}:private:${from.uniqueId}`;
    if (told.has(key)) return;
    told.add(key);
    problems.add(() => explainPrivate(project, call, from, target));
  };
  return (call, from) => {
    const { span } = 'ref' in call ? call.ref : call.source;
    const relation = 'ref' in call ? resolver.ref(call.ref) : undefined;
    const found = 'ref' in call ? relation?.uniqueId : resolver.source(call.source)?.uniqueId;
    if (found !== undefined && found !== from.uniqueId) {
      if ('ref' in call && relation && !mayRead(from, relation, project)) tellPrivate(call.ref, from, relation);
      return found;
    }
    const selfReference = found !== undefined || ('ref' in call && isTestItself(call.ref, from));
    // A macro's reference is the same place for each of its callers, and a watermark's input is often a reference of its own.
    const key = `${span.file}:${span.start}:${selfReference ? from.uniqueId : ''}`;
    if (told.has(key)) return undefined;
    told.add(key);
    problems.add(() => {
      if (selfReference) return diagnose('ref-self', { name: from.name }, { at: placeAt(project, span) });
      return 'ref' in call ? explainUnknownRef(project, call.ref) : explainUnknownSource(project, call.source);
    });
    return undefined;
  };
}

// A data test leaves nothing to read from, itself included.
function isTestItself(call: RefCall, from: { readonly uniqueId: string; readonly name: string }): boolean {
  return call.name === from.name && from.uniqueId.startsWith('test.');
}
