import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { diagnose, type Outcome } from '../diagnostics/index.ts';
import type { NodeLineage, ProjectLineage } from '../lineage/project-lineage.ts';
import type { Project } from '../project/project.ts';
import { writeFileAtomically } from '../state/index.ts';
import type { InvocationInfo } from './metadata.ts';
import { secretsOf, stringifyWithout } from './secrets.ts';

const FORMAT = 'lakemodel-lineage';
// Changed when a reader of the old shape would misread the new one, or when fingerprints are made in another way.
const VERSION = 1;
const FILE = 'lineage.json';

/**
 * `lineage.json`: by unique id each model, seed, snapshot and source with its columns; of each column its type, the columns it is made of and
 * how (`inputs`), what it hangs on without taking its value (`uses`), and the SQL that makes it. A shape of lakemodel's own; `README.md` has it.
 */
export interface LineageFile extends ProjectLineage {
  readonly metadata: {
    readonly format: typeof FORMAT;
    readonly version: typeof VERSION;
    readonly project_name: string;
    readonly generated_at: string;
    readonly invocation_id: string;
  };
}

/** The columns of a project as an artifact. Plain data; secrets are hidden when it is written. */
export function lineageArtifact(lineage: ProjectLineage, project: Project, invocation: InvocationInfo): LineageFile {
  const { generatedAt, invocationId } = invocation;
  const metadata = { project_name: project.name, generated_at: generatedAt, invocation_id: invocationId };
  return { metadata: { format: FORMAT, version: VERSION, ...metadata }, nodes: lineage.nodes };
}

/** Writes lineage.json into the target folder, as a whole, without the target's secrets and others named. */
export async function writeLineage(
  targetPath: string,
  file: LineageFile,
  project: Project,
  secrets: readonly string[] = [],
): Promise<void> {
  const hidden = [...secretsOf(project.target), ...secrets];
  await writeFileAtomically(join(targetPath, FILE), `${stringifyWithout(hidden, file)}\n`);
}

/** Reads the lineage.json of a folder. Without a value, a diagnostic says why. */
export async function readLineage(folder: string): Promise<Outcome<ProjectLineage | undefined>> {
  const file = join(folder, FILE);
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => error);
  if (typeof text === 'string') return parsed(file, text);
  const missing = text.code === 'ENOENT' || text.code === 'ENOTDIR';
  const problem = missing
    ? diagnose('lineage-file-missing', { file })
    : diagnose('lineage-file-unreadable', { file, reason: text.code ?? text.message });
  return { value: undefined, diagnostics: [problem] };
}

function parsed(file: string, text: string): Outcome<ProjectLineage | undefined> {
  const read = fromJson(text);
  if (typeof read !== 'string') return { value: { nodes: read.nodes }, diagnostics: [] };
  return { value: undefined, diagnostics: [diagnose('lineage-file-unreadable', { file, reason: read })] };
}

/** The file, or why it is none. */
function fromJson(text: string): LineageFile | string {
  try {
    const value = JSON.parse(text) as Partial<LineageFile> | null;
    if (value?.metadata?.format !== FORMAT) return 'it is no lineage of lakemodel';
    if (value.metadata.version !== VERSION) return `its format is version ${String(value.metadata.version)}`;
    return isComplete(value) ? value : 'it is not complete';
  } catch {
    return text.trim() === '' ? 'it is empty' : 'it is no JSON';
  }
}

function isComplete(value: Partial<LineageFile>): value is LineageFile {
  const { nodes } = value;
  if (typeof nodes !== 'object' || nodes === null) return false;
  return Object.values(nodes as Record<string, Partial<NodeLineage> | null>).every(
    (node) => Array.isArray(node?.columns) && Array.isArray(node.uses) && Array.isArray(node.reads),
  );
}
