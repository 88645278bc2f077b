import { didYouMean } from '../../diagnostics/index.ts';
import type { Rendering } from '../evaluate/rendering.ts';
import { problem } from '../template-error.ts';
import { TemplateObject, Undefined, type Value } from '../values/value.ts';

/** `dbt_utils`, `dbt` or the project's own name: macros by their qualified names. */
class PackageNamespace extends TemplateObject {
  readonly label: string;
  readonly memberNames: readonly string[];
  private readonly name: string;
  private readonly run: Rendering;

  constructor(name: string, memberNames: readonly string[], run: Rendering) {
    super();
    this.name = name;
    this.label = `the package "${name}"`;
    this.memberNames = memberNames;
    this.run = run;
  }

  override member(name: string): Value {
    const macro = this.run.library.qualified(this.name, name, this.run.scope.projectName);
    if (macro) return this.run.macro(macro);
    const hint = didYouMean(name, this.memberNames);
    return new Undefined(() => problem('macro-unknown', { name: `${this.name}.${name}` }, { hint }), true);
  }

  override toText(): string {
    return this.name;
  }
}

/** The namespace of that name, if a package of the library or the project is called so. */
export function packageNamespace(name: string, run: Rendering): TemplateObject | undefined {
  const names = run.library.namesOf(name, run.scope.projectName);
  return names && new PackageNamespace(name, names, run);
}
