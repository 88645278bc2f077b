import { yamlScalars, type YamlScalar } from '../../project/index.ts';
import type { Project } from '../../project/project.ts';
import type { FileRange } from '../positions/template-map.ts';

const PROJECT_FILES = ['project.yml', 'project.yaml', 'dbt_project.yml'];

/** The key of a variable in `vars:` of the project's file: that under the project's own name first, which lies over the others. */
export function varPlace(project: Project, name: string): FileRange | undefined {
  const found = writtenVars(project).filter((one) => one.name === name);
  return (found.find(({ isOwn }) => isOwn) ?? found[0])?.place;
}

/** The variable whose key stands at a place of the project's file. */
export function varKeyAt(project: Project, file: string, offset: number): string | undefined {
  if (!PROJECT_FILES.includes(file)) return undefined;
  return writtenVars(project).find(({ place }) => place.file === file && place.start <= offset && offset <= place.end)
    ?.name;
}

interface WrittenVar {
  readonly name: string;
  readonly place: FileRange;
  /** Under the project's own name. */
  readonly isOwn: boolean;
}

function writtenVars({ name: own, texts }: Project): readonly WrittenVar[] {
  const file = PROJECT_FILES.find((one) => texts[one] !== undefined);
  if (file === undefined) return [];
  return yamlScalars(texts[file] ?? '').flatMap((scalar) => {
    const isOwn = scalar.path[1] === own;
    const isVar = scalar.isKey && scalar.path[0] === 'vars' && scalar.path.length === (isOwn ? 3 : 2);
    return isVar ? [{ name: scalar.value, isOwn, place: placeOf(file, scalar) }] : [];
  });
}

function placeOf(file: string, { start, end, style }: YamlScalar): FileRange {
  const quote = style === 'quoted' ? 1 : 0;
  return { file, start: start + quote, end: end - quote };
}
