import type { Diagnostic, Outcome } from '../diagnostics/index.ts';
import { decidesByWorld, parseTemplate, renderTemplate, type MacroLibrary } from '../jinja/index.ts';
import type { Macro, Project, ProjectNode } from '../project/project.ts';
import { parseSql } from '../sql/parse.ts';
import { canonical } from './canonical.ts';
import type { BodyPrint, Digest } from './fingerprint.ts';
import { createNeutralWorld, neutralVars } from './neutral-scope.ts';
import { templateWords } from './template-words.ts';
import { treeText } from './tree-text.ts';

/** Remembers an answer that depends on its inputs alone. */
export type Remember = (inputs: readonly string[], work: () => Outcome<string>) => Outcome<string>;

/** Makes the fingerprint of what a node's template says. */
export type PrintBody = (node: ProjectNode, code: string) => BodyPrint;

interface BodyTools {
  readonly library: MacroLibrary;
  readonly digest: Digest;
  /** Default: nothing is remembered. */
  readonly remember?: Remember | undefined;
}

/** A maker of fingerprints for one project's templates. */
export function createBodyPrinter(project: Project, { library, digest, remember = (_, work) => work() }: BodyTools) {
  const world = createNeutralWorld(project);
  const vars = neutralVars(project);
  const macroDecides = new Map<string, boolean>();

  /** Whether the tree of what the template renders to says all that the template says. */
  function isWhole(node: ProjectNode, code: string): boolean {
    const macros = node.references.macros.flatMap((id) => project.macros[id] ?? []);
    return !decidesByWorld({ file: node.path, text: code }) && !macros.some(decides);
  }

  function decides({ uniqueId, path, code }: Macro): boolean {
    const known = macroDecides.get(uniqueId) ?? decidesByWorld({ file: path, text: code });
    macroDecides.set(uniqueId, known);
    return known;
  }

  function treeOf(node: ProjectNode, code: string): string | undefined {
    const worlds = node.references.usesIsIncremental ? [false, true] : [false];
    const trees: string[] = [];
    for (const isIncremental of worlds) {
      const { value } = renderTemplate({ file: node.path, text: code }, library, world(node, isIncremental));
      const tree = value && remember(['tree', value.text], () => parsedTree(node.path, value.text));
      if (!tree?.value) return undefined;
      trees.push(tree.value);
    }
    return digest(trees.join('\n'));
  }

  function parsedTree(file: string, text: string): Outcome<string> {
    const { value, diagnostics } = parseSql({ file, text: text.replace(/[\s;]+$/, '') });
    return value ? { value: digest(treeText(value.query)), diagnostics: NONE } : { value: '', diagnostics };
  }

  const print: PrintBody = (node, code) => {
    const words = templateWords(code);
    const used = usedVars(node, code, project);
    const values = used.map((name) => [name, vars[name] ?? null]);
    const text = digest(values.length > 0 ? `${words}\n${canonical(values)}` : words);
    const tree = isWhole(node, code) ? treeOf(node, code) : undefined;
    return { text, ...(tree !== undefined && { tree }) };
  };
  return print;
}

const NONE: readonly Diagnostic[] = [];

/** Names of the variables that a template or the macros that it reaches ask for. */
function usedVars(node: ProjectNode, code: string, project: Project): string[] {
  const macros = node.references.macros.flatMap((id) => project.macros[id] ?? []);
  const texts = [{ file: node.path, text: code }, ...macros.map((macro) => ({ file: macro.path, text: macro.code }))];
  const asking = texts.filter(({ text }) => text.includes('var'));
  const names = asking.flatMap((source) => parseTemplate(source).value?.vars.map(({ name }) => name) ?? []);
  return [...new Set(names)].sort();
}
