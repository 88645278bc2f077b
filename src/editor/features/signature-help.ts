import type { Macro } from '../../project/project.ts';
import { signaturesIn } from '../../sql/functions/arity.ts';
import { textBefore } from '../columns/relations-in-text.ts';
import { tagAt } from '../names/calls-at.ts';
import { findNamed } from '../names/find-named.ts';
import { functionNamed, functionText } from './functions.ts';
import { described } from './markdown.ts';
import type { View } from './view.ts';

export interface CallSignature {
  readonly label: string;
  /** Markdown. */
  readonly documentation: string;
  /** Ranges in the label. */
  readonly parameters: readonly {
    readonly start: number;
    readonly end: number;
    /** Markdown; empty where nothing is said of it. */
    readonly documentation: string;
  }[];
}

export interface SignatureHelp {
  readonly signatures: readonly CallSignature[];
  /** Of those, the first that takes as many arguments as are written. */
  readonly active: number;
  /** The argument that the cursor is in, from 0. */
  readonly argument: number;
}

/** How the function or macro is called whose brackets a place is in. Read from the text alone, which need not be whole. */
export function signatureHelpAt({ project, text, offset }: View): SignatureHelp | undefined {
  const tag = tagAt(text, offset);
  const call = tag ? callAround(textOfTag(text.slice(tag.start, offset))) : callAround(textBefore(text, offset));
  if (!call) return undefined;
  const { name, argument } = call;
  if (!tag) return functionHelp(name, argument);
  const named = findNamed(project, { kind: 'macro', name, start: 0, end: 0 });
  if (named?.kind === 'macro') return { signatures: [macroSignature(named.macro)], active: 0, argument };
  const builtin = project.opened.library.list().find((one) => one.builtin && one.name === name && one.block.kind === 'macro'); // prettier-ignore
  if (!builtin) return undefined;
  const parameters = builtin.block.parameters.map((one) => ({ name: one.name, documentation: '' }));
  return { signatures: [signatureOf(name, parameters, '')], active: 0, argument };
}

function functionHelp(name: string, argument: number): SignatureHelp | undefined {
  const entry = functionNamed(name);
  if (!entry) return undefined;
  const known = signaturesIn(name.toLowerCase(), entry);
  if (known.length === 0) return undefined;
  const documentation = functionText(entry);
  const signatures = known.map(({ text }): CallSignature => {
    const parameters = parameterRanges(text).map(({ start, end }) => {
      return { start: start + name.length, end: end + name.length, documentation: '' };
    });
    return { label: `${name.toLowerCase()}${text}`, documentation, parameters };
  });
  const fitting = known.findIndex(({ parameters, isVariadic }) => isVariadic || parameters.length > argument);
  const active = Math.max(0, fitting);
  const last = (known[active]?.parameters.length ?? 1) - 1;
  // What comes any number of times is the last parameter.
  return { signatures, active, argument: known[active]?.isVariadic ? Math.min(argument, last) : argument };
}

function macroSignature({ name, arguments: parameters, description }: Macro): CallSignature {
  const documented = parameters.map((one) => {
    const type = one.type === undefined ? '' : `\`${one.type}\` `;
    return { name: one.name, documentation: `${type}${described(one.description)}`.trim() };
  });
  return signatureOf(name, documented, described(description));
}

function signatureOf(
  name: string,
  parameters: readonly { readonly name: string; readonly documentation: string }[],
  documentation: string,
): CallSignature {
  let label = `${name}(`;
  const ranges = parameters.map(({ name: own, documentation: about }, index) => {
    if (index > 0) label += ', ';
    const start = label.length;
    label += own;
    return { start, end: label.length, documentation: about };
  });
  return { label: `${label})`, documentation, parameters: ranges };
}

/** The parameters of `(array(T), bigint) -> T`. */
function parameterRanges(text: string): readonly { readonly start: number; readonly end: number }[] {
  const ranges: { start: number; end: number }[] = [];
  let depth = 0;
  let start = 1;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '(') depth++;
    const isEnd = text[at] === ')' && --depth === 0;
    if (!isEnd && !(text[at] === ',' && depth === 1)) continue;
    if (text.slice(start, at).trim() !== '') ranges.push({ start, end: at });
    if (isEnd) break;
    start = at + 2;
  }
  return ranges;
}

/** The innermost call that is open at the end of a text without comments and texts in quotes, and the number of its argument there. */
function callAround(before: string): { readonly name: string; readonly argument: number } | undefined {
  let depth = 0;
  let argument = 0;
  for (let at = before.length - 1; at >= 0; at--) {
    const sign = before[at]!;
    if (')]}'.includes(sign)) depth++;
    else if ('[{'.includes(sign)) {
      // The arguments that were counted are items of a list.
      if (depth === 0) argument = 0;
      else depth--;
    } else if (sign === ',' && depth === 0) argument++;
    else if (sign === ';' && depth === 0) return undefined;
    else if (sign === '(' && depth > 0) depth--;
    else if (sign === '(') {
      const name = /([\p{L}_][\p{L}\p{N}_]*)\s*$/u.exec(before.slice(0, at))?.[1];
      // Brackets of an expression are part of the argument around them; those of a subquery are not.
      if (name !== undefined) return { name, argument };
      if (/^\s*(?:select|with|values)\b/i.test(before.slice(at + 1))) return undefined;
      argument = 0;
    }
  }
  return undefined;
}

/** A tag's text up to the cursor, with spaces for what stands in quotes. */
function textOfTag(text: string): string {
  return text.slice(2).replace(/'(?:[^'\\]|\\.)*(?:'|$)|"(?:[^"\\]|\\.)*(?:"|$)/g, (part) => ' '.repeat(part.length));
}
