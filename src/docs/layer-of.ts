import type { ProjectSettings } from '../project/project.ts';
import type { Item } from './subjects.ts';

/** The layer of relations that the project reads and does not declare. */
export const OUTSIDE = 'outside the project';

/** The folder below the folder of an item's kind (`gold`), a source's own name, else the kind in plural. */
export function layerOf(item: Item, settings: ProjectSettings): string {
  if (!('resourceType' in item)) return 'macros';
  const folder = (roots: readonly string[]) => folderBelow(item.path, roots);
  switch (item.resourceType) {
    case 'model':
      return folder(settings.modelPaths) ?? 'models';
    case 'seed':
      return folder(settings.seedPaths) ?? 'seeds';
    // Blocks of snapshots may lie among the models, too.
    case 'snapshot':
      return folder([...settings.snapshotPaths, ...settings.modelPaths]) ?? 'snapshots';
    case 'analysis':
      return folder(settings.analysisPaths) ?? 'analyses';
    case 'source':
      return item.sourceName;
    case 'exposure':
      return 'exposures';
  }
}

function folderBelow(path: string, roots: readonly string[]): string | undefined {
  const inside = roots.filter((root) => path.startsWith(`${root}/`)).sort((a, b) => b.length - a.length);
  const [root] = inside;
  if (root === undefined) return undefined;
  const folders = path.slice(root.length + 1).split('/');
  return folders.length > 1 ? folders[0] : undefined;
}
