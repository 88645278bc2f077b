import { diagnose, DiagnosticError } from '../../diagnostics/index.ts';
import type { Combination, Criterion, Spec } from './spec.ts';

const ATOM = /^(@)?(?:(\d*)(\+))?(?:([\w.]+):)?(.*?)(?:(\+)(\d*))?$/su;

/** Parses one atom, `@x`, `2+tag:nightly+3`. Throws a DiagnosticError `selection-invalid`. */
export function parseCriterion(raw: string): Criterion {
  const match = ATOM.exec(raw);
  if (!match) throw invalid(raw, 'it is not a criterion');
  const [, at, parentsDepth, parents, method, value = '', children, childrenDepth] = match;
  if (value === '') throw invalid(raw, 'it names nothing');
  return finish({
    kind: 'criterion',
    raw,
    ...splitMethod(method ?? defaultMethod(value)),
    value,
    childrensParents: at !== undefined,
    parents: depth(parents !== undefined, parentsDepth),
    children: depth(children !== undefined, childrenDepth),
  });
}

/** Refuses what contradicts itself: `@` already takes all descendants. */
export function finish(criterion: Criterion): Criterion {
  if (criterion.childrensParents && criterion.children > 0) {
    throw invalid(criterion.raw, '"@" at the beginning and "+" at the end cannot be combined');
  }
  return criterion;
}

/** Parses `--select` or `--exclude`: items and spaces are a union, commas within an item an intersection. */
export function parseArguments(items: readonly string[]): Combination {
  const words = items.flatMap((item) => item.split(/\s+/)).filter((word) => word !== '');
  return { kind: 'union', raw: words.join(' '), parts: words.map(parseWord) };
}

function parseWord(word: string): Spec {
  const atoms = word.split(',');
  if (atoms.includes('')) throw invalid(word, 'a comma stands between two criteria, without spaces');
  const parts = atoms.map(parseCriterion);
  return parts.length === 1 ? (parts[0] as Criterion) : { kind: 'intersection', raw: word, parts };
}

/** `config.meta.owner` is the method `config` with the arguments `meta` and `owner`. */
export function splitMethod(text: string): { method: string; arguments: string[] } {
  const [method = '', ...rest] = text.split('.');
  return { method, arguments: rest };
}

function defaultMethod(value: string): string {
  if (/[/\\]/.test(value)) return 'path';
  return /\.(sql|py|csv)$/i.test(value) ? 'file' : 'fqn';
}

function depth(present: boolean, text: string | undefined): number {
  if (!present) return 0;
  return text ? Number(text) : Infinity;
}

export function invalid(raw: string, reason: string): DiagnosticError {
  return new DiagnosticError([diagnose('selection-invalid', { raw, reason })]);
}
